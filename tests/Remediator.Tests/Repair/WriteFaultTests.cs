using System.Text.Json.Nodes;
using Remediator.Core.Policies.Language;
using Remediator.Notify;
using Remediator.Sandbox;
using Remediator.Sandbox.Faults;
using Remediator.Sandbox.Model;
using Remediator.Tests.Pipeline;

namespace Remediator.Tests.Repair;

/// <summary>What goes wrong from the write on.</summary>
public class WriteFaultTests
{
    private const string Theirs =
        """{"Version":"2008-10-17","Statement":[{"Sid":"theirs","Effect":"Deny","Principal":"*","Action":"ecr:DeleteRepository"}]}""";
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(500);

    [Theory]
    [InlineData(FaultKind.Throttle)]
    [InlineData(FaultKind.ServerError)]
    [InlineData(FaultKind.Denied)]
    [InlineData(FaultKind.Reset)]
    [InlineData(FaultKind.Timeout)]
    public async Task A_write_that_never_arrives_is_reported_as_failed_and_nothing_is_restarted(FaultKind kind)
    {
        await using var story = await Story.BeginAsync(Scenario.Load("workshop"), patience: s_patience);
        story.World.InjectFault(new Fault("ecr", "SetRepositoryPolicy", kind));
        var finding = await story.FindingAsync();
        Assert.Equal(("failed", "Failed"), ((string?)finding["status"], (string?)finding["outcome"]!["result"]));
        Assert.Contains("nothing was changed", (string?)finding["outcome"]!["why"], StringComparison.Ordinal);
        Assert.Equal(story.Before, story.Policy);
        Assert.Equal(0, story.Count("kubernetes", "patch deployments"));
    }

    [Fact]
    public async Task A_write_whose_response_was_lost_counts()
    {
        await using var story = await Story.BeginAsync("workshop");
        story.World.InjectFault(new Fault("ecr", "SetRepositoryPolicy", FaultKind.Garbage));
        Assert.Equal("fixed", (string?)(await story.FindingAsync())["status"]);
    }

    [Theory]
    [InlineData(FaultKind.Throttle)]
    [InlineData(FaultKind.ServerError)]
    [InlineData(FaultKind.Reset)]
    [InlineData(FaultKind.Timeout)]
    public async Task A_write_that_fails_once_is_compared_again_before_it_is_tried_again(FaultKind kind)
    {
        await using var story = await Story.BeginAsync(Scenario.Load("workshop"), patience: s_patience);
        story.World.InjectFault(new Fault("ecr", "SetRepositoryPolicy", kind, Times: 1));
        Assert.Equal("fixed", (string?)(await story.FindingAsync())["status"]);
        string[] ofPolicy = [.. story.World.Calls.Select(call => call.Operation)
            .Where(name => name.EndsWith("RepositoryPolicy", StringComparison.Ordinal))];
        // diagnosed, compared, failed, read back, compared, written, read back
        Assert.Equal(["Get", "Get", "Set", "Get", "Get", "Set", "Get"], ofPolicy.Select(name => name[..3]));
    }

    [Theory]
    [InlineData(FaultKind.Throttle)]
    [InlineData(FaultKind.Reset)]
    public async Task A_policy_that_someone_changed_while_a_write_failed_is_left_unchanged(FaultKind kind)
    {
        await using var story = await Story.BeginAsync("workshop");
        story.World.InjectFault(new Fault("ecr", "SetRepositoryPolicy", kind, Times: 1));
        var finding = story.FindingAsync();
        while (!story.World.Calls.Any(call => call.Operation == "SetRepositoryPolicy"))
            await Task.Yield();
        story.World.SetRepositoryPolicy(Story.Repository, Theirs);
        Assert.Equal("PolicyMoved", (string?)(await finding)["outcome"]!["result"]);
        Assert.True(PolicyDocument.Parse(Theirs).SameAs(PolicyDocument.Parse(story.Policy!)));
    }

    [Theory]
    [InlineData("kubernetes", "get deployments", FaultKind.Timeout)]
    [InlineData("kubernetes", "patch deployments", FaultKind.Timeout)]
    [InlineData("kubernetes", "list events", FaultKind.Timeout)]
    public async Task Time_that_runs_out_after_the_write_still_ends_in_a_finding(string service, string operation, FaultKind kind)
    {
        // one attempt of a call may take longer than the whole watch
        await using var story = await Story.BeginAsync(Scenario.Load("workshop"), [("VERIFY_SECONDS", "30")], speed: 60,
            patience: TimeSpan.FromSeconds(30));
        story.World.InjectFault(new Fault(service, operation, kind));
        var finding = await story.FindingAsync(TimeSpan.FromSeconds(200));
        Assert.Equal(("fixed", "Patched"), ((string?)finding["status"], (string?)finding["outcome"]!["result"]));
        Assert.Single(story.World.Notifications);
    }

