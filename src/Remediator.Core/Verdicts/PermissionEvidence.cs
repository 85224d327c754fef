using Remediator.Core.Common;
using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Images;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Language;

namespace Remediator.Core.Verdicts;

/// <summary>The two policy links of the chain, told from the decisions: who denies, who allows, who is silent.</summary>
internal static class PermissionEvidence
{
    public static Evidence Identity(ImageReference.Ecr image, PullFacts facts, IReadOnlyList<Decision> decisions)
    {
        if (facts.Puller is not Fact<Puller>.Known { Value: var puller })
            return new(Step.IdentityPermissions, StepResult.Unknown, "not judged: it is not known who pulls", null);
        var command = ShellCommands.RolePolicies(puller.Role.Name);
        if ((facts.IdentityPolicies.Gap ?? facts.Boundary.Gap) is { } gap)
            return new(Step.IdentityPermissions, StepResult.Unknown, gap, command);
        if (Deniers(decisions, "identity", "boundary") is { Count: > 0 } deniers)
            return new(Step.IdentityPermissions, StepResult.Fail, Told(deniers), command);

        var alone = PullAccess.Of(image, SameAccount(puller, image), facts, null);
        return alone.All(d => d.Answer is PolicyAnswer.Allowed)
            ? new(Step.IdentityPermissions, StepResult.Pass, $"the policies of {puller.Role.Name} allow the pull", command)
            : new(Step.IdentityPermissions, alone.Any(d => d.Answer is PolicyAnswer.Unknown) ? StepResult.Unknown : StepResult.Fail,
                $"the policies of {puller.Role.Name} do not allow {Actions(alone)}", command);
    }

    public static Evidence Repository(ImageReference.Ecr image, PullFacts facts, IReadOnlyList<Decision> decisions)
    {
        var command = ShellCommands.RepositoryPolicy(image);
        return facts.RepositoryPolicy switch
        {
            Fact<PolicyDocument?>.Known when Deniers(decisions, "resource") is { Count: > 0 } deniers =>
                new(Step.RepositoryPolicy, StepResult.Fail, Told(deniers), command),
            Fact<PolicyDocument?>.Known { Value: null } =>
                new(Step.RepositoryPolicy, StepResult.Pass, $"repository {image.Repository} has no policy of its own", command),
            Fact<PolicyDocument?>.Known when decisions.Any(d => d.Answer is PolicyAnswer.Unknown) =>
                new(Step.RepositoryPolicy, StepResult.Unknown, "the policy hinges on what is not known here", command),
            Fact<PolicyDocument?>.Known =>
                new(Step.RepositoryPolicy, StepResult.Pass, "no statement of the policy denies the pull", command),
            _ => new(Step.RepositoryPolicy, StepResult.Unknown, facts.RepositoryPolicy.Gap!, command),
        };
    }

    /// <summary>Across accounts silence denies.</summary>
    public static Evidence Unallowed(ImageReference.Ecr image, PullFacts facts) => new(Step.RepositoryPolicy, StepResult.Fail,
        $"no statement of the policy allows {((Fact<Puller>.Known)facts.Puller).Value.Role.Name}, a role of another account, to pull", ShellCommands.RepositoryPolicy(image));

    /// <summary>Nothing where endpoint policies were not asked for.</summary>
    public static IReadOnlyList<Evidence> Endpoints(Scope scope, PullFacts facts, IReadOnlyList<EndpointAnswer> answers) => facts.EndpointPolicies switch
    {
        Fact<IReadOnlyList<EndpointPolicy>>.Known => [EndpointAccess.Told(scope, answers)],
        Fact<IReadOnlyList<EndpointPolicy>>.Unknown unknown => [new(Step.Network, StepResult.Unknown, unknown.Why, null)],
        _ => [],
    };

    /// <summary>What may still deny when all that can be read allows.</summary>
    public static Evidence Elsewhere { get; } = new(Step.IdentityPermissions, StepResult.Unknown,
        "service control policies, resource control policies and session policies cannot be read from here", null);

    private static IReadOnlyList<Decider> Deniers(IReadOnlyList<Decision> decisions, params string[] policies) =>
        [.. decisions.Where(d => d.Answer is PolicyAnswer.ExplicitlyDenied).SelectMany(d => d.DecidedBy)
            .Where(d => policies.Contains(d.Policy)).DistinctBy(d => (d.Policy, d.Index, d.Statement))];

    private static string Told(IReadOnlyList<Decider> deniers) =>
        string.Join("; ", deniers.Select(d => $"statement {d.Statement}{(d.Sid is null ? "" : $" (Sid \"{d.Sid}\")")} of the {NameOf(d.Policy)} denies the pull"));

    private static string NameOf(string policy) => policy switch
    {
        "resource" => "repository policy",
        "identity" => "role's policy",
        _ => "permissions boundary",
    };

    private static string Actions(IReadOnlyList<Decision> decisions) =>
        string.Join(" and ", EcrActions.Pull.Where((_, i) => decisions[i].Answer is not PolicyAnswer.Allowed));

    /// <summary>In one account the identity policies suffice alone, so judging there shows what they allow by themselves.</summary>
    private static Puller SameAccount(Puller puller, ImageReference.Ecr image) =>
        puller with { Role = puller.Role with { Account = image.Registry.Account } };
}
