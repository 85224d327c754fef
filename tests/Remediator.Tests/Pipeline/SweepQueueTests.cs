using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Remediator.Sandbox;
using Remediator.Sandbox.Faults;
using Remediator.Scan;
using Remediator.Tests.Notify;
using Remediator.Tests.Repair;

namespace Remediator.Tests.Pipeline;

/// <summary>A sweep over several clusters, which the function puts into its own queue, one message for each.</summary>
public class SweepQueueTests
{
    private static readonly TimeSpan s_remaining = TimeSpan.FromSeconds(180);
    private static readonly (string, string) s_report = ("REMEDIATION_MODE", "report");
    private static readonly string[] s_gone = [.. Enumerable.Range(1, 23).Select(n => $"gone-{n:00}")];
    private static readonly (string, string) s_many = ("CLUSTERS", $"eks-workshop,prod-a,{string.Join(',', s_gone)}");

    [Fact]
    public async Task Every_cluster_has_a_message_of_its_own_in_batches_of_ten_and_the_planner_opens_none()
    {
        await using var story = await SmallFleet.BeginAsync([], [s_report, s_many]);
        await PlanAsync(story);
        Assert.Equal(["eks-workshop", "prod-a", .. s_gone], ClustersIn(story.World.Messages).Order(StringComparer.Ordinal)
            .OrderBy(name => name is "eks-workshop" ? 0 : name is "prod-a" ? 1 : 2));
        Assert.Equal(3, story.Count("sqs", "SendMessageBatch"));
        Assert.DoesNotContain(story.World.Calls, call => call.Service == "kubernetes" || call.Operation == "DescribeCluster");
    }

    [Fact]
    public async Task A_message_of_a_batch_that_is_not_taken_is_sent_again_alone()
    {
        await using var story = await SmallFleet.BeginAsync([], [s_report, s_many]);
        story.World.InjectFault(new Fault("sqs", "SendMessageBatch", FaultKind.Partly, Times: 1));
        await PlanAsync(story);
        Assert.Equal(25, story.World.Messages.Count);
        Assert.Equal(25, ClustersIn(story.World.Messages).Distinct().Count());
    }

    /// <summary>More failures than the SDK itself retries.</summary>
    [Fact]
    public async Task A_batch_that_fails_as_a_whole_is_sent_again()
    {
        await using var story = await SmallFleet.BeginAsync([], [s_report, s_many]);
        story.World.InjectFault(new Fault("sqs", "SendMessageBatch", FaultKind.Throttle, Times: 9));
        await PlanAsync(story);
        Assert.Equal(25, ClustersIn(story.World.Messages).Distinct().Count());
    }

