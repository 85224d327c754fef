using Remediator.Runtime;
using Remediator.Sandbox.Faults;
using Remediator.Tests.Notify;
using Remediator.Tests.Pipeline;

namespace Remediator.Tests.Scan;

/// <summary>What was seen of a list that could not be read to its end is reported, and nothing follows from what was not.</summary>
public class UnfinishedListTests
{
    private static readonly (string, string)[] s_report = [("REMEDIATION_MODE", "report"), StoredNotifications.Table];

    [Fact]
    public async Task A_finding_of_a_list_that_broke_off_says_that_not_all_pods_were_seen()
    {
        await using var story = await BeginAsync(1_200);
        story.World.InjectFault(new Fault("kubernetes", "list pods", FaultKind.BrokenOff, After: 1));
        var finding = Assert.Single((await story.DeliverAsync(story.ClusterAlarm()))["findings"]!.AsArray())!;
        var unknown = Assert.Single(
            finding["unknownMessages"]!.AsArray(), one => $"{one}".Contains("unfinished", StringComparison.Ordinal))!;
        Assert.InRange(int.Parse($"{unknown["args"]!["why"]!["args"]!["count"]}"), 501, 999);
        Assert.Contains(finding["unknowns"]!.AsArray(),
            one => ((string)one!).StartsWith("pods of the cluster: the list of pods ended early, after ", StringComparison.Ordinal));
        Assert.Equal(["diagnosed"], story.Statuses());
    }

    [Fact]
    public async Task A_list_that_takes_longer_than_the_time_that_is_left_yields_what_was_seen()
    {
        await using var story = await BeginAsync(600);
        story.World.InjectFault(new Fault("kubernetes", "list pods", FaultKind.Timeout, After: 1));
        var finding = Assert.Single(
            (await story.DeliverAsync(story.ClusterAlarm(), TimeSpan.FromMinutes(3)))["findings"]!.AsArray())!;
        Assert.Contains(finding["unknowns"]!.AsArray(),
            one => ((string)one!).Contains("after 500 pods", StringComparison.Ordinal));
        Assert.Equal(["diagnosed"], story.Statuses());
    }

    [Fact]
    public async Task A_list_that_broke_off_resolves_no_incident()
    {
        await using var story = await BeginAsync(1_200);
        await story.DeliverAsync(story.ClusterAlarm());
        story.World.SetRepositoryPolicy(Story.Repository, null);
        Assert.True(await story.RunsAsync());
        story.World.InjectFault(new Fault("kubernetes", "list pods", FaultKind.BrokenOff, Times: 1, After: 1));
        await Assert.ThrowsAsync<RemoteFailureException>(() => story.DeliverAsync(story.ClusterAlarm()));
        Assert.Equal(["diagnosed"], story.Statuses());
        await story.DeliverAsync(story.ClusterAlarm());
        Assert.Equal(["diagnosed", "resolved"], story.Statuses());
    }

    [Fact]
    public async Task A_list_of_a_megabyte_a_second_is_waited_for_longer_than_one_call_may_take()
    {
        // some megabytes, in a world whose seconds are those of the wall
        await using var story = await Story.BeginAsync(Crowded(1_200), s_report, speed: 1, patience: TimeSpan.FromSeconds(1));
        var bytes = await BytesOfListAsync(story);
        story.World.InjectFault(new Fault("kubernetes", "list pods", FaultKind.Slow));
        var finding = Assert.Single((await story.DeliverAsync(story.ClusterAlarm()))["findings"]!.AsArray())!;
        Assert.Equal("RepositoryPolicyDenies", (string?)finding["cause"]);
        Assert.DoesNotContain(finding["unknowns"]!.AsArray(), one => ((string)one!).Contains("list of pods", StringComparison.Ordinal));
        Assert.InRange(bytes, 1 << 20, long.MaxValue);
    }

    /// <summary>The largest page of a list of all pods.</summary>
    private static async Task<long> BytesOfListAsync(Story story)
    {
        await story.DeliverAsync(story.ClusterAlarm());
        return story.World.Calls.Where(call => call.Operation == "list pods").Max(call => call.Bytes);
    }

    private static Task<Story> BeginAsync(int others) => Story.BeginAsync(Crowded(others), s_report);

    /// <summary>The workshop's pod, and others behind it in the list that run.</summary>
    private static Remediator.Sandbox.Model.Scenario Crowded(int others) => Story.Workshop($$"""
        { "clusters": { "eks-workshop": { "workloads": { "later/other": {
          "image": "111122223333.dkr.ecr.us-west-2.amazonaws.com/other:1.0.0", "replicas": {{others}}, "cached": true,
          "object": { "spec": { "template": { "metadata": { "annotations": { "about": "{{new string('x', 2_000)}}" } } } } } } } } },
          "repositories": { "other": { "images": [ { "tags": [ "1.0.0" ] } ] } } }
        """);
}
