using System.Text.Json.Nodes;
using Remediator.Sandbox.Model;
using Remediator.Tests.Pipeline;

namespace Remediator.Tests.Gate;

/// <summary>What mode <c>auto</c> does not do, and what the settings change.</summary>
public class GuardrailTests
{
    internal const string TwoRepositories = """
        {
          "clusters": { "eks-workshop": {
            "workloads": { "default/cart": { "image": "{account}.dkr.ecr.{region}.amazonaws.com/cart:1" } } } },
          "repositories": { "cart": { "tags": { "remediator:patch": "allowed" }, "images": [ { "tags": [ "1" ] } ],
            "policy": { "Statement": [
            { "Effect": "Deny", "Principal": { "AWS": "{nodeRole}" },
              "Action": [ "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer" ] } ] } } }
        }
        """;

    // one pod on a node of each group, and a Deny on each role
    private const string TwoRoles = """
        {
          "roles": { "other": { "attached": [ "AmazonEC2ContainerRegistryReadOnly" ] } },
          "clusters": { "eks-workshop": {
            "nodeGroups": { "other": { "role": "other" } },
            "nodes": { "ip-10-42-147-12.us-west-2.compute.internal": { "nodeGroup": "other" } },
            "workloads": { "default/ui-private": { "replicas": 2 } } } },
          "repositories": { "retail-sample-app-ui": { "policy": { "Statement": [
            { "Sid": "one", "Effect": "Deny", "Principal": { "AWS": "{nodeRole}" }, "Action": [ "ecr:BatchGetImage", "ecr:PutImage" ] },
            { "Sid": "two", "Effect": "Deny", "Principal": { "AWS": "arn:aws:iam::{account}:role/other" },
              "Action": [ "ecr:BatchGetImage", "ecr:PutImage" ] } ] } } }
        }
        """;

    private const string OneRoleOfTwo = """
        {
          "roles": { "other": { "attached": [ "AmazonEC2ContainerRegistryReadOnly" ] } },
          "clusters": { "eks-workshop": {
            "nodeGroups": { "other": { "role": "other" } },
            "nodes": { "ip-10-42-147-12.us-west-2.compute.internal": { "nodeGroup": "other" } },
            "workloads": { "default/ui-private": { "replicas": 2 } } } }
        }
        """;

    [Fact]
    public async Task A_repository_whose_owner_did_not_opt_in_is_left_alone_and_the_patch_is_shown()
    {
        await using var story = await Story.BeginAsync("workshop-not-opted-in");
        var finding = await story.FindingAsync();
        Assert.Equal(("refused", "LeaveAlone"), ((string?)finding["status"], (string?)finding["plan"]!["action"]));
        Assert.Equal(3, finding["plan"]!["changes"]!.AsArray().Count);
        Assert.Empty(story.Writes);
    }

    [Fact]
    public async Task In_mode_report_the_plan_is_reported_and_not_applied()
    {
        await using var story = await Story.BeginAsync("workshop", ("REMEDIATION_MODE", "report"));
        var finding = await story.FindingAsync();
        Assert.Equal(("diagnosed", "PatchPolicy", "None"),
            ((string?)finding["status"], (string?)finding["plan"]!["action"], (string?)finding["outcome"]!["result"]));
        Assert.Empty(story.Writes);
    }

    [Theory]
    [InlineData(100, "90")]
    [InlineData(600, "600")]
    [InlineData(40, "0")]
    public async Task Nothing_is_written_with_too_little_time_to_verify_and_roll_back(int seconds, string verify)
    {
        await using var story = await Story.BeginAsync(Scenario.Load("workshop"), [("VERIFY_SECONDS", verify)], speed: 1);
        var finding = await story.FindingAsync(TimeSpan.FromSeconds(seconds));
        Assert.Equal("refused", (string?)finding["status"]);
        Assert.Equal("gate.too-late", (string?)finding["outcome"]!["code"]);
        Assert.Empty(story.Writes);
    }

    [Fact]
    public async Task One_process_patches_one_repository()
    {
        await using var story = await Story.BeginAsync(Story.Workshop(TwoRepositories));
        var findings = (await story.DeliverAsync(story.ClusterAlarm()))["findings"]!.AsArray();
        Assert.Equal(["fixed", "refused"], findings.Select(finding => (string?)finding!["status"]).Order(StringComparer.Ordinal));
        Assert.Equal(1, story.Count("ecr", "SetRepositoryPolicy") + story.Count("ecr", "DeleteRepositoryPolicy"));
    }

    [Fact]
    public async Task Two_roles_denied_by_one_repository_are_fixed_one_after_the_other()
    {
        await using var story = await Story.BeginAsync(Story.Workshop(TwoRoles));
        var findings = (await story.DeliverAsync())["findings"]!.AsArray();
        Assert.Equal(["fixed", "fixed"], findings.Select(finding => (string?)finding!["status"]));
        Assert.All(JsonNode.Parse(story.Policy!)!["Statement"]!.AsArray(),
            statement => Assert.Equal(["ecr:PutImage"], Strings(statement!["Action"])));
        Assert.True(await story.RunsAsync());
    }

