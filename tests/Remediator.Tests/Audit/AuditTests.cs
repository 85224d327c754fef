using Remediator.Cli.Hosting;
using Remediator.Core.Audit;
using Remediator.Core.Triggers;
using Remediator.Core.Verdicts;
using Remediator.Sandbox.Hosting;
using Remediator.Sandbox.Model;
using Remediator.Tests.Pipeline;

namespace Remediator.Tests.Audit;

/// <summary>An audit of a whole world, by the real clients.</summary>
public class AuditTests
{
    private const string Ui = "111122223333.dkr.ecr.us-west-2.amazonaws.com/retail-sample-app-ui:1.2.1";
    private const string Role = "eksctl-eks-workshop-nodegroup-defa-NodeInstanceRole-vWD7AqRmnZ2x";

    [Fact]
    public async Task A_deny_that_no_pod_has_met_yet_is_one_row_for_all_workloads_of_the_image()
    {
        var (report, _) = await AuditAsync("denied-after-rotation");
        Assert.Equal(2, report.Rows.Count);
        var denied = report.Rows[0];
        Assert.Equal((Ui, AuditResult.WouldFail, Cause.RepositoryPolicyDenies, Confidence.Proved),
            (denied.Image.Text, denied.Result, denied.Cause, denied.Confidence));
        Assert.Equal(["default/Deployment/ui-canary 0", "default/Deployment/ui-private 1"],
            denied.Usages.Select(usage => $"{usage.Namespace}/{usage.Workload} {usage.Pods}").Order());
        Assert.Equal(Role, denied.Identity!.Role.Name);
    }

    [Fact]
    public async Task A_CronJob_that_has_no_pod_now_is_looked_at_and_nothing_shows_for_which_platform_its_image_is_built()
    {
        var (report, _) = await AuditAsync("denied-after-rotation");
        var row = report.Rows[1];
        Assert.Equal((AuditResult.Unknown, "CronJob/report", Role),
            (row.Result, $"{Assert.Single(row.Usages).Workload}", row.Identity!.Role.Name));
        Assert.Equal("unknown.platforms", Assert.Single(row.Unknowns).Code);
        Assert.Equal("kubectl get -n default cronjob/report", row.Evidence[0].Command);
    }

    [Theory]
    [InlineData("")]
    [InlineData(""", "nodes": {"ip-10-42-1-1.compute.internal": {"instance": "i-0aaaaaaaaaaaaaaaa", "nodeGroup": "green"}}""")]
    public async Task A_running_workload_is_judged_for_every_node_group_that_it_may_move_to(string nodes)
    {
        var (report, _) = await AuditAsync(Scenario.Parse($$"""
            {"like": "denied-on-other-group", "name": "x", "clusters": {"eks-workshop": {"version": "1.33"{{nodes}}} } }
            """));
        Assert.Equal(
            [("NodeInstanceRole-green", AuditResult.WouldFail, Cause.RepositoryPolicyDenies, 0), (Role, AuditResult.Ok, (Cause?)null, 1)],
            report.Rows.Select(row => (row.Identity!.Role.Name, row.Result, row.Cause, row.Usages.Sum(usage => usage.Pods))));
        Assert.Equal(Confidence.Proved, report.Rows[0].Confidence);
        Assert.Equal("audit.may-move", report.Rows[0].Evidence[0].What.Code);
    }

    [Fact]
    public async Task A_node_group_whose_taints_keep_the_pods_away_is_left_out()
    {
        var (report, _) = await AuditAsync(Scenario.Parse("""
            {"like": "denied-on-other-group", "name": "x",
             "clusters": {"eks-workshop": {"nodeGroups": {"green": {"role": "NodeInstanceRole-green", "taints": ["gpu"]}}}}}
            """));
        Assert.Equal(AuditResult.Ok, Assert.Single(report.Rows).Result);
    }

