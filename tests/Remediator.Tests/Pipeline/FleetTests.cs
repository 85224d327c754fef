using Remediator.Kubernetes;
using Remediator.Pipeline;
using Remediator.Runtime;
using Remediator.Sandbox.Faults;
using Remediator.Scan;
using Remediator.Tests.Notify;
using Remediator.Tests.Repair;

namespace Remediator.Tests.Pipeline;

/// <summary>Patterns in CLUSTERS, which are matched against what EKS lists.</summary>
public class FleetTests
{
    private static readonly (string, string) s_report = ("REMEDIATION_MODE", "report");
    private static readonly string[] s_prod = ["prod-a", "prod-b"];

    [Theory]
    [InlineData("prod-*", "prod-a,prod-b")]
    [InlineData("eks-workshop,prod-?", "eks-workshop,prod-a,prod-b")]
    [InlineData("prod-b,prod-*", "prod-b,prod-a")]
    [InlineData("*/us-west-2/*", "eks-workshop,prod-a,prod-b")]
    [InlineData("111122223333/us-west-2/*-a", "prod-a")]
    [InlineData("111122223333/eu-west-1/*", "")]
    public async Task A_sweep_looks_at_every_cluster_that_a_pattern_matches_once(string listed, string expected)
    {
        await using var story = await SmallFleet.BeginAsync(s_prod, [s_report, ("CLUSTERS", listed)]);
        Assert.Equal(expected, string.Join(',', SmallFleet.ClustersOf(await story.DeliverAsync(SmallFleet.Sweep))));
    }

    [Fact]
    public async Task EKS_is_asked_again_after_ten_minutes()
    {
        var clock = new LeapClock(60);
        await using var story = await SmallFleet.BeginAsync([], [s_report, ("CLUSTERS", "eks-*")], clock);
        await story.DeliverAsync(SmallFleet.Sweep);
        await story.DeliverAsync();
        Assert.Equal(1, story.Count("eks", "ListClusters"));
        clock.Leap(ClusterNames.KeptFor);
        await story.DeliverAsync(SmallFleet.Sweep);
        Assert.Equal(2, story.Count("eks", "ListClusters"));
    }

    [Fact]
    public async Task A_pattern_that_cannot_be_listed_is_a_finding_told_once_and_what_is_spelled_out_is_looked_at()
    {
        var clock = new LeapClock(60);
        await using var story = await SmallFleet.BeginAsync(
            ["prod-a"], [s_report, StoredNotifications.Table, ("CLUSTERS", "eks-workshop,prod-*")], clock);
        story.World.InjectFault(new Fault("eks", "ListClusters", FaultKind.Denied, Times: 2));
        var findings = (await story.DeliverAsync(SmallFleet.Sweep))["findings"]!.AsArray();
        Assert.Equal([("eks-workshop", "RepositoryPolicyDenies"), ("prod-*", "Undetermined")],
            findings.Select(finding => ((string?)finding!["cluster"], (string?)finding["cause"])));
        Assert.Equal("gap.aws.access-denied", (string?)findings[1]!["unseen"]!["code"]);
        Assert.Equal("aws eks list-clusters --region us-west-2", (string?)findings[1]!["evidence"]![0]!["command"]);
        Assert.Contains(story.Log, line => (string?)line["message"] == "cannot look at a cluster" && (string?)line["cluster"] == "prod-*");
        clock.Leap(TimeSpan.FromHours(2));
        await story.DeliverAsync(SmallFleet.Sweep);
        Assert.Single(story.World.Notifications, told => told.Attributes["cluster"] == "prod-*");

        // the next list is answered
        var after = (await story.DeliverAsync(SmallFleet.Sweep))["findings"]!.AsArray();
        Assert.Contains(after, finding => ((string?)finding!["cluster"], (string?)finding["status"]) == ("prod-*", "resolved"));
        Assert.Contains("prod-a", after.Select(finding => (string?)finding!["cluster"]));
    }

    /// <summary>It may help to try again, so nobody is told, and the sweep fails after the other clusters were looked at.</summary>
    [Fact]
    public async Task A_list_that_EKS_does_not_answer_fails_the_sweep_but_not_what_is_spelled_out()
    {
        await using var story = await SmallFleet.BeginAsync(["prod-a"], [s_report, ("CLUSTERS", "eks-workshop,prod-*")]);
        story.World.InjectFault(new Fault("eks", "ListClusters", FaultKind.ServerError));
        var failed = await Assert.ThrowsAsync<SweepFailedException>(() => story.DeliverAsync(SmallFleet.Sweep));
        Assert.StartsWith("cluster prod-*: ", failed.Message, StringComparison.Ordinal);
        Assert.Equal("eks-workshop", Assert.Single(story.World.Notifications).Attributes["cluster"]);
    }

