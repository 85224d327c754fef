using System.Text.Json;
using System.Text.Json.Nodes;
using Remediator.Core.Policies.Language;
using Remediator.Sandbox.Model;

namespace Remediator.Tests.Pipeline;

/// <summary>The workshop's page, walked by the function in <c>auto</c>.</summary>
public class WorkshopTests
{
    private static readonly string[] s_lifted = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];

    [Fact]
    public async Task The_alarm_comes_in_and_the_pod_runs()
    {
        await using var story = await Story.BeginAsync("workshop");
        var finding = await story.FindingAsync();
        Assert.Equal(
            ("fixed", "Forbidden", "RepositoryPolicyDenies", "proved", "Patched", true),
            ((string?)finding["status"], (string?)finding["symptom"], (string?)finding["cause"], (string?)finding["confidence"],
                (string?)finding["outcome"]!["result"], (bool)finding["outcome"]!["verified"]!));
        Assert.True(await story.RunsAsync());
    }

    [Fact]
    public async Task The_pulling_role_is_the_node_group_s()
    {
        await using var story = await Story.BeginAsync("workshop");
        var puller = (await story.FindingAsync())["puller"]!;
        Assert.StartsWith("arn:aws:iam::111122223333:role/eksctl-eks-workshop-nodegroup-", (string?)puller["arn"],
            StringComparison.Ordinal);
        Assert.Equal("node group default", (string?)puller["how"]);
    }

    [Fact]
    public async Task Exactly_three_permissions_change()
    {
        await using var story = await Story.BeginAsync("workshop");
        var finding = await story.FindingAsync();
        var changes = finding["plan"]!["changes"]!.AsArray();
        Assert.Equal(s_lifted, changes.Select(change => (string?)change!["action"]).Order(StringComparer.Ordinal));
        Assert.All(changes, change => Assert.Equal(
            ((string?)finding["puller"]!["arn"], "ExplicitlyDenied", "Allowed"),
            ((string?)change!["principal"], (string?)change["was"], (string?)change["becomes"])));
    }

    [Fact]
    public async Task The_other_eleven_actions_stay_denied_and_nothing_is_allowed()
    {
        await using var story = await Story.BeginAsync("workshop");
        await story.FindingAsync();
        var statement = Assert.Single(JsonNode.Parse(story.Policy!)!["Statement"]!.AsArray())!;
        Assert.Equal("Deny", (string?)statement["Effect"]);
        Assert.Equal(ActionsOf(story.Before!).Except(s_lifted), ActionsOf(story.Policy!));
        Assert.Equal(11, ActionsOf(story.Policy!).Count());
    }

    [Fact]
    public async Task One_write_and_one_restart_are_all_that_is_done()
    {
        await using var story = await Story.BeginAsync("workshop");
        await story.FindingAsync();
        Assert.Equal(["ecr SetRepositoryPolicy", "kubernetes patch deployments"], story.Writes);
    }

    [Fact]
    public async Task The_plan_shows_the_policy_before_and_after_as_ECR_stores_them()
    {
        await using var story = await Story.BeginAsync("workshop");
        var plan = (await story.FindingAsync())["plan"]!;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(story.Before!), plan["before"]));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(story.Policy!), plan["after"]));
    }

    [Fact]
    public async Task The_chain_shows_every_step_of_the_page_in_its_order()
    {
        await using var story = await Story.BeginAsync("workshop");
        var evidence = (await story.FindingAsync())["evidence"]!.AsArray();
        Assert.Equal(
            ["pod-status fail", "pod-events fail", "image-reference pass", "image-exists pass", "puller pass",
                "identity-permissions pass", "repository-policy fail", "registry-policy pass", "remediation pass",
                "verification pass"],
            evidence.Select(step => $"{step!["step"]} {step["result"]}"));
    }

    [Fact]
    public async Task People_and_programs_each_get_a_text_of_their_own()
    {
        await using var story = await Story.BeginAsync("workshop");
        var finding = await story.FindingAsync();
        var notification = Assert.Single(story.World.Notifications);
        var texts = JsonNode.Parse(notification.Message)!;
        Assert.Contains("The repository policy was fixed.", (string?)texts["email"], StringComparison.Ordinal);
        Assert.Equal((string?)texts["email"], (string?)texts["default"]);
        var chat = JsonNode.Parse((string)texts["https"]!)!;
        Assert.Equal(("1.0", "custom", (string?)finding["key"]),
            ((string?)chat["version"], (string?)chat["source"], (string?)chat["metadata"]!["threadId"]));
        Assert.True(JsonNode.DeepEquals(finding, JsonNode.Parse((string)texts["sqs"]!)!["findings"]![0]));
        Assert.Equal("[fixed] RepositoryPolicyDenies: default/ui-private on eks-workshop", notification.Subject);
        Assert.Equal("fixed", notification.Attributes["status"]);
    }

    [Fact]
    public async Task A_second_delivery_of_the_same_event_writes_nothing()
    {
        await using var story = await Story.BeginAsync("workshop");
        var alarm = story.World.Event;
        await story.DeliverAsync(alarm);
        var before = story.Writes;
        Assert.Empty((await story.DeliverAsync(alarm))["findings"]!.AsArray());
        Assert.Equal(before, story.Writes);
    }

    [Fact]
    public async Task A_second_delivery_while_the_kubelet_still_backs_off_writes_nothing()
    {
        await using var story = await Story.BeginAsync(Scenario.Load("workshop"),
            [("VERIFY_SECONDS", "0"), ("RESTART_WORKLOADS", "off")], speed: 1);
        var alarm = story.World.Event;
        await story.DeliverAsync(alarm);
        Assert.NotEmpty((await story.DeliverAsync(alarm))["findings"]!.AsArray());
        Assert.Equal(["ecr SetRepositoryPolicy"], story.Writes);
    }

    [Fact]
    public async Task The_old_policy_is_in_the_log_before_it_is_overwritten()
    {
        JsonNode? backup = null;
        var writesBefore = -1;
        await using var story = await Story.BeginAsync(Scenario.Load("workshop"), logged: (world, line) =>
        {
            if ((string?)line["message"] == "about to change a repository policy")
                (backup, writesBefore) = (line["before"], world.Calls.Count(call => call.Operation == "SetRepositoryPolicy"));
        });
        await story.FindingAsync();
        Assert.Equal(0, writesBefore);
        Assert.True(PolicyDocument.Parse(backup!.ToJsonString()).SameAs(PolicyDocument.Parse(story.Before!)));
    }

    [Fact]
    public async Task A_listed_repository_is_patched_without_a_tag()
    {
        await using var story = await Story.BeginAsync("workshop-not-opted-in", ("PATCHABLE_REPOSITORIES", "other,retail-*"));
        Assert.Equal("fixed", (string?)(await story.FindingAsync())["status"]);
    }

    [Fact]
    public async Task A_policy_that_denied_nothing_but_the_pull_is_deleted()
    {
        await using var story = await Story.BeginAsync(Story.Workshop("""
            { "repositories": { "retail-sample-app-ui": { "policy": { "Statement": [
              { "Effect": "Deny", "Principal": { "AWS": "{nodeRole}" },
                "Action": [ "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer" ] } ] } } } }
            """));
        var finding = await story.FindingAsync();
        Assert.Equal("fixed", (string?)finding["status"]);
        Assert.Equal(JsonValueKind.Null, JsonDocument.Parse(finding["plan"]!.ToJsonString()).RootElement.GetProperty("after").ValueKind);
        Assert.Null(story.Policy);
        Assert.Equal(1, story.Count("ecr", "DeleteRepositoryPolicy"));
    }

    private static IEnumerable<string> ActionsOf(string policy) =>
        JsonNode.Parse(policy)!["Statement"]![0]!["Action"]!.AsArray().Select(action => (string)action!);

    [Fact]
    public async Task Pods_that_still_back_off_after_their_last_denied_pull_are_not_a_new_incident()
    {
        await using var story = await Story.BeginAsync(Scenario.Load("workshop"),
            [("RESTART_WORKLOADS", "off"), ("VERIFY_SECONDS", "0")], speed: 30);
        await story.DeliverAsync();
        var again = await story.FindingAsync();
        Assert.Equal(("resolved", "gate.settling"), ((string?)again["status"], (string?)again["outcome"]!["code"]));
        Assert.Single(story.World.Notifications);
        Assert.True(await story.RunsAsync());
    }
}