    [Fact]
    public async Task A_node_group_of_another_platform_leaves_its_pulls_unknown_although_it_has_no_node()
    {
        var (report, _) = await AuditAsync(Scenario.Parse("""
            {"like": "denied-on-other-group", "name": "x", "repositories": {"retail-sample-app-ui": {"policy": null}}, "clusters":
             {"eks-workshop": {"nodeGroups": {"green": {"role": "NodeInstanceRole-green", "amiType": "AL2023_ARM_64_STANDARD"}}}}}
            """));
        Assert.Equal([AuditResult.Unknown, AuditResult.Ok], report.Rows.Select(row => row.Result));
        Assert.Contains("linux/arm64", $"{Assert.Single(report.Rows[0].Unknowns)}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Node_groups_that_could_not_be_listed_are_said_to_be_left_out()
    {
        var (report, _) = await AuditAsync(Scenario.Parse("""
            {"like": "healthy", "name": "x", "faults": [{"service": "eks", "operation": "ListNodegroups", "kind": "Denied"}]}
            """));
        Assert.Equal("audit.node-groups-unread", Assert.Single(report.Unknowns).Code);
    }

    [Fact]
    public async Task Each_template_pulls_as_the_Fargate_profile_that_its_labels_select()
    {
        var (report, _) = await AuditAsync(Scenario.Parse("""
            {"like": "healthy", "name": "x",
             "roles": {
               "a": {"attached": ["AmazonEC2ContainerRegistryReadOnly"]}, "b": {"attached": ["AmazonEC2ContainerRegistryReadOnly"]} },
             "clusters": {"eks-workshop": {
               "fargateProfiles": {
                 "one": {"role": "a", "namespace": "shop", "labels": {"team": "a"}},
                 "two": {"role": "b", "namespace": "shop", "labels": {"team": "b"}} },
               "workloads": {
                 "shop/first": {"kind": "CronJob", "podLabels": {"team": "a"},
                   "image": "{account}.dkr.ecr.{region}.amazonaws.com/retail-sample-app-ui:1.2.1"},
                 "shop/second": {"kind": "CronJob", "podLabels": {"team": "b"},
                   "image": "{account}.dkr.ecr.{region}.amazonaws.com/retail-sample-app-ui:1.2.1"} } } },
             "repositories": {"retail-sample-app-ui": {"policy": {"Version": "2012-10-17", "Statement": [{
               "Effect": "Deny", "Principal": {"AWS": "arn:aws:iam::{account}:role/b"}, "Action": "ecr:BatchGetImage"}]}}}}
            """));
        Assert.Equal(
            [("b", AuditResult.WouldFail, "second"), ("a", AuditResult.Ok, "first"), (Role, AuditResult.Ok, "ui-private")],
            report.Rows.Select(row => (row.Identity!.Role.Name, row.Result, Assert.Single(row.Usages).Workload.Name)));
    }

    [Fact]
    public async Task Images_that_only_the_nodes_caches_keep_are_named()
    {
        var (report, _) = await AuditAsync("only-in-caches");
        Assert.Equal([(Ui, AuditResult.WouldFail, CacheOnly.Deleted), ("shop/api", AuditResult.Ok, CacheOnly.TagMoved)],
            report.Rows.Select(row => (row.Image.Repository == "shop/api" ? "shop/api" : row.Image.Text, row.Result, row.CacheOnly)));
        Assert.Equal(Cause.ImageMissing, report.Rows[0].Cause);
        Assert.Contains(report.Rows[1].Evidence, evidence => evidence.What.Code == "image.tag-moved-gone");
    }

    [Fact]
    public async Task The_rule_and_the_day_of_an_image_in_use_are_named()
    {
        var (report, world) = await AuditAsync("expires-tomorrow");
        var row = Assert.Single(report.Rows);
        Assert.Equal((AuditResult.WouldFail, Cause.ImageMissing, Confidence.Proved), (row.Result, row.Cause, row.Confidence));
        Assert.InRange(row.Expires!.Value - report.AsOf, TimeSpan.FromHours(22), TimeSpan.FromHours(24));
        Assert.Contains(row.Evidence, evidence => evidence.What.Code == "lifecycle.expires-on");
        Assert.Contains("ecr GetLifecyclePolicy", world);
    }

    [Fact]
    public async Task An_image_in_use_that_the_next_push_ends_is_a_warning()
    {
        var (report, _) = await AuditAsync("expires-with-next-push");
        var row = Assert.Single(report.Rows);
        Assert.Equal((AuditResult.Ok, 1, null), (row.Result, row.PushesLeft, row.Expires));
        Assert.Equal("lifecycle.expires-after", Assert.Single(row.Warnings).Code);
        Assert.Equal("lifecycle.next", row.Next!.Code);
    }

    [Theory]
    [InlineData("denied-after-rotation")]
    [InlineData("only-in-caches")]
    [InlineData("expires-tomorrow")]
    [InlineData("platform-missing")]
    [InlineData("kms-key-unusable")]
    [InlineData("pull-through-cache-failed")]
    [InlineData("private-subnet-without-nat")]
    public async Task Nothing_is_read_that_counts_as_a_pull_and_nothing_is_written(string scenario)
    {
        var (_, calls) = await AuditAsync(scenario);
        Assert.DoesNotContain("ecr BatchGetImage", calls);
        Assert.All(calls, call => Assert.Matches("^[a-z0-9]+ (Get|List|Describe|get |list )", call));
    }

    [Theory]
    [InlineData("workshop", Cause.RepositoryPolicyDenies)]
    [InlineData("image-missing", Cause.ImageMissing)]
    [InlineData("image-archived", Cause.ImageArchived)]
    [InlineData("repository-missing", Cause.RepositoryMissing)]
    [InlineData("registry-policy-denies", Cause.RegistryPolicyDenies)]
    [InlineData("identity-does-not-allow", Cause.IdentityPolicyDoesNotAllow)]
    [InlineData("boundary-denies", Cause.PermissionsBoundaryDenies)]
    [InlineData("endpoint-policy-denies", Cause.EndpointPolicyDenies)]
    [InlineData("other-partition", Cause.WrongRegistry)]
    [InlineData("fargate", Cause.RepositoryPolicyDenies)]
    [InlineData("karpenter-node", Cause.RepositoryPolicyDenies)]
    [InlineData("auto-mode", Cause.RepositoryPolicyDenies)]
    [InlineData("pull-through-import-denied", Cause.PullThroughCacheFailed)]
    [InlineData("kms-key-unusable", Cause.KmsKeyUnusable)]
    [InlineData("platform-missing", Cause.PlatformMissing)]
    [InlineData("private-subnet-without-nat", Cause.EcrUnreachable)]
    [InlineData("dns-off", Cause.DnsFailure)]
    [InlineData("disk-full", Cause.NodeDiskFull)]
    [InlineData("transfer-damaged", Cause.TransferDamaged)]
    [InlineData("credentials-expired", Cause.CredentialsExpired)]
    [InlineData("signature-invalid", Cause.SignatureInvalid)]
    public async Task What_fails_already_is_judged_as_a_finding_judges_it(string scenario, Cause cause)
    {
        var (report, _) = await AuditAsync(scenario);
        Assert.Contains(report.Rows, row => row.Result is AuditResult.WouldFail && row.Cause == cause);
    }

    [Fact]
    public async Task A_Deny_under_a_condition_is_no_failure_while_the_pods_run()
    {
        var (report, _) = await AuditAsync(Scenario.Parse("""
            {"like": "deny-with-condition", "name": "x", "context": {"aws:SourceVpce": "vpce-0bbbbbbbbbbbbbbbb"}}
            """));
        var row = Assert.Single(report.Rows);
        Assert.Equal((AuditResult.Unknown, null), (row.Result, row.Cause));
        Assert.Contains(row.Unknowns, unknown => unknown.ToString().Contains("aws:SourceVpce", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ecr", "GetLifecyclePolicy", "ecr:GetLifecyclePolicy")]
    [InlineData("ecr", "GetRepositoryPolicy", "ecr:GetRepositoryPolicy")]
    [InlineData("ecr", "DescribeImages", "ecr:DescribeImages")]
    [InlineData("ecr", "GetRegistryPolicy", "ecr:GetRegistryPolicy")]
    [InlineData("iam", "ListAttachedRolePolicies", "iam:ListAttachedRolePolicies")]
    [InlineData("eks", "DescribeNodegroup", "eks:DescribeNodegroup")]
    [InlineData("kubernetes", "list nodes", "list nodes")]
    public async Task A_right_that_is_missing_is_named_in_the_row_that_it_leaves_open(string service, string operation, string right)
    {
        var (report, _) = await AuditAsync(Scenario.Parse($$"""
            {"like": "healthy", "name": "x", "faults": [{"service": "{{service}}", "operation": "{{operation}}", "kind": "Denied"}]}
            """));
        var row = Assert.Single(report.Rows);
        Assert.Equal(AuditResult.Unknown, row.Result);
        Assert.Contains(row.Unknowns, unknown => unknown.ToString().Contains(right, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Disabled", AuditResult.WouldFail)]
    [InlineData("PendingDeletion", AuditResult.WouldFail)]
    [InlineData("Enabled", AuditResult.Ok)]
    [InlineData("Creating", AuditResult.Unknown)]
    public async Task The_state_of_the_repository_s_key_ends_the_next_pull_of_pods_that_run(string state, AuditResult result)
    {
        var (report, calls) = await AuditAsync(Scenario.Parse(WithKey($"\"keyUsable\": false, \"keyState\": \"{state}\"")));
        var row = Assert.Single(report.Rows);
        Assert.Equal((result, result is AuditResult.WouldFail ? Cause.KmsKeyUnusable : null), (row.Result, row.Cause));
        Assert.Single(calls, "kms DescribeKey");
    }

    [Fact]
    public async Task Without_the_right_to_describe_the_key_the_row_names_it()
    {
        var (report, _) = await AuditAsync(Scenario.Parse(WithKey("\"keyUsable\": true",
            """[{"service": "kms", "operation": "DescribeKey", "kind": "Denied"}]""")));
        var row = Assert.Single(report.Rows);
        Assert.Equal(AuditResult.Unknown, row.Result);
        Assert.Contains(row.Unknowns, unknown => unknown.ToString().Contains("kms:DescribeKey", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Workloads_that_could_not_be_listed_are_said_to_be_left_out()
    {
        var (report, _) = await AuditAsync(Scenario.Parse("""
            {"like": "healthy", "name": "x", "faults": [{"service": "kubernetes", "operation": "list cronjobs", "kind": "Denied"}]}
            """));
        Assert.Equal("audit.templates-unread", Assert.Single(report.Unknowns).Code);
    }

    [Fact]
    public async Task A_namespace_can_be_audited_by_itself()
    {
        var (report, _) = await AuditAsync(Scenario.Load("only-in-caches"), "shop");
        Assert.Equal("shop", Assert.Single(Assert.Single(report.Rows).Usages).Namespace);
    }

    [Theory]
    [InlineData(13, AuditResult.WouldFail, Cause.CredentialsExpired)]
    [InlineData(2, AuditResult.Unknown, null)]
    public async Task A_pull_secret_that_is_older_than_a_token_lives_is_of_no_use(int hours, AuditResult result, Cause? cause)
    {
        var (report, calls) = await AuditAsync(Scenario.Parse($$"""
            {"like": "denied-after-rotation", "name": "x", "clusters": {"eks-workshop": {
              "pullSecrets": {"ecr": "{{Role}}"}, "pullSecretHours": {"ecr": {{hours}}},
              "workloads": {"default/ui-private": {"imagePullSecrets": ["ecr"]}, "default/ui-canary": null, "default/report": null} } } }
            """));
        var row = Assert.Single(report.Rows);
        Assert.Equal((result, cause), (row.Result, row.Cause));
        Assert.Contains("kubernetes get secrets", calls);
    }

    [Fact]
    public async Task A_pull_secret_for_another_registry_hides_no_denial_and_none_of_it_is_shown()
    {
        var (report, _) = await AuditAsync(Scenario.Parse(WithDockerHub));
        var row = Assert.Single(report.Rows, row => row.Image.Text == Ui);
        Assert.Equal((AuditResult.WouldFail, Cause.RepositoryPolicyDenies, Confidence.Proved), (row.Result, row.Cause, row.Confidence));
        Assert.DoesNotContain("a-token-of-the-sandbox", AuditJson.Of(report, "1.0").ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pull_secret_that_nobody_made_is_of_no_use()
    {
        var (report, _) = await AuditAsync(Scenario.Parse("""
            {"like": "denied-after-rotation", "name": "x", "clusters": {"eks-workshop": {
              "workloads": {"default/ui-private": {"imagePullSecrets": ["gone"]}, "default/ui-canary": null, "default/report": null} } } }
            """));
        Assert.Equal(Cause.RepositoryPolicyDenies, Assert.Single(report.Rows).Cause);
    }

    [Fact]
    public async Task What_a_repository_has_is_read_once_however_many_images_of_it_are_used()
    {
        var (report, calls) = await AuditAsync(Scenario.Parse("""
            {"like": "healthy", "name": "x", "clusters": {"eks-workshop": {"workloads": {
              "a/one": {"image": "{account}.dkr.ecr.{region}.amazonaws.com/retail-sample-app-ui:1.2.1", "replicas": 0},
              "b/two": {"image": "{account}.dkr.ecr.{region}.amazonaws.com/retail-sample-app-ui:1.3.0", "replicas": 0}}}}}
            """));
        Assert.Equal(2, report.Rows.Count);
        Assert.Single(calls, "ecr GetRepositoryPolicy");
        Assert.Single(calls, "ecr GetLifecyclePolicy");
        Assert.Single(calls, "ecr GetRegistryPolicy");
    }

    private static string WithKey(string its, string faults = "[]") => $$"""
        {"like": "healthy", "name": "x", "faults": {{faults}},
         "clusters": {"eks-workshop": {"workloads": {"default/ui-private": {"cached": true} } } },
         "repositories": {"retail-sample-app-ui": {"kmsKey": "arn:aws:kms:us-west-2:111122223333:key/1234abcd", {{its}} } } }
        """;

    /// <summary>Every pod of the namespace has a secret that was set long ago and is not for ECR.</summary>
    internal const string WithDockerHub = """
        {"like": "denied-after-rotation", "name": "x", "clusters": {"eks-workshop": {
          "serviceAccounts": {"default/default": {"imagePullSecrets": ["dockerhub"]}},
          "pullSecrets": {"dockerhub": "nobody"}, "pullSecretRegistries": {"dockerhub": "https://index.docker.io/v1/"},
          "pullSecretHours": {"dockerhub": 2400} } } }
        """;

    private static Task<(AuditReport Report, IReadOnlyList<string> Calls)> AuditAsync(string scenario) =>
        AuditAsync(Scenario.Load(scenario));

    private static async Task<(AuditReport Report, IReadOnlyList<string> Calls)> AuditAsync(Scenario scenario, string? ns = null)
    {
        await using var stage = await SandboxFunction.StartAsync(scenario, null, new FastClock(60), _ => { }, TimeSpan.Zero, Story.Stop);
        var report = await stage.Function.AuditAsync(
            new Trigger.Audit("eks-workshop", ns), null, SandboxFunction.Timeout, Story.Stop);
        return (report, [.. stage.World.Calls.Select(call => $"{call.Service} {call.Operation}")]);
    }
}