    [Fact]
    public async Task An_event_that_names_a_cluster_which_EKS_lists_is_believed()
    {
        await using var story = await SmallFleet.BeginAsync([], [s_report, ("CLUSTERS", "eks-*")]);
        Assert.Equal(["eks-workshop"], SmallFleet.ClustersOf(await story.DeliverAsync()));
    }

    [Theory]
    [InlineData("eks-gone", "EKS lists no cluster eks-gone in region us-west-2, account 111122223333")]
    [InlineData("other", "CLUSTERS does not list cluster other of region us-west-2, account 111122223333")]
    public async Task An_event_that_names_another_cluster_is_not(string cluster, string why)
    {
        await using var story = await SmallFleet.BeginAsync([], [s_report, ("CLUSTERS", "eks-*")]);
        var alarm = story.World.Event.Replace("eks-workshop", cluster, StringComparison.Ordinal);
        Assert.Empty((await story.DeliverAsync(alarm))["findings"]!.AsArray());
        Assert.Equal(why, (string?)Assert.Single(story.Log, line => (string?)line["message"] == "event is not ours")["why"]);
        Assert.Equal(0, story.World.Calls.Count(call => call.Service == "kubernetes"));
    }

    [Fact]
    public async Task An_event_about_a_cluster_that_only_a_pattern_matches_is_kept_while_EKS_may_not_be_asked()
    {
        await using var story = await SmallFleet.BeginAsync([], [s_report, ("CLUSTERS", "eks-*")]);
        story.World.InjectFault(new Fault("eks", "ListClusters", FaultKind.Denied));
        await Assert.ThrowsAsync<ClusterUnreachableException>(() => story.DeliverAsync());
    }

    [Fact]
    public async Task An_event_about_a_cluster_that_only_a_pattern_matches_is_kept_while_EKS_does_not_answer()
    {
        await using var story = await SmallFleet.BeginAsync([], [s_report, ("CLUSTERS", "eks-*")]);
        story.World.InjectFault(new Fault("eks", "ListClusters", FaultKind.Throttle));
        await Assert.ThrowsAsync<RemoteFailureException>(() => story.DeliverAsync());
    }

    [Fact]
    public async Task For_a_cluster_that_is_spelled_out_EKS_need_not_list_any()
    {
        await using var story = await SmallFleet.BeginAsync([], [s_report, ("CLUSTERS", "prod-*,eks-workshop")]);
        story.World.InjectFault(new Fault("eks", "ListClusters", FaultKind.Denied));
        Assert.Equal(["eks-workshop"], SmallFleet.ClustersOf(await story.DeliverAsync()));
    }

    [Fact]
    public async Task A_request_finds_a_cluster_by_a_pattern()
    {
        await using var story = await SmallFleet.BeginAsync([], [s_report, ("CLUSTERS", "111122223333/us-west-2/eks-*")]);
        Assert.Equal(["eks-workshop"], SmallFleet.ClustersOf(await story.DeliverAsync("""{"cluster": "eks-workshop"}""")));
    }

    [Fact]
    public async Task At_most_eight_clusters_are_looked_at_together_and_one_that_fails_keeps_no_other_from_its_turn()
    {
        var (running, most, begun) = (0, 0, 0);
        Walk[] walks = [.. Enumerable.Range(0, 20).Select(n => new Walk(
            [new ClusterLook(new("111122223333", "us-west-2", $"c{n}", null, null, null))]) { IsSweep = true })];
        var failed = await Assert.ThrowsAsync<SweepFailedException>(() => SideBySide.WalkAsync(walks, async walk =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            Interlocked.Increment(ref begun);
            await Task.Yield();
            Interlocked.Decrement(ref running);
            return walk == walks[0] ? throw new TimeoutException() : [];
        }));
        Assert.StartsWith("cluster c0: ", failed.Message, StringComparison.Ordinal);
        Assert.Equal(20, begun);
        Assert.InRange(most, 1, SideBySide.AtOnce);
    }
}
