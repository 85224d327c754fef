using System.Reflection;
using Remediator.Core.Common;
using Remediator.Core.Facts;
using Remediator.Core.Plans;
using Remediator.Core.Verdicts;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Verdicts.Causes;

/// <summary>Generated from the facts themselves, so that a new read cannot be forgotten.</summary>
public class MissingFactTests
{
    private const string Why = "access denied, our role needs x:Read";

    /// <summary>The weaker verdict that remains when one fact cannot be read; every other verdict becomes undetermined.</summary>
    private static readonly HashSet<(Cause Was, Cause Is)> s_weaker =
    [
        // the repository is missing wherever else it may stand
        (Cause.WrongRegistry, Cause.RepositoryMissing),
        // its definition: all that can be read allows the pull, and what could not be read is named
        (Cause.EndpointPolicyDenies, Cause.DeniedElsewhere), (Cause.KmsKeyUnusable, Cause.DeniedElsewhere),
        (Cause.PullThroughCacheFailed, Cause.DeniedElsewhere),
        // the node had no token to show, whatever its network path to ecr.api
        (Cause.EndpointPolicyDenies, Cause.CredentialsMissing),
        // the one that is left of two that deny
        (Cause.RegistryPolicyDenies, Cause.RepositoryPolicyDenies),
        // nothing that could be read allows the pull, and it was refused
        (Cause.DeniedElsewhere, Cause.IdentityPolicyDoesNotAllow),
    ];

    private static IEnumerable<PropertyInfo> FactProperties => typeof(PullFacts).GetProperties()
        .Where(property => property.PropertyType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Fact<>));

    public static TheoryData<string, string> Reads =>
        [.. from one in CauseCase.All from property in FactProperties where IsKnown(property.GetValue(one.Facts)) select (one.File,
            property.Name)];

    public static TheoryData<string> All => [.. FactProperties.Select(property => property.Name)];

    /// <summary>A new fact without a case fails here, and has to say what its absence does.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void Every_fact_is_known_in_a_case(string fact) =>
        Assert.Contains(CauseCase.All, one => IsKnown(typeof(PullFacts).GetProperty(fact)!.GetValue(one.Facts)));

    [Theory]
    [MemberData(nameof(Reads))]
    public void A_verdict_stands_without_a_fact_it_does_not_need_and_otherwise_names_it(string file, string fact)
    {
        var one = CauseCase.Of(file);
        var verdict = Diagnosis.Of(one.Failure, Without(one.Facts, fact));
        if (verdict.Cause == one.Cause && verdict.Confidence >= one.Confidence)
            return;
        Assert.True(verdict.Cause == one.Cause || verdict.Cause is Cause.Undetermined || s_weaker.Contains((one.Cause, verdict.Cause)),
            $"{one.Cause} became {verdict.Cause}");
        Assert.NotEqual(Confidence.Proved, verdict.Confidence);
        Assert.Contains(verdict.Unknowns, unknown => $"{unknown}".EndsWith(Why, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Reads))]
    public void A_missing_fact_never_leads_to_a_write(string file, string fact)
    {
        var one = CauseCase.Of(file);
        PullFacts facts = Without(one.Facts, fact);
        var plan = Plan.For(one.Failure, facts, Diagnosis.Of(one.Failure, facts), Situation.Rails);
        Assert.False(plan is Plan.PatchPolicy, $"a write without {fact}");
    }

    private static bool IsKnown(object? fact) => fact is not null && ((IFact)fact).Gap is null;

    private static PullFacts Without(PullFacts facts, string name)
    {
        var property = typeof(PullFacts).GetProperty(name)!;
        var unknown = property.PropertyType.GetNestedType("Unknown")!.MakeGenericType(property.PropertyType.GetGenericArguments());
        PullFacts copy = facts with { };
        property.SetValue(copy, Activator.CreateInstance(unknown, Message.Verbatim(Why)));
        return copy;
    }
}
