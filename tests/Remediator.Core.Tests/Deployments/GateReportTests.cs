using System.Text.Json.Nodes;
using Remediator.Core.Common;
using Remediator.Core.Deployments;
using Remediator.Core.Images;
using Remediator.Core.Policies.Language;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Deployments;

/// <summary>What a planned policy comes to for the pulls of a cluster.</summary>
public class GateReportTests
{
    private const string Allow = """{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/eks-node"},"Action":"ecr:*"}""";
    private const string Deny = """{"Sid":"No","Effect":"Deny","Principal":"*","Action":"ecr:BatchGetImage"}""";
    private const string DenyInRegistry =
        """{"Sid":"Fence","Effect":"Deny","Principal":"*","Action":"ecr:BatchGetImage","Resource":"*"}""";

    private static readonly PullingUse s_use = new("blue",
        (ImageReference.Ecr)ImageReference.Parse("111122223333.dkr.ecr.us-west-2.amazonaws.com/shop/ui:1"), Situation.NodeRole,
        ["shop/Deployment/ui"]);

    private static PlannedPolicy Repository(PolicyDocument? before, PolicyDocument? after) =>
        new("repository", new(false, null, null, "shop/ui"), Fact.Of(before), Fact.Of(after));

    private static PlannedPolicy Registry(PolicyDocument? before, PolicyDocument? after) =>
        new("registry", new(true, null, null, null), Fact.Of(before), Fact.Of(after));

    private static PolicyDocument Of(params string[] statements) => Situation.PolicyOf(statements);

    private static PullEffect Effect(PlannedPolicy planned, PullingUse? use = null) =>
        GateReport.Of([planned], [use ?? s_use]).Policies[0].Pulls.Single().Effect;

    [Fact]
    public void A_new_deny_stops_a_pull() => Assert.Equal(PullEffect.Stops, Effect(Repository(null, Of(Deny))));

    [Fact]
    public void A_deny_that_is_there_today_is_no_news() =>
        Assert.Equal(PullEffect.FailsAlready, Effect(Repository(Of(Deny), Of(Deny, Allow))));

    [Fact]
    public void A_deny_that_goes_lets_the_pull_go_on() => Assert.Equal(PullEffect.GoesOn, Effect(Repository(Of(Deny), Of(Allow))));

    [Fact]
    public void An_allow_that_goes_leaves_it_to_the_role_s_own_policies_which_are_not_known() =>
        Assert.Equal(PullEffect.Unknown, Effect(Repository(Of(Allow), null)));

    [Fact]
    public void Where_the_role_s_own_policies_are_known_they_count()
    {
        Assert.Equal(PullEffect.GoesOn, Effect(Repository(Of(Allow), null), s_use with { IdentityPolicies = [Situation.PullOnly] }));
        Assert.Equal(PullEffect.Stops, Effect(Repository(Of(Allow), null), s_use with { IdentityPolicies = [] }));
    }

    [Fact]
    public void A_deny_under_a_condition_that_is_not_known_is_unknown() => Assert.Equal(PullEffect.Unknown, Effect(Repository(null, Of(
        """{"Effect":"Deny","Principal":"*","Action":"ecr:*","Condition":{"StringNotEquals":{"aws:SourceVpce":"vpce-1"} } }"""))));

    [Fact]
    public void A_deny_in_both_policies_at_once_is_not_taken_for_one_that_is_there()
    {
        var report = GateReport.Of([Repository(null, Of(Deny)), Registry(null, Of(DenyInRegistry))], [s_use]);
        Assert.Equal(PullEffect.Stops, report.Policies[0].Pulls[0].Effect);
        Assert.Equal((1, 1), (report.StoppedWorkloads, report.StoppedClusters));
    }

    [Fact]
    public void A_registry_policy_stops_the_pulls_of_its_own_registry_alone()
    {
        var planned = Registry(null, Of(DenyInRegistry)) with { Target = new(true, "444455556666", "us-west-2", null) };
        Assert.Empty(GateReport.Of([planned], [s_use]).Policies[0].Pulls);
        Assert.Equal(PullEffect.Stops, Effect(Registry(null, Of(DenyInRegistry))));
    }

    [Fact]
    public void A_policy_of_a_repository_whose_name_is_not_known_keeps_the_gate_shut()
    {
        var report = GateReport.Of([Repository(null, Of(Allow)) with { Target = new(false, null, null, null) }], [s_use]);
        Assert.False(report.IsClear);
        Assert.Equal("deployment.open", report.Says.Code);
    }

    [Fact]
    public void A_repository_that_is_deleted_stops_what_pulls_from_it() =>
        Assert.Equal(PullEffect.Stops, Effect(Repository(null, null) with { DeletesRepository = true }));

    [Fact]
    public void A_policy_that_cannot_be_read_is_unknown()
    {
        var plan = JsonNode.Parse("""
            {"resource_changes":[{"address":"p","mode":"managed","type":"aws_ecr_repository_policy","change":{"actions":["update"],
              "before":{"repository":"shop/ui","policy":""},"after":{"repository":"shop/ui","policy":"{"},"after_unknown":{}}}]}
            """)!.AsObject();
        Assert.Equal(PullEffect.Unknown, Effect(Assert.Single(TerraformPlan.Read(plan))));
    }

    [Theory]
    [InlineData("[\"no-op\"]", 0)]
    [InlineData("[\"read\"]", 0)]
    [InlineData("[\"delete\",\"create\"]", 1)]
    [InlineData("[\"create\",\"delete\"]", 1)]
    [InlineData("[\"delete\"]", 1)]
    public void Only_what_changes_is_judged(string actions, int policies)
    {
        var after = actions == "[\"delete\"]" ? "null" : """{"repository":"shop/ui","policy":"{\"Statement\":[]}"}""";
        var plan = JsonNode.Parse("""
            {"resource_changes":[{"address":"p","type":"aws_ecr_repository_policy","change":{"actions":ACTIONS,
              "before":{"repository":"shop/ui","policy":"{\"Statement\":[]}"},"after":AFTER,"after_unknown":{}}}]}
            """.Replace("ACTIONS", actions, StringComparison.Ordinal).Replace("AFTER", after, StringComparison.Ordinal))!.AsObject();
        Assert.Equal(policies, TerraformPlan.Read(plan).Count);
    }

    [Fact]
    public void A_plan_of_another_form_is_refused() => Assert.Throws<UnreadableException>(() =>
        TerraformPlan.Read(JsonNode.Parse("""{"resource_changes":[{"type":"aws_ecr_repository_policy"}]}""")!.AsObject()));

    [Fact]
    public void The_first_sentence_counts_a_workload_once()
    {
        var next = (ImageReference.Ecr)ImageReference.Parse("111122223333.dkr.ecr.us-west-2.amazonaws.com/shop/ui:2");
        var report = GateReport.Of([Repository(null, Of(Deny))], [s_use, s_use with { Image = next }]);
        Assert.Equal("this change would stop 1 workload in 1 cluster", $"{report.Says}");
    }
}