    [Fact]
    public async Task A_rollback_without_enough_time_is_reported_as_critical()
    {
        await using var story = await Story.BeginAsync(Scenario.Load("still-denied-after-fix"), speed: 30,
            patience: TimeSpan.FromMinutes(1));
        story.World.InjectFault(new Fault("ecr", "SetRepositoryPolicy", FaultKind.Timeout, After: 1));
        var finding = await story.FindingAsync(TimeSpan.FromSeconds(180));
        Assert.Equal("RollbackFailed", (string?)finding["outcome"]!["result"]);
        Assert.Equal("critical", Assert.Single(story.World.Notifications).Attributes["severity"]);
    }

    [Fact]
    public async Task A_missing_write_permission_is_named()
    {
        await using var story = await Story.BeginAsync("workshop");
        story.World.InjectFault(new Fault("ecr", "SetRepositoryPolicy", FaultKind.Denied));
        Assert.Contains("this program's role may not call ecr:SetRepositoryPolicy",
            (string?)(await story.FindingAsync())["outcome"]!["why"],
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_delayed_read_back_is_waited_for()
    {
        await using var story = await Story.BeginAsync("workshop");
        story.World.InjectFault(new Fault("ecr", "GetRepositoryPolicy", FaultKind.Stale, Times: 2, After: 2));
        Assert.Equal("fixed", (string?)(await story.FindingAsync())["status"]);
    }

    [Fact]
    public async Task A_write_that_the_read_back_never_shows_is_reported_as_failed()
    {
        await using var story = await Story.BeginAsync("workshop");
        story.World.InjectFault(new Fault("ecr", "GetRepositoryPolicy", FaultKind.Stale, After: 2));
        var finding = await story.FindingAsync();
        Assert.Equal("failed", (string?)finding["status"]);
        Assert.Equal("outcome.write-not-visible", (string?)finding["outcome"]!["code"]);
    }

    [Theory]
    [InlineData(FaultKind.Throttle)]
    [InlineData(FaultKind.Denied)]
    [InlineData(FaultKind.Garbage)]
    public async Task A_policy_that_cannot_be_read_again_is_not_overwritten(FaultKind kind)
    {
        await using var story = await Story.BeginAsync("workshop");
        story.World.InjectFault(new Fault("ecr", "GetRepositoryPolicy", kind, After: 1));
        Assert.Equal("failed", (string?)(await story.FindingAsync())["status"]);
        Assert.Empty(story.Writes);
    }

    [Fact]
    public async Task A_policy_that_someone_changed_meanwhile_is_left_unchanged()
    {
        await using var story = await Story.BeginAsync(Scenario.Load("workshop"),
            logged: On("about to change a repository policy", Theirs));
        var finding = await story.FindingAsync();
        Assert.Equal(("failed", "PolicyMoved"), ((string?)finding["status"], (string?)finding["outcome"]!["result"]));
        Assert.Empty(story.Writes);
        Assert.True(PolicyDocument.Parse(Theirs).SameAs(PolicyDocument.Parse(story.Policy!)));
    }

    [Fact]
    public async Task A_policy_that_someone_fixed_meanwhile_needs_no_action()
    {
        JsonNode? wanted = null;
        await using var story = await Story.BeginAsync(Scenario.Load("workshop"), logged: (world, line) =>
        {
            if ((string?)line["message"] == "about to change a repository policy")
                world.SetRepositoryPolicy(Story.Repository, (wanted = line["after"])!.ToJsonString());
        });
        Assert.Equal("resolved", (string?)(await story.FindingAsync())["status"]);
        Assert.Empty(story.Writes);
    }

    [Fact]
    public async Task Two_pulls_that_fail_the_same_way_after_the_write_restore_the_old_policy()
    {
        await using var story = await Story.BeginAsync(Scenario.Load("still-denied-after-fix"), speed: 30);
        var finding = await story.FindingAsync();
        Assert.Equal(("rolled-back", "RolledBack"), ((string?)finding["status"], (string?)finding["outcome"]!["result"]));
        var why = finding["outcome"]!["args"]!["why"]!;
        Assert.Equal("verify.failed-again", (string?)why["code"]);
        Assert.InRange((long)why["args"]!["count"]!, 2, 9);
        Assert.Equal((30L, "symptom.Forbidden"), ((long)why["args"]!["seconds"]!, (string?)why["args"]!["symptom"]!["code"]));
        Assert.Equal(2, story.Count("ecr", "SetRepositoryPolicy"));
        Assert.True(PolicyDocument.Parse(story.Before!).SameAs(PolicyDocument.Parse(story.Policy!)));
        var clock = story.World.Calls.Where(call => call.Operation == "SetRepositoryPolicy").Select(call => call.At).ToArray();
        Assert.True(clock[1] - clock[0] > TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_policy_that_someone_changed_after_the_patch_is_not_rolled_back()
    {
        await using var story = await Story.BeginAsync(Scenario.Load("still-denied-after-fix"),
            logged: On("rolling the policy back", Theirs), speed: 30);
        Assert.Equal("PolicyMoved", (string?)(await story.FindingAsync())["outcome"]!["result"]);
        Assert.True(PolicyDocument.Parse(Theirs).SameAs(PolicyDocument.Parse(story.Policy!)));
    }

    [Fact]
    public async Task A_policy_that_cannot_be_rolled_back_is_reported_as_critical()
    {
        await using var story = await Story.BeginAsync(Scenario.Load("still-denied-after-fix"), speed: 30);
        story.World.InjectFault(new Fault("ecr", "SetRepositoryPolicy", FaultKind.Denied, After: 1));
        var finding = await story.FindingAsync();
        Assert.Equal(("failed", "RollbackFailed"), ((string?)finding["status"], (string?)finding["outcome"]!["result"]));
        var told = Assert.Single(story.World.Notifications);
        Assert.Equal("critical", told.Attributes["severity"]);
        Assert.Contains("ATTENTION", told.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("patch deployments")]
    [InlineData("get replicasets")]
    public async Task A_refused_restart_is_reported_and_the_kubelet_s_own_retry_is_waited_for(string operation)
    {
        // slow enough that the kubelet's own retry does not come before the restart is tried
        await using var story = await Story.BeginAsync(Scenario.Load("workshop"), [("VERIFY_SECONDS", "600")], speed: 20);
        story.World.InjectFault(new Fault("kubernetes", operation, FaultKind.Denied));
        var finding = await story.FindingAsync();
        Assert.Equal(("fixed", true), ((string?)finding["status"], (bool)finding["outcome"]!["verified"]!));
        Assert.Contains("was not restarted: this program's role may not", (string?)finding["outcome"]!["why"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_failed_read_does_not_end_the_verification()
    {
        await using var story = await Story.BeginAsync(Scenario.Load("workshop"), speed: 20);
        story.World.InjectFault(new Fault("kubernetes", "list events", FaultKind.ServerError, Times: 2));
        Assert.True((bool)(await story.FindingAsync())["outcome"]!["verified"]!);
    }

    [Theory]
    [InlineData(FaultKind.ServerError)]
    [InlineData(FaultKind.Denied)]
    [InlineData(FaultKind.Garbage)]
    public async Task A_verification_that_sees_no_pull_keeps_the_patch_and_says_so(FaultKind kind)
    {
        await using var story = await Story.BeginAsync("workshop");
        story.World.InjectFault(new Fault("kubernetes", "list events", kind));
        var finding = await story.FindingAsync();
        Assert.Equal(("fixed", false), ((string?)finding["status"], (bool)finding["outcome"]!["verified"]!));
        Assert.Contains((string)finding["outcome"]!["code"]!, new[] { "verify.not-watched", "verify.not-visible" });
        Assert.Equal("restart.restarted", (string?)finding["outcome"]!["args"]!["restart"]!["code"]);
        Assert.Equal(1, story.Count("ecr", "SetRepositoryPolicy"));
    }

    [Theory]
    [InlineData(FaultKind.Throttle)]
    [InlineData(FaultKind.Denied)]
    [InlineData(FaultKind.Timeout)]
    public async Task A_topic_that_accepts_no_message_fails_the_invocation_and_the_finding_is_in_the_log(FaultKind kind)
    {
        // the SDK waits between its attempts by the wall's clock, and the invocation's time is the world's
        await using var story = await Story.BeginAsync(Scenario.Load("workshop"), speed: 15, patience: s_patience);
        story.World.InjectFault(new Fault("sns", "Publish", kind));
        await Assert.ThrowsAsync<NotDeliveredException>(() => story.DeliverAsync());
        var finding = Assert.Single(story.Log, line => (string?)line["message"] == "finding");
        Assert.Equal("fixed", (string?)finding["finding"]!["status"]);
    }

    [Fact]
    public async Task A_failure_that_could_not_be_notified_does_not_delay_others_of_its_repository()
    {
        await using var story = await Story.BeginAsync(Story.Workshop("""
            { "roles": { "build-server": { } }, "clusters": { "eks-workshop": {
              "pullSecrets": { "ecr-token": "build-server" },
                "serviceAccounts": { "shop/default": { "imagePullSecrets": [ "ecr-token" ] } },
              "workloads": { "shop/front": { "image": "111122223333.dkr.ecr.us-west-2.amazonaws.com/retail-sample-app-ui:1.2.1" } } } } }
            """));
        Assert.True(await story.World.WaitUntilAsync(world => world.Pods().All(pod => pod.WaitingReason == "ImagePullBackOff"),
            TimeSpan.FromMinutes(5), Story.Stop));
        story.World.InjectFault(new Fault("sns", "Publish", FaultKind.Denied, Times: 1));
        await Assert.ThrowsAsync<NotDeliveredException>(() => story.DeliverAsync(story.ClusterAlarm()));
        Assert.Equal(2, story.Log.Count(line => (string?)line["message"] == "finding"));
        Assert.Single(story.World.Notifications);
    }

    private static Action<World, JsonNode> On(string message, string policy) => (world, line) =>
    {
        if ((string?)line["message"] == message)
            world.SetRepositoryPolicy(Story.Repository, policy);
    };
}
