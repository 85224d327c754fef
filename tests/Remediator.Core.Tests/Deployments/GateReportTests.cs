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
        Assert.Equal(PullEffect.Stops, Effect(Repository(null, null) with
        {
            Loss = Fact.Of<Message?>(new Message("deployment.repository-deleted")),
        }));

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

    [Theory]
    [InlineData("""["delete"]""", "null", "deployment.repository-deleted")]
    [InlineData("""["delete","create"]""", """{"name":"shop/ui"}""", "deployment.repository-replaced")]
    [InlineData("""["create","delete"]""", """{"name":"shop/ui2"}""", "deployment.repository-replaced")]
    public void A_repository_that_terraform_deletes_or_makes_anew_stops_what_pulls_from_it(string actions, string after, string why)
    {
        var pull = Assert.Single(Judged($$"""
            {"resource_changes":[{"address":"r","type":"aws_ecr_repository","change":{"actions":{{actions}},
              "before":{"name":"shop/ui","arn":"arn:aws:ecr:us-west-2:111122223333:repository/shop/ui"},"after":{{after}} } }]}
            """).Policies[0].Pulls);
        Assert.Equal((PullEffect.Stops, why), (pull.Effect, pull.Why?.Code));
    }

    [Theory]
    [InlineData("Modify", "True", "ReplaceAndDelete", PullEffect.Stops)]
    [InlineData("Modify", "True", null, PullEffect.Stops)]
    [InlineData("Modify", "Conditional", null, PullEffect.Unknown)]
    [InlineData("Dynamic", null, null, PullEffect.Unknown)]
    [InlineData("Remove", null, "Delete", PullEffect.Stops)]
    public void A_repository_that_a_change_set_replaces_loses_its_images(
        string action, string? replacement, string? policy, PullEffect effect) =>
        Assert.Equal(effect, Effect(Assert.Single(ChangeSet(action, replacement, policy))));

    [Theory]
    [InlineData("Modify", "True", "ReplaceAndRetain")]
    [InlineData("Remove", null, "Retain")]
    [InlineData("Modify", "False", null)]
    public void A_repository_that_is_retained_is_none_of_a_change_set_s_policies(string action, string? replacement, string? policy) =>
        Assert.Empty(ChangeSet(action, replacement, policy));

    [Fact]
    public void What_a_nested_stack_does_is_not_known()
    {
        var report = GateReport.Of(CloudFormationPlan.ReadChangeSet(JsonNode.Parse("""
            {"Status":"CREATE_COMPLETE","Changes":[{"ResourceChange":{"Action":"Modify","LogicalResourceId":"Registries",
              "ResourceType":"AWS::CloudFormation::Stack","ChangeSetId":"arn"} }]}
            """)!.AsObject()), [s_use]);
        Assert.Equal((false, "deployment.nested-stack"), (report.IsClear, report.Policies[0].Planned.Hidden?.Code));
    }

    [Fact]
    public void What_terraform_only_forgets_stays() => Assert.Empty(Judged("""
        {"resource_changes":[{"address":"r","type":"aws_ecr_repository","change":{"actions":["forget"],"before":{"name":"shop/ui"},
          "after":null} }]}
        """).Policies);

    [Fact]
    public void A_change_that_waits_for_another_apply_is_not_known() => Assert.False(Judged("""
        {"resource_changes":[],"deferred_changes":[{"reason":"resource_config_unknown","resource_change":{"address":"p",
          "type":"aws_ecr_repository_policy"} }]}
        """).IsClear);

    [Fact]
    public void A_policy_that_moves_is_judged_where_it_was_and_where_it_goes()
    {
        var planned = TerraformPlan.Read(JsonNode.Parse("""
            {"resource_changes":[{"address":"p","type":"aws_ecr_repository_policy","change":{"actions":["delete","create"],
              "before":{"repository":"shop/ui","policy":"{\"Statement\":[]}"},
              "after":{"repository":"shop/ui2","policy":"{\"Statement\":[]}"},"after_unknown":{} } }]}
            """)!.AsObject());
        Assert.Equal(["shop/ui", "shop/ui2"], planned.Select(one => one.Target.Repository));
        Assert.Null(Assert.IsType<Fact<PolicyDocument?>.Known>(planned[0].After).Value);
    }

    [Fact]
    public void A_repository_of_the_cloud_control_provider_is_judged_by_its_policy() => Assert.Equal(PullEffect.Stops,
        Assert.Single(Judged($$"""
            {"resource_changes":[{"address":"r","type":"awscc_ecr_repository","change":{"actions":["update"],
              "before":{"repository_name":"shop/ui"},"after_unknown":{},
              "after":{"repository_name":"shop/ui","repository_policy_text":{"Version":"2012-10-17","Statement":[{{Deny}}]} } } }]}
            """).Policies[0].Pulls).Effect);

    [Theory]
    [InlineData("V1", "V2", 1)]
    [InlineData("V2", "V2", 0)]
    public void A_scope_of_the_registry_policy_that_changes_leaves_every_pull_open(string before, string after, int open) =>
        Assert.Equal(open, Judged($$"""
            {"resource_changes":[{"address":"s","type":"aws_ecr_account_setting","change":{"actions":["update"],
              "before":{"name":"REGISTRY_POLICY_SCOPE","value":"{{before}}"},
              "after":{"name":"REGISTRY_POLICY_SCOPE","value":"{{after}}"} } }]}
            """).Open.Count);

    [Fact]
    public void A_registry_policy_that_no_longer_lets_a_role_fill_the_cache_is_open()
    {
        const string fills = """
            {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/eks-node"},
              "Action":["ecr:BatchImportUpstreamImage","ecr:CreateRepository"],"Resource":"*"}
            """;
        Assert.Equal(PullEffect.Unknown, Effect(Registry(Of(fills), null)));
        Assert.Equal(PullEffect.GoesOn, Effect(Registry(Of(fills), Of(fills))));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData(""","expires":"2026-12-04T00:00:00Z" """, false)]
    [InlineData(""","confidence":"likely" """, false)]
    [InlineData(""","confidence":"proved" """, true)]
    public void Only_what_is_proved_to_fail_today_is_stopped_by_no_plan(string more, bool isFailing)
    {
        var file = PullersFile.Read(JsonNode.Parse($$"""
            {"schema":"remediator-audit/1","cluster":"blue","rows":[{"image":"111122223333.dkr.ecr.us-west-2.amazonaws.com/shop/ui:1",
              "identity":"arn:aws:iam::111122223333:role/eks-node","workloads":["shop/Deployment/ui"],"result":"would-fail"{{more}} }]}
            """)!.AsObject());
        var report = GateReport.Of([Repository(null, Of(Deny))], [file]);
        Assert.Equal(isFailing ? 0 : 1, report.Stopped.Count);
    }

    [Fact]
    public void Two_clusters_of_one_name_are_two() => Assert.Equal(2, GateReport.Of([Repository(null, Of(Deny))],
        [s_use with { Place = ("111122223333", "us-east-1") }, s_use with { Place = ("111122223333", "eu-west-1") }]).StoppedClusters);

    [Fact]
    public void Of_two_repositories_of_one_name_in_a_plan_neither_is_taken_for_the_policy_s()
    {
        var planned = TerraformPlan.Read(JsonNode.Parse("""
            {"resource_changes":[
              {"address":"a","type":"aws_ecr_repository","change":{"actions":["no-op"],
                "before":{"name":"shop/ui","arn":"arn:aws:ecr:us-west-2:444455556666:repository/shop/ui"},"after":null} },
              {"address":"b","type":"aws_ecr_repository","change":{"actions":["no-op"],
                "before":{"name":"shop/ui","arn":"arn:aws:ecr:us-west-2:111122223333:repository/shop/ui"},"after":null} },
              {"address":"p","type":"aws_ecr_repository_policy","change":{"actions":["delete"],
                "before":{"repository":"shop/ui","policy":"{\"Statement\":[]}"},"after":null} }]}
            """)!.AsObject());
        Assert.Equal((null, null), (planned[0].Target.Account, planned[0].Target.Region));
    }

    private static GateReport Judged(string plan) => GateReport.Of(TerraformPlan.Read(JsonNode.Parse(plan)!.AsObject()), [s_use]);

    private static IReadOnlyList<PlannedPolicy> ChangeSet(string action, string? replacement, string? policy)
    {
        const string properties = """{"Properties":{"RepositoryName":"shop/ui","RepositoryPolicyText":{"Statement":[]}}}""";
        return CloudFormationPlan.ReadChangeSet(new JsonObject
        {
            ["Status"] = "CREATE_COMPLETE",
            ["Changes"] = new JsonArray(new JsonObject
            {
                ["ResourceChange"] = new JsonObject
                {
                    ["ResourceType"] = "AWS::ECR::Repository",
                    ["LogicalResourceId"] = "Ui",
                    ["Action"] = action,
                    ["Replacement"] = replacement,
                    ["PolicyAction"] = policy,
                    ["BeforeContext"] = properties,
                    ["AfterContext"] = action == "Remove" ? null : properties,
                },
            }),
        });
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