    [Fact]
    public async Task Messages_that_the_queue_never_takes_fail_the_sweep_by_name_so_that_it_is_delivered_again()
    {
        await using var story = await SmallFleet.BeginAsync([], [s_report, ("CLUSTERS", "eks-workshop,prod-a")]);
        story.World.InjectFault(new Fault("sqs", "SendMessageBatch", FaultKind.Denied));
        var failed = await Assert.ThrowsAsync<SweepFailedException>(() => PlanAsync(story));
        Assert.Contains("cluster eks-workshop: ", failed.Message, StringComparison.Ordinal);
        Assert.Contains("cluster prod-a: ", failed.Message, StringComparison.Ordinal);
        Assert.Contains("sqs:SendMessage", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_is_handled_as_the_sweep_of_its_cluster_and_told_once_however_often_it_is_delivered()
    {
        await using var story = await SmallFleet.BeginAsync(
            ["prod-a"], [s_report, StoredNotifications.Table, ("CLUSTERS", "*,gone-01")]);
        await PlanAsync(story);
        Assert.Equal(3, story.World.Messages.Count);
        foreach (var body in story.World.Messages.Concat(story.World.Messages))
            Assert.Empty(await FailuresAsync(story, body));
        Assert.Equal(["eks-workshop", "gone-01", "prod-a"], ToldOf(story.World));
        Assert.Equal(3, story.World.Messages.Count);
    }

    [Theory]
    [InlineData("eks-workshop", "*")]
    [InlineData("prod-b", "prod-a,prod-b")]
    public async Task A_message_about_a_cluster_that_is_not_known_is_ignored(string listedThen, string then)
    {
        await using var story = await SmallFleet.BeginAsync(["prod-a", "prod-b"], [s_report, ("CLUSTERS", "prod-a,test-*")]);
        using var planner = story.Beside(("SWEEP_QUEUE_URL", story.World.QueueUrl), ("CLUSTERS", then));
        await planner.InvokeAsync(SmallFleet.Sweep);
        var body = Assert.Single(story.World.Messages, one => ClusterIn(one) == listedThen);
        Assert.Empty(await FailuresAsync(story, body));
        Assert.Equal("event is not ours", (string?)story.Log[^1]["message"]);
        Assert.Empty(story.World.Notifications);
    }

    [Theory]
    [InlineData("""{"only": "eks-workshop", "event": {}}""")]
    [InlineData("""{"only": "111122223333/us-west-2/eks-workshop"}""")]
    [InlineData("""{"only": "111122223333/us-west-2/eks-workshop", "event": {"id": 7}}""")]
    public async Task A_poisoned_message_is_delivered_again_alone(string poison)
    {
        await using var story = await SmallFleet.BeginAsync([], [s_report, ("CLUSTERS", "eks-workshop,prod-a")]);
        await PlanAsync(story);
        var body = story.World.Messages.Single(one => ClusterIn(one) == "eks-workshop");
        var answer = await story.DeliverAsync(EventSource.Queue(("poisoned", poison), ("good", body)));
        Assert.Equal("""{"batchItemFailures":[{"itemIdentifier":"poisoned"}]}""", answer.ToJsonString());
        Assert.Equal(["eks-workshop"], ToldOf(story.World));
    }

    [Fact]
    public async Task A_decision_inside_a_message_is_not_taken()
    {
        await using var story = await SmallFleet.BeginAsync([], [s_report, ("CLUSTERS", "eks-workshop")]);
        Assert.Empty(await FailuresAsync(story,
            """{"only": "111122223333/us-west-2/eks-workshop", "event": {"approve": "sha256:0000"}}"""));
        Assert.Equal("an approval is accepted only as the whole payload of a direct invocation", (string?)Assert.Single(story.Log)["why"]);
    }

    [Fact]
    public async Task A_cluster_that_hangs_costs_only_its_own_message()
    {
        await using var story = await SmallFleet.BeginAsync(["prod-a"], [s_report, StoredNotifications.Table, ("CLUSTERS", "*")],
            patience: TimeSpan.FromSeconds(2));
        await PlanAsync(story);
        var (hanging, other) = (story.World.Messages.Single(body => ClusterIn(body) == "eks-workshop"),
            story.World.Messages.Single(body => ClusterIn(body) == "prod-a"));
        story.World.InjectFault(new Fault("kubernetes", "list pods", FaultKind.Timeout, Times: 1));
        Assert.Equal(["one"], await FailuresAsync(story, hanging));
        Assert.Empty(await FailuresAsync(story, other));
        Assert.Equal(["prod-a"], ToldOf(story.World));
        Assert.Empty(await FailuresAsync(story, hanging));
        Assert.Equal(["eks-workshop", "prod-a"], ToldOf(story.World));
    }

    /// <summary>
    /// Killed before any of its calls, the planner is invoked again, and what both have sent is delivered: some of it twice.
    /// </summary>
    [Fact]
    public async Task A_planner_that_is_killed_anywhere_loses_no_cluster_and_nothing_is_told_twice()
    {
        string[] all = ["eks-workshop", "prod-a", .. s_gone.Take(10)];
        (string, string)[] settings = [s_report, StoredNotifications.Table, ("CLUSTERS", $"*,{string.Join(',', s_gone.Take(10))}")];
        int calls;
        await using (var healthy = await SmallFleet.BeginAsync(["prod-a"], settings))
        {
            await PlanAsync(healthy);
            calls = healthy.World.Calls.Count;
        }
        Assert.InRange(calls, 4, 12);
        var wrong = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(Enumerable.Range(0, calls + 1),
            new ParallelOptions { MaxDegreeOfParallelism = 3, CancellationToken = Story.Stop }, async (at, _) =>
        {
            var clock = new LeapClock(40);
            await using var story = await SmallFleet.BeginAsync(["prod-a"], settings, clock);
            story.World.HangFromCall(at);
            using (var killed = Planner(story))
                await Task.WhenAny(killed.InvokeAsync(SmallFleet.Sweep, s_remaining), AtAsync(story.World, at));
            story.World.HangFromCall(null);
            clock.Leap(s_remaining);
            await PlanAsync(story);
            foreach (var body in story.World.Messages)
                if (await FailuresAsync(story, body) is { Count: > 0 })
                    wrong.Add($"killed before call {at}: {ClusterIn(body)} failed");
            if (!ToldOf(story.World).SequenceEqual(all.Order(StringComparer.Ordinal)))
                wrong.Add($"killed before call {at}: told of {string.Join(", ", ToldOf(story.World))}");
        });
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task An_event_about_a_repository_is_handed_on_with_its_id()
    {
        await using var story = await SmallFleet.BeginAsync(["prod-a"], [s_report, StoredNotifications.Table, ("CLUSTERS", "*")]);
        var changed = EventSource.Payload("set-repository-policy", story);
        using (var planner = Planner(story))
            await planner.InvokeAsync(changed);
        Assert.Equal(2, story.World.Messages.Count);
        var answer = await story.DeliverAsync(story.World.Messages.Single(body => ClusterIn(body) == "prod-a"));
        Assert.Equal(["prod-a"], SmallFleet.ClustersOf(answer));
        Assert.Equal((string?)JsonNode.Parse(changed)!["id"], (string?)answer["event"]);
    }

    [Fact]
    public async Task An_audit_of_all_clusters_is_handed_on_to_an_audit_of_each()
    {
        await using var story = await SmallFleet.BeginAsync(["prod-a"], [s_report, ("CLUSTERS", "*")]);
        using (var planner = Planner(story))
            Assert.Empty((await planner.InvokeAsync("""{"audit": true}"""))["audits"]!.AsArray());
        Assert.Equal(["eks-workshop", "prod-a"], ClustersIn(story.World.Messages).Order(StringComparer.Ordinal));
        var answer = await story.DeliverAsync(story.World.Messages.Single(body => ClusterIn(body) == "prod-a"));
        Assert.Equal("prod-a", (string?)Assert.Single(answer["audits"]!.AsArray())!["cluster"]);
    }

    [Fact]
    public async Task Without_a_queue_what_a_pattern_matches_is_audited_and_a_pattern_that_cannot_be_listed_fails_by_name()
    {
        await using var story = await SmallFleet.BeginAsync(["prod-a"], [s_report, ("CLUSTERS", "prod-*")]);
        story.World.InjectFault(new Fault("eks", "ListClusters", FaultKind.Denied, Times: 1));
        await Assert.ThrowsAsync<Remediator.Kubernetes.ClusterUnreachableException>(() => story.DeliverAsync("""{"audit": true}"""));
        var answer = await story.DeliverAsync("""{"audit": true}""");
        Assert.Equal("prod-a", (string?)Assert.Single(answer["audits"]!.AsArray())!["cluster"]);
    }

    /// <summary>Such events come in storms, and each is one small read a cluster.</summary>
    [Fact]
    public async Task An_event_about_one_pod_is_not_handed_on()
    {
        await using var story = await SmallFleet.BeginAsync(["prod-a"], [s_report, ("CLUSTERS", "*")]);
        using (var planner = Planner(story))
            await planner.InvokeAsync(EventSource.Payload("kubernetes-event", story));
        Assert.Empty(story.World.Messages);
    }

    [Fact]
    public async Task A_sweep_over_one_cluster_needs_no_queue()
    {
        await using var story = await SmallFleet.BeginAsync([], [s_report, ("CLUSTERS", "*")]);
        using var planner = Planner(story);
        Assert.Equal(["eks-workshop"], SmallFleet.ClustersOf(await planner.InvokeAsync(SmallFleet.Sweep)));
        Assert.Empty(story.World.Messages);
    }

    private static Remediator.Cli.Hosting.SandboxFunction.SecondProcess Planner(Story story) =>
        story.Beside(("SWEEP_QUEUE_URL", story.World.QueueUrl));

    private static async Task PlanAsync(Story story)
    {
        using var planner = Planner(story);
        Assert.Empty(SmallFleet.ClustersOf(await planner.InvokeAsync(SmallFleet.Sweep, s_remaining)));
    }

    /// <summary>One message is one invocation, as the template's batch size says.</summary>
    private static async Task<IReadOnlyList<string>> FailuresAsync(Story story, string body) =>
    [
        .. (await story.DeliverAsync(EventSource.Queue(("one", body)), s_remaining))["batchItemFailures"]!.AsArray()
            .Select(failure => (string)failure!["itemIdentifier"]!),
    ];

    /// <summary>Until the function waits for the answer to that call, which never comes.</summary>
    private static async Task AtAsync(World world, int at)
    {
        while (world.Calls.Count <= at)
            await Task.Delay(TimeSpan.FromMilliseconds(50), Story.Stop);
    }

    private static IEnumerable<string> ClustersIn(IEnumerable<string> bodies) => bodies.Select(ClusterIn);

    private static string ClusterIn(string body) => ((string)JsonNode.Parse(body)!["only"]!).Split('/')[2];

    private static IReadOnlyList<string> ToldOf(World world) =>
        [.. world.Notifications.Select(told => told.Attributes["cluster"]).Order(StringComparer.Ordinal)];
}
