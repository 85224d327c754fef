using Remediator.Sandbox.Model;
using Remediator.Tests.Notify;
using Remediator.Tests.Pipeline;
using Remediator.Tests.Repair;

namespace Remediator.Tests.Gate;

/// <summary>Several failures may wait for one plan: those of clusters or node groups that share a role.</summary>
public class SharedPlanTests
{
    private const string NodeRole = "eksctl-eks-workshop-nodegroup-defa-NodeInstanceRole-vWD7AqRmnZ2x";

    private static readonly Scenario s_twoClusters = Story.Workshop($$"""
        {
          "clusters": { "blue": {
            "nodeGroups": { "blue": { "role": "{{NodeRole}}" } },
            "nodes": { "ip-10-42-9-9.us-west-2.compute.internal": { "instance": "i-0aaaaaaaaaaaaaaa0", "nodeGroup": "blue",
              "zone": "us-west-2a" } },
            "workloads": { "default/ui-blue": { "image": "{account}.dkr.ecr.{region}.amazonaws.com/retail-sample-app-ui:1.2.1" } } } }
        }
        """);

    private static readonly Scenario s_twoNodeGroups = Story.Workshop($$"""
        {
          "clusters": { "eks-workshop": {
            "nodeGroups": { "other": { "role": "{{NodeRole}}" } },
            "nodes": { "ip-10-42-147-12.us-west-2.compute.internal": { "nodeGroup": "other" } },
            "workloads": { "default/ui-second": { "image": "{account}.dkr.ecr.{region}.amazonaws.com/retail-sample-app-ui:1.2.1" } } } }
        }
        """);

    private static readonly (string, string)[] s_approve = [StoredNotifications.Table, ("REMEDIATION_MODE", "approve"),
        ("CLUSTERS", "eks-workshop,blue")];

    [Fact]
    public async Task An_approval_applies_to_every_cluster_that_requested_it()
    {
        await using var story = await Story.BeginAsync(s_twoClusters, s_approve);
        await BackingOffAsync(story);
        var asked = (await story.DeliverAsync(EventSource.Payload("schedule", story)))["findings"]!.AsArray();
        Assert.Equal(["awaiting-approval", "awaiting-approval"], asked.Select(finding => (string?)finding!["status"]));
        Assert.Single(asked.Select(finding => (string)finding!["plan"]!["hash"]!).Distinct());
        var done = (await story.ApproveAsync(asked[0]!))["findings"]!.AsArray();
        Assert.Equal([("blue", "fixed", true), ("eks-workshop", "fixed", true)],
            done.Select(finding => ((string)finding!["cluster"]!, (string)finding["status"]!,
                (bool)finding["outcome"]!["verified"]!)).Order());
        Assert.Equal(["awaiting-approval", "awaiting-approval", "fixed", "fixed"], story.Statuses());
        Assert.Equal(1, story.PolicyWrites());
        Assert.True(await story.RunsAsync());
    }

    [Fact]
    public async Task An_approval_changes_nothing_where_nothing_fails_any_more()
    {
        await using var story = await Story.BeginAsync(s_twoClusters, s_approve);
        await BackingOffAsync(story);
        var hash = (await story.DeliverAsync(EventSource.Payload("schedule", story)))["findings"]!.AsArray()[0]!;
        story.World.SetRepositoryPolicy(Story.Repository, null);
        Assert.True(await story.RunsAsync());
        Assert.Equal(["resolved", "resolved"], StoredNotifications.StatusesOf(await story.ApproveAsync(hash)));
        Assert.Empty(story.Writes);
    }

    [Theory]
    [InlineData("SetRepositoryPolicy", 0)]
    [InlineData("SetRepositoryPolicy", 1)]
    [InlineData("patch deployments", 1)]
    [InlineData("Publish", 1)]
    public async Task Every_cluster_that_requested_approval_is_fixed_even_if_the_approval_was_interrupted(string operation, int after)
    {
        var remaining = TimeSpan.FromSeconds(400);
        var (clock, at) = (new LeapClock(40), 0);
        await using (var healthy = await Story.BeginAsync(s_twoClusters, s_approve, speed: 40))
        {
            await BackingOffAsync(healthy);
            var asks = (await healthy.DeliverAsync(EventSource.Payload("schedule", healthy)))["findings"]!.AsArray();
            var before = healthy.World.Calls.Count;
            await healthy.ApproveAsync(asks[0]!, remaining);
            at = healthy.World.Calls.Skip(before).ToList().FindIndex(call => call.Operation == operation) + after;
        }
        await using var story = await Story.BeginAsync(s_twoClusters, s_approve, patience: TimeSpan.FromMinutes(10), clock: clock);
        await BackingOffAsync(story);
        var asked = (await story.DeliverAsync(EventSource.Payload("schedule", story)))["findings"]!.AsArray();
        story.World.HangFromCall(story.World.Calls.Count + at);
        _ = story.ApproveAsync(asked[0]!, remaining);
        await Task.Delay(TimeSpan.FromSeconds(3), Story.Stop);
        story.World.HangFromCall(null);
        clock.Leap(remaining + TimeSpan.FromMinutes(2));
        using var second = story.Beside();
        for (var sweep = 0; sweep < 2; sweep++)
            await second.InvokeAsync(EventSource.Payload("schedule", story), TimeSpan.FromMinutes(15));
        var told = story.World.Notifications.DistinctBy(one => one.Attributes["message"])
            .Select(one => (Cluster: one.Attributes["cluster"], Status: one.Attributes["status"])).ToArray();
        if (story.World.Calls.Count(call => call is { Operation: "SetRepositoryPolicy", Status: 200 }) is 1)
            Assert.Equal(["blue", "eks-workshop"], told.Where(one => one.Status == "fixed").Select(one => one.Cluster).Order());
        else
            Assert.Equal(["blue", "blue", "eks-workshop", "eks-workshop"],
                told.Where(one => one.Status == "awaiting-approval").Select(one => one.Cluster).Order());
    }

    [Fact]
    public async Task Node_groups_that_share_a_role_are_one_incident_and_all_its_workloads_are_restarted()
    {
        // slow enough that the kubelet's own retry does not come before the restart
        await using var story = await Story.BeginAsync(s_twoNodeGroups, [StoredNotifications.Table], speed: 10);
        await BackingOffAsync(story);
        var findings = (await story.DeliverAsync(story.ClusterAlarm()))["findings"]!.AsArray();
        var finding = Assert.Single(findings)!;
        Assert.Equal(("fixed", 2), ((string?)finding["status"], (int)finding["affected"]!["pods"]!));
        Assert.Equal(["ecr SetRepositoryPolicy", "kubernetes patch deployments", "kubernetes patch deployments"], story.Writes);
        Assert.True((bool)finding["outcome"]!["verified"]!);
        Assert.Equal(["fixed"], story.Statuses());
    }

    private static async Task BackingOffAsync(Story story) => Assert.True(await story.World.WaitUntilAsync(
        world => world.Pods().Count >= 2 && world.Pods().All(pod => pod.WaitingReason is "ErrImagePull" or "ImagePullBackOff"),
        TimeSpan.FromMinutes(10), Story.Stop));
}
