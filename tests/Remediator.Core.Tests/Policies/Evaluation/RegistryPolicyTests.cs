using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Language;

namespace Remediator.Core.Tests.Policies.Evaluation;

/// <summary>
/// The policies of repository and registry as one: https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions.html
/// </summary>
public class RegistryPolicyTests
{
    public static TheoryData<string> Names =>
        [.. Given.Corpus("registry.json").EnumerateArray().Select(one => one.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_registry_policy_is_evaluated_beside_the_repository_s(string name)
    {
        var one = Given.Corpus("registry.json").EnumerateArray().Single(one => one.GetProperty("name").GetString() == name);

        var decision = AccessEvaluation.Of(Given.Case(one.GetProperty("case")));

        Assert.Equal(one.GetProperty("decision").GetString(), decision.Answer.ToString());
        if (one.TryGetProperty("decidedBy", out var deciders))
            Assert.Equal(deciders.EnumerateArray().Select(text => text.GetString()),
                decision.DecidedBy.Select(decider => $"{decider.Policy.WireName} {decider.Index} {decider.Statement}"));
        if (one.TryGetProperty("unknowns", out var unknowns))
            Assert.Equal(unknowns.EnumerateArray().Select(text => text.GetString()), decision.Unknowns);
    }
}
