using System.Text.Json.Nodes;
using Remediator.Kubernetes;
using Remediator.Sandbox.Faults;
using Remediator.Sandbox.Model;
using Remediator.Tests.Notify;
using Remediator.Tests.Repair;

namespace Remediator.Tests.Pipeline;

/// <summary>The first minutes of a deployment, before the access entry is made, and the time after a cluster was deleted.</summary>
public class UnseenClusterTests
{
    private static readonly (string, string) s_report = ("REMEDIATION_MODE", "report");

    [Fact]
    public async Task A_sweep_that_cannot_open_a_cluster_answers_with_a_finding_of_its_own()
    {
        await using var story = await Story.BeginAsync("workshop", s_report, ("CLUSTERS", "eks-workshop"));
        story.World.InjectFault(new Fault("kubernetes", "list pods", FaultKind.Denied));
        var finding = Assert.Single((await SweepAsync(story))["findings"]!.AsArray())!;
        Assert.Equal(("diagnosed", "Undetermined", "unknown", null),
            ((string?)finding["status"], (string?)finding["cause"], (string?)finding["confidence"], (string?)finding["symptom"]));
        Assert.Equal(("eks-workshop", "", "", ""), ((string?)finding["cluster"], (string?)finding["namespace"],
            (string?)finding["workload"], (string?)finding["image"]));
        Assert.Equal("""{"pods":0,"workloads":[],"images":[],"nodes":[],"nodeCount":0,"truncated":false}""",
            finding["affected"]!.ToJsonString());
        Assert.Equal(("LeaveAlone", "None"), ((string?)finding["plan"]!["action"], (string?)finding["outcome"]!["result"]));
        Assert.Equal("gap.kubernetes.access-denied", (string?)finding["unseen"]!["code"]);
        Assert.Contains("aws eks describe-cluster", (string?)finding["evidence"]![0]!["command"], StringComparison.Ordinal);
        Assert.Equal("-", story.World.Notifications[0].Attributes["namespace"]);
    }

    [Fact]
    public async Task In_Japanese_no_part_of_the_reason_is_English()
    {
        await using var story = await Story.BeginAsync("workshop", s_report, ("CLUSTERS", "eks-workshop"), ("FINDINGS_LANGUAGE", "ja"),
            ("KUBECONFIG", "/nowhere/config"));
        await SweepAsync(story);
        var email = (string)JsonNode.Parse(story.World.Notifications[0].Message)!["email"]!;
        Assert.Contains("KUBECONFIG=\"/nowhere/config\"", email, StringComparison.Ordinal);
        Assert.Contains("ファイルがありません", email, StringComparison.Ordinal);
        Assert.DoesNotContain("there is no such file", email, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_other_clusters_of_the_sweep_are_looked_at()
    {
        await using var story = await Story.BeginAsync("workshop", s_report, ("CLUSTERS", "gone,eks-workshop"));
        var findings = (await SweepAsync(story))["findings"]!.AsArray();
        Assert.Equal([("gone", "Undetermined"), ("eks-workshop", "RepositoryPolicyDenies")],
            findings.Select(finding => ((string?)finding!["cluster"], (string?)finding["cause"])));
        Assert.Equal("gap.cluster.not-found", (string?)findings[0]!["unseen"]!["code"]);
    }

    [Fact]
    public async Task People_are_notified_once_and_each_sweep_is_counted_and_logged()
    {
        var clock = new LeapClock(60);
        await using var story = await Story.BeginAsync(Scenario.Load("healthy"),
            [s_report, StoredNotifications.Table, ("CLUSTERS", "gone")], clock: clock);
        for (var sweep = 0; sweep < 3; sweep++)
        {
            await SweepAsync(story);
            clock.Leap(TimeSpan.FromHours(2));
        }
        Assert.Single(story.World.Notifications);
        Assert.Equal(3, story.Log.Count(line => line["UnseenClusters"] is not null && (string?)line["cluster"] == "gone"));
        Assert.Equal(3, story.Log.Count(line => (string?)line["message"] == "cannot look at a cluster"));
    }

    [Fact]
    public async Task A_cluster_that_can_be_looked_at_again_is_resolved()
    {
        await using var story = await Story.BeginAsync(Scenario.Load("healthy"),
            [s_report, StoredNotifications.Table, ("CLUSTERS", "eks-workshop")]);
        story.World.InjectFault(new Fault("kubernetes", "list pods", FaultKind.Denied, Times: 1));
        await SweepAsync(story);
        Assert.Equal(["resolved"], StoredNotifications.StatusesOf(await SweepAsync(story)));
        Assert.Equal(["diagnosed", "resolved"], story.Statuses());
        Assert.Empty((await SweepAsync(story))["findings"]!.AsArray());
    }

    /// <summary>What was not seen is not over.</summary>
    [Fact]
    public async Task An_open_incident_stays_open_while_its_cluster_cannot_be_looked_at()
    {
        await using var story = await Story.BeginAsync("workshop", s_report, StoredNotifications.Table, ("CLUSTERS", "eks-workshop"));
        await SweepAsync(story);
        story.World.InjectFault(new Fault("kubernetes", "list pods", FaultKind.Denied, Times: 1));
        Assert.Equal(["diagnosed"], StoredNotifications.StatusesOf(await SweepAsync(story)));
        Assert.DoesNotContain("resolved", story.Statuses());
    }

    [Theory]
    [InlineData("set-repository-policy")]
    [InlineData("image-deleted")]
    public async Task An_event_about_a_repository_is_not_retried_for_a_cluster_that_is_gone(string way)
    {
        await using var story = await Story.BeginAsync("workshop", s_report, ("CLUSTERS", "gone,eks-workshop"));
        var findings = (await story.DeliverAsync(EventSource.Payload(way, story)))["findings"]!.AsArray();
        Assert.Contains(findings, finding => (string?)finding!["cluster"] == "gone");
    }

    /// <summary>No sweep brings it back, so the event is kept until someone has let the function in.</summary>
    [Fact]
    public async Task An_alarm_about_a_cluster_that_cannot_be_opened_is_kept()
    {
        await using var story = await Story.BeginAsync("workshop", s_report, ("CLUSTERS", "eks-workshop"));
        story.World.InjectFault(new Fault("kubernetes", "list pods", FaultKind.Denied));
        await Assert.ThrowsAsync<ClusterUnreachableException>(() => story.DeliverAsync());
    }

    private static Task<JsonObject> SweepAsync(Story story) => story.DeliverAsync(EventSource.Payload("schedule", story));
}
