using System.Text.Json.Nodes;
using Remediator.Settings;

namespace Remediator.EndToEnd.Tests.Template;

/// <summary>The role that <c>infra/spoke.yaml</c> makes in another account.</summary>
public class SpokeTests
{
    private const string Function = "arn:aws:iam::999999999999:role/remediator-RemediatorRole-1A2B3C";

    [Fact]
    public void It_may_read_what_the_role_of_the_function_reads_in_its_own_account() =>
        Assert.Equal(ReadsAtHome().Order(StringComparer.Ordinal),
            Grants("none").Select(grant => grant.Action).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void It_may_write_only_if_enabled_and_then_only_policies_of_tagged_repositories() =>
        Assert.Equal(
            new[] { "ecr:DeleteRepositoryPolicy", "ecr:SetRepositoryPolicy" }.Select(action => new Grant(
                action, "arn:aws:ecr:*:123456789012:repository/*", """{"StringEquals":{"aws:ResourceTag/remediator:patch":"allowed"}}""")),
            Grants("tagged").Except(Grants("none")));

    [Fact]
    public void Repositories_that_are_listed_there_may_be_written_too_but_not_without_patches()
    {
        const string listed = "arn:aws:ecr:eu-west-1:123456789012:repository/team/*";
        Assert.Equal(
            new[] { "ecr:DeleteRepositoryPolicy", "ecr:SetRepositoryPolicy" }.Select(action => new Grant(action, listed, null)),
            Grants("tagged", ("PatchableRepositories", listed)).Except(Grants("tagged")));
        Assert.Equal(Grants("none"), Grants("none", ("PatchableRepositories", listed)));
        Assert.Equal(["PatchableRepositories is given, and Patches is none"],
            Spoke("none", ("PatchableRepositories", listed)).Refusals);
        Assert.Empty(Spoke("none").Refusals);
    }

    [Fact]
    public void Only_the_function_may_assume_it_and_only_with_the_external_id()
    {
        var statement = Assert.Single(Role("none")["AssumeRolePolicyDocument"]!["Statement"]!.AsArray())!;
        Assert.Equal(Function, (string?)statement["Principal"]!["AWS"]);
        Assert.Equal("""{"StringEquals":{"sts:ExternalId":"green-tea"}}""", statement["Condition"]!.ToJsonString());
    }

    [Fact]
    public void Only_clusters_that_are_named_are_described() =>
        Assert.Equal(
            ["arn:*:eks:*:*:cluster/blue", "arn:*:eks:*:*:nodegroup/blue/*", "arn:*:eks:*:*:fargateprofile/blue/*"],
            Grants("none").Where(grant => grant.Action == "eks:DescribeCluster").Select(grant => grant.Resource));

    [Fact]
    public void It_lists_the_names_of_clusters_only_if_asked_to_and_only_in_its_regions()
    {
        Assert.Equal([new Grant("eks:ListClusters", "*", """{"StringEquals":{"aws:RequestedRegion":["eu-west-1"]}}""")],
            Spoken(("ListClusters", "yes")).Except(Spoken()));

        static IEnumerable<Grant> Spoken(params (string, string)[] parameters) =>
            Spoke("none", parameters).ResourcesOf("AWS::IAM::Role").Single().Properties["Policies"]!.AsArray()
                .SelectMany(policy => TemplateRole.GrantsOf(policy!["PolicyDocument"]!));
    }

    [Fact]
    public async Task Accounts_with_a_role_of_one_name_are_passed_as_such_and_no_other_account_s_role_may_be_assumed()
    {
        const string accounts = "222233334444,333344445555";
        Assert.Equal(
            [new Grant("sts:AssumeRole", "arn:aws:iam::*:role/reader",
                """{"StringEquals":{"aws:ResourceAccount":["222233334444","333344445555"]}}""")],
            TemplateRole.Actions("report", ("SpokeAccounts", accounts), ("SpokeRoleName", "reader"))
                .Except(TemplateRole.Actions("report")));
        FunctionSettings settings =
            FunctionSettings.Read(await Deployment.EnvironmentOf($"SpokeAccounts={accounts}", "SpokeRoleName=reader"));
        Assert.Equal(["arn:aws:iam::222233334444:role/reader", "arn:aws:iam::333344445555:role/reader"],
            settings.SpokeRoles.Select(role => $"{role}"));
    }

    [Fact]
    public void Without_roles_in_other_accounts_the_function_may_assume_none() =>
        Assert.DoesNotContain(TemplateRole.Actions("auto"), grant => grant.Action.StartsWith("sts:", StringComparison.Ordinal));

    [Fact]
    public async Task With_roles_in_other_accounts_the_function_knows_them_and_may_assume_only_those()
    {
        const string spoke = "arn:aws:iam::999999999999:role/remediator-spoke";
        Assert.Equal(
            [new Grant("sts:AssumeRole", spoke, null)],
            TemplateRole.Actions("report", ("SpokeRoleArns", spoke)).Except(TemplateRole.Actions("report")));
        FunctionSettings settings =
            FunctionSettings.Read(await Deployment.EnvironmentOf($"SpokeRoleArns={spoke}", "SpokeExternalId=green-tea"));
        Assert.Equal((spoke, "green-tea"), ($"{Assert.Single(settings.SpokeRoles)}", settings.SpokeExternalId));
    }

    [Fact]
    public async Task Clusters_elsewhere_are_passed_to_the_function_beside_its_own()
    {
        const string elsewhere = "999999999999/eu-west-1/green";
        Assert.Equal(["blue", "prod-*", elsewhere],
            await ClustersAsync("Clusters=blue", "ClusterPatterns=prod-*", $"ClustersElsewhere={elsewhere}"));
        Assert.Equal([elsewhere], await ClustersAsync($"ClustersElsewhere={elsewhere}"));

        static async Task<IEnumerable<string>> ClustersAsync(params string[] parameters) =>
            FunctionSettings.Read(await Deployment.EnvironmentOf(parameters)).Clusters.Select(cluster => $"{cluster}");
    }

    /// <summary>All but what belongs to the stack: its topic, log, queues and table.</summary>
    private static IEnumerable<string> ReadsAtHome() =>
        TemplateRole.Actions("report").Select(grant => grant.Action).Distinct()
            .Where(action => action.Split(':')[0] is "ecr" or "eks" or "ec2" or "iam" or "kms");

    private static JsonObject Role(string patches) => Spoke(patches).ResourcesOf("AWS::IAM::Role").Single().Properties;

    private static IEnumerable<Grant> Grants(string patches, params (string, string)[] parameters) => Role(patches)["Policies"]!.AsArray()
        .Select(policy => policy!)
        .Concat(Spoke(patches, parameters).ResourcesOf("AWS::IAM::Policy").Select(policy => policy.Properties))
        .SelectMany(policy => TemplateRole.GrantsOf(policy["PolicyDocument"]!));

    private static StackTemplate Spoke(string patches, params (string, string)[] parameters) => StackTemplate.Of("infra/spoke.yaml",
        [("FunctionRoleArn", Function), ("ExternalId", "green-tea"), ("Clusters", "blue"), ("Regions", "eu-west-1"), ("Patches", patches),
            .. parameters]);
}