    [Fact]
    public async Task Flip_effect_allows_the_statement_s_actions_and_lists_each_of_them()
    {
        await using var story = await Story.BeginAsync("workshop", ("PATCH_STRATEGY", "flip-effect"));
        var finding = await story.FindingAsync();
        var actions = Strings(JsonNode.Parse(story.Before!)!["Statement"]![0]!["Action"]).ToArray();
        Assert.Equal(14, actions.Length);
        Assert.Equal(actions.Order(StringComparer.Ordinal),
            finding["plan"]!["changes"]!.AsArray().Select(change => (string)change!["action"]!).Order(StringComparer.Ordinal));
        var mail = (string)JsonNode.Parse(Assert.Single(story.World.Notifications).Message)!["email"]!;
        var changed = Assert.Single(mail.Split('\n'), line => line.Contains(": explicitly denied → allowed", StringComparison.Ordinal));
        Assert.Equal(actions.Order(StringComparer.Ordinal),
            changed[2..changed.IndexOf(" for ", StringComparison.Ordinal)].Split(", ").Order(StringComparer.Ordinal));
        Assert.Contains("flip-effect also allows the role", mail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("auto", "kubernetes patch deployments")]
    [InlineData("rollout", "kubernetes patch deployments")]
    [InlineData("stuck-pods", "kubernetes create pods/eviction")]
    [InlineData("off", null)]
    public async Task The_workload_is_restarted_as_the_setting_says(string setting, string? restart)
    {
        await using var story = await Story.BeginAsync("workshop", ("RESTART_WORKLOADS", setting), ("VERIFY_SECONDS", "600"));
        var finding = await story.FindingAsync();
        Assert.True((bool)finding["outcome"]!["verified"]!);
        Assert.Equal(["ecr SetRepositoryPolicy", .. restart is null ? Array.Empty<string>() : [restart]], story.Writes);
    }

    [Theory]
    [InlineData("\"paused\": true", "restart.paused")]
    [InlineData("\"labels\": { \"app\": \"app-private\", \"kustomize.toolkit.fluxcd.io/name\": \"apps\" }", "restart.managed")]
    [InlineData("\"annotations\": { \"argocd.argoproj.io/tracking-id\": \"apps:apps/Deployment:default/ui-private\" }", "restart.managed")]
    public async Task Only_the_stuck_pods_of_a_workload_that_another_controller_manages_are_evicted(string mark, string told)
    {
        await using var story = await Story.BeginAsync(
            Story.Workshop($$"""{ "clusters": { "eks-workshop": { "workloads": { "default/ui-private": { {{mark}} } } } } }"""));
        var finding = await story.FindingAsync();
        Assert.Equal(["ecr SetRepositoryPolicy", "kubernetes create pods/eviction"], story.Writes);
        Assert.Equal(told, (string?)finding["outcome"]!["args"]!["restart"]!["code"]);
        Assert.True((bool)finding["outcome"]!["verified"]!);
    }

    [Fact]
    public async Task Only_the_stuck_pods_of_a_workload_with_a_healthy_pod_are_evicted()
    {
        await using var story = await Story.BeginAsync(Story.Workshop(OneRoleOfTwo));
        var healthy = Assert.Single(story.World.Pods(), pod => pod.Ready).Name;
        Assert.Equal("fixed", (string?)(await story.FindingAsync())["status"]);
        Assert.Equal(["ecr SetRepositoryPolicy", "kubernetes create pods/eviction"], story.Writes);
        Assert.Contains(story.World.Pods(), pod => pod.Name == healthy && pod.Ready);
    }

    [Fact]
    public async Task Without_time_to_verify_the_fix_is_reported_as_not_verified()
    {
        await using var story = await Story.BeginAsync("workshop", ("VERIFY_SECONDS", "0"));
        var finding = await story.FindingAsync();
        Assert.Equal(("fixed", "Patched", false),
            ((string?)finding["status"], (string?)finding["outcome"]!["result"], (bool)finding["outcome"]!["verified"]!));
        Assert.True(await story.RunsAsync());
    }

    [Fact]
    public async Task Thousands_of_pods_are_one_finding()
    {
        await using var story = await Story.BeginAsync(
            Story.Workshop("""{ "clusters": { "eks-workshop": { "workloads": { "default/ui-private": { "replicas": 1200 } } } } }"""),
            [("REMEDIATION_MODE", "report")]);
        var finding = await story.FindingAsync();
        Assert.Equal((1200, 20), ((int)finding["affected"]!["pods"]!, finding["pods"]!.AsArray().Count));
    }

    private static IEnumerable<string> Strings(JsonNode? node) =>
        node is JsonArray list ? list.Select(item => (string)item!) : [(string)node!];
}
