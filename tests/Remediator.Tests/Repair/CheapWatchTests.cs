using Remediator.Sandbox.Faults;
using Remediator.Sandbox.Recording;
using Remediator.Tests.Notify;
using Remediator.Tests.Pipeline;

namespace Remediator.Tests.Repair;

/// <summary>What watching a patch costs the API server, whatever else is in the namespace.</summary>
public class CheapWatchTests
{
    private const int Neighbours = 300;

    [Fact]
    public async Task Watching_a_patch_selects_the_pods_of_its_workload_and_the_events_of_its_pods()
    {
        await using var story = await BeginAsync(Neighbours);
        Assert.Equal(["fixed"], StoredNotifications.StatusesOf(await story.DeliverAsync()));
        var (pods, events) = (AfterTheWrite(story, "list pods"), AfterTheWrite(story, "list events"));
        Assert.NotEmpty(pods);
        Assert.All(pods, call => Assert.Contains("labelSelector=app=app-private", call.Query, StringComparison.Ordinal));
        Assert.NotEmpty(events);
        Assert.All(events, call => Assert.Contains("fieldSelector=involvedObject.uid=", call.Query, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_look_at_a_workload_brings_as_many_bytes_beside_hundreds_of_pods_as_alone()
    {
        // without a rollout there is one pod at every look; with one there are two for some of them
        await using var alone = await BeginAsync(0, ("RESTART_WORKLOADS", "off"));
        await alone.DeliverAsync();
        await using var crowded = await BeginAsync(Neighbours, ("RESTART_WORKLOADS", "off"));
        await crowded.DeliverAsync();
        foreach (var operation in new[] { "list pods", "list events" })
        {
            var most = AfterTheWrite(alone, operation).Max(call => call.Bytes);
            Assert.InRange(AfterTheWrite(crowded, operation).Max(call => call.Bytes), 1, most * 3 / 2);
        }
    }

    [Fact]
    public async Task Of_a_large_workload_no_more_than_sixteen_pods_are_asked_about_at_each_look()
    {
        await using var story = await Story.BeginAsync(Story.Workshop(
            """{ "clusters": { "eks-workshop": { "workloads": { "default/ui-private": { "replicas": 60 } } } } }"""),
            [("RESTART_WORKLOADS", "off")]);
        Assert.Equal(["fixed"], StoredNotifications.StatusesOf(await story.DeliverAsync()));
        var calls = story.World.Calls.SkipWhile(call => call.Operation != "SetRepositoryPolicy")
            .Where(call => call.Operation is "list pods" or "list events").ToArray();
        var (most, since) = (0, 0);
        foreach (var call in calls)
            most = Math.Max(most, since = call.Operation == "list events" ? since + 1 : 0);
        Assert.Equal(16, most);
    }

    [Fact]
    public async Task Where_workloads_may_not_be_read_their_pods_are_found_among_all_of_the_namespace_only_now_and_then()
    {
        await using var story = await BeginAsync(Neighbours, ("RESTART_WORKLOADS", "off"), ("VERIFY_SECONDS", "400"));
        story.World.InjectFault(new Fault("kubernetes", "get deployments", FaultKind.Denied));
        var finding = await story.FindingAsync();
        Assert.True((bool)finding["outcome"]!["verified"]!, $"{finding["outcome"]!["why"]}");
        var looks = AfterTheWrite(story, "list pods");
        var whole = looks.Where(call => !call.Query.Contains("Selector", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(whole);
        var seconds = (looks[^1].At - looks[0].At).TotalSeconds;
        Assert.InRange(whole.Length, 1, 1 + (int)(seconds / 30));
    }

    private static Task<Story> BeginAsync(int neighbours, params (string, string)[] settings) => Story.BeginAsync(Story.Workshop($$"""
        { "clusters": { "eks-workshop": { "workloads": { "default/neighbour": {
          "image": "111122223333.dkr.ecr.us-west-2.amazonaws.com/other:1.0.0", "replicas": {{neighbours}}, "cached": true } } } },
          "repositories": { "other": { "images": [ { "tags": [ "1.0.0" ] } ] } } }
        """), settings);

    private static Call[] AfterTheWrite(Story story, string operation) =>
        [.. story.World.Calls.SkipWhile(call => call.Operation != "SetRepositoryPolicy").Where(call => call.Operation == operation)];
}
