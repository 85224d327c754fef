namespace Remediator.EndToEnd.Tests.Template;

public class TemplateRoleTests
{
    private const string Listed = "arn:aws:ecr:us-west-2:123456789012:repository/team/*";
    private static readonly string[] s_reads = ["Describe", "Get", "List", "BatchGet"];
    private static readonly string[] s_policyWrites = ["ecr:DeleteRepositoryPolicy", "ecr:SetRepositoryPolicy"];

    [Fact]
    public void In_mode_report_the_role_writes_to_nothing_but_its_own_topic_log_table_and_queues() =>
        Assert.Equal(
            ["sns:Publish", "logs:CreateLogStream", "logs:PutLogEvents", "sqs:SendMessage", "sqs:DeleteMessage", "sqs:ReceiveMessage",
                "dynamodb:DeleteItem", "dynamodb:PutItem", "dynamodb:Query"],
            TemplateRole.Actions("report", ("PatchableRepositories", Listed))
                .Select(grant => grant.Action)
                .Where(action => !s_reads.Any(action.Split(':')[1].StartsWith)));

    [Fact]
    public void In_mode_auto_the_role_writes_policies_of_tagged_repositories_only() =>
        Assert.Equal(
            s_policyWrites.Select(action => new Grant(
                action,
                "arn:aws:ecr:*:123456789012:repository/*",
                """{"StringEquals":{"aws:ResourceTag/remediator:patch":"allowed"}}""")),
            AddedByAuto());

    [Fact]
    public void In_mode_auto_the_listed_repositories_may_be_patched_too() =>
        Assert.Equal(
            s_policyWrites.Select(action => new Grant(action, Listed, null)),
            AddedByAuto(("PatchableRepositories", Listed)).Except(AddedByAuto()));

    [Fact]
    public void Named_clusters_are_the_only_ones_the_role_describes() =>
        Assert.Equal(
            ["arn:*:eks:*:*:cluster/blue", "arn:*:eks:*:*:cluster/green", "arn:*:eks:*:*:nodegroup/blue/*",
                "arn:*:eks:*:*:nodegroup/green/*",
                "arn:*:eks:*:*:fargateprofile/blue/*", "arn:*:eks:*:*:fargateprofile/green/*"],
            TemplateRole.Actions("report", ("Clusters", "blue,green"))
                .Where(grant => grant.Action == "eks:DescribeCluster"
                    && grant.Condition == """{"StringEquals":{"aws:RequestedRegion":"us-west-2"}}""")
                .Select(grant => grant.Resource));

    [Theory]
    [InlineData("", "arn:*:eks:*:*:cluster/prod-*")]
    [InlineData("blue", "arn:*:eks:*:*:cluster/blue,arn:*:eks:*:*:cluster/prod-*")]
    public void Clusters_that_a_pattern_matches_are_described_and_the_names_of_the_region_s_clusters_listed(string named, string described)
    {
        var grants = TemplateRole.Actions("report", ("Clusters", named), ("ClusterPatterns", "prod-*"));
        Assert.Equal(described.Split(','), grants.Where(grant => grant.Action == "eks:DescribeCluster").Select(grant => grant.Resource)
            .Where(resource => resource.Contains(":cluster/", StringComparison.Ordinal)));
        Assert.Equal(new Grant("eks:ListClusters", "*", """{"StringEquals":{"aws:RequestedRegion":"us-west-2"}}"""),
            Assert.Single(grants, grant => grant.Action == "eks:ListClusters"));
    }

    [Fact]
    public void Names_of_clusters_are_listed_and_messages_of_a_sweep_sent_only_where_clusters_are_named()
    {
        var none = TemplateRole.Actions("auto");
        Assert.DoesNotContain(none, grant => grant.Action == "eks:ListClusters");
        Assert.DoesNotContain(none, grant => grant.Resource == "Storm.Arn" && grant.Action == "sqs:SendMessage");
        Assert.Equal(["sqs:SendMessage"], TemplateRole.Actions("auto", ("Clusters", "blue"))
            .Where(grant => grant.Resource == "Storm.Arn").Select(grant => grant.Action).Except(
                none.Where(grant => grant.Resource == "Storm.Arn").Select(grant => grant.Action)));
    }

    [Theory]
    [InlineData("report")]
    [InlineData("auto")]
    public void Only_reads_without_resource_level_permissions_apply_to_every_resource(string mode)
    {
        Assert.All(
            TemplateRole.Actions(mode).Where(grant => grant.Resource == "*"),
            grant => Assert.True(grant is
            {
                Action: "ecr:DescribePullThroughCacheRules" or "ecr:DescribeRepositoryCreationTemplates" or "ecr:GetRegistryPolicy"
                        or "ecr:GetAccountSetting"
            }
                || (grant is { Condition: """{"StringEquals":{"aws:RequestedRegion":"us-west-2"}}""" }
                    && grant.Action.StartsWith("ec2:Describe", StringComparison.Ordinal)), $"{grant}"));
        Assert.DoesNotContain(TemplateRole.Actions(mode), grant => grant.Action.Contains('*', StringComparison.Ordinal));
    }

    [Fact]
    public void In_a_vpc_the_role_also_has_what_lambda_needs_for_its_network_interfaces() =>
        Assert.All(
            TemplateRole.Actions("report", ("SubnetIds", "subnet-0123abcd")).Except(TemplateRole.Actions("report")),
            grant => Assert.StartsWith("ec2:", grant.Action));

    [Fact]
    public async Task Every_action_is_an_operation_of_its_service()
    {
        var actions = TemplateRole.Actions("auto", ("SubnetIds", "subnet-0123abcd")).Select(grant => grant.Action).Distinct();
        Assert.Equal("""["ecr:SetPolicy"]""", await ExternalTool.Python("unknown_actions.py", actions.Append("ecr:SetPolicy")));
    }

    private static IEnumerable<Grant> AddedByAuto(params (string, string)[] parameters) =>
        TemplateRole.Actions("auto", parameters).Except(TemplateRole.Actions("report", parameters));
}
