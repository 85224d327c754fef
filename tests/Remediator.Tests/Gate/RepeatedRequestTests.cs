using System.Text.Json.Nodes;
using Amazon.DynamoDBv2.Model;
using Remediator.Notify;
using Remediator.Sandbox.Faults;
using Remediator.Sandbox.Model;
using Remediator.Tests.Notify;
using Remediator.Tests.Pipeline;
using Remediator.Tests.Repair;

namespace Remediator.Tests.Gate;

/// <summary>Approval is requested whatever was notified before, and a decision finds the workload it is about.</summary>
public class RepeatedRequestTests
{
    private static readonly (string, string)[] s_approve = [StoredNotifications.Table, ("REMEDIATION_MODE", "approve"),
        ("COOLDOWN_MINUTES", "1440")];

    [Fact]
    public async Task A_changed_plan_is_notified_within_the_cooldown_and_can_be_approved()
    {
        await using var story = await Story.BeginAsync("workshop", s_approve);
        await story.DeliverAsync();
        story.World.SetRepositoryPolicy(Story.Repository, StoredNotifications.Renamed(story.Before!));
        var anew = await story.FindingAsync();
        Assert.Equal(["awaiting-approval", "awaiting-approval"], story.Statuses());
        Assert.Equal(["fixed"], StoredNotifications.StatusesOf(await story.ApproveAsync(anew)));
    }

    [Fact]
    public async Task An_approval_request_that_was_not_delivered_is_sent_by_the_next_event()
    {
        await using var story = await Story.BeginAsync("workshop", s_approve);
        await story.DeliverAsync();
        story.World.SetRepositoryPolicy(Story.Repository, StoredNotifications.Renamed(story.Before!));
        story.World.InjectFault(new Fault("sns", "Publish", FaultKind.Denied, Times: 1));
        await Assert.ThrowsAsync<NotDeliveredException>(() => story.DeliverAsync());
        await story.DeliverAsync();
        await story.DeliverAsync();
        Assert.Equal(["awaiting-approval", "awaiting-approval"], story.Statuses());
    }

    [Fact]
    public async Task An_expired_approval_request_is_sent_again_however_long_the_cooldown()
    {
        var clock = new LeapClock(60);
        await using var story = await Story.BeginAsync(Scenario.Load("workshop"), s_approve, clock: clock);
        await story.DeliverAsync();
        await story.DeliverAsync();
        Assert.Equal(["awaiting-approval"], story.Statuses());
        clock.Leap(TimeSpan.FromMinutes(61));
        var anew = await story.FindingAsync();
        Assert.Equal(["awaiting-approval", "awaiting-approval"], story.Statuses());
        Assert.Equal(["fixed"], StoredNotifications.StatusesOf(await story.ApproveAsync(anew)));
    }

    [Fact]
    public async Task An_approval_that_was_interrupted_before_the_write_is_requested_again()
    {
        var clock = new LeapClock(40);
        await using var story = await Story.BeginAsync(Scenario.Load("workshop"), s_approve, patience: TimeSpan.FromMinutes(10),
            clock: clock);
        var asked = await story.FindingAsync();
        var approvals = story.World.Calls.Count;
        // the write never gets an answer, and is never carried out
        story.World.InjectFault(new Fault("ecr", "SetRepositoryPolicy", FaultKind.Timeout, Times: 1));
        _ = story.ApproveAsync(asked, TimeSpan.FromSeconds(300));
        Assert.True(await story.World.WaitUntilAsync(
            world => world.Calls.Skip(approvals).Any(call => call.Operation == "SetRepositoryPolicy"), TimeSpan.FromMinutes(5), Story.Stop)
            || story.World.Calls.Skip(approvals).Any(call => call.Operation == "SetRepositoryPolicy"));
        clock.Leap(TimeSpan.FromMinutes(7));
        using var second = story.Beside();
        var anew = Assert.Single((await second.InvokeAsync(story.World.Event))["findings"]!.AsArray())!;
        Assert.Equal("awaiting-approval", (string?)anew["status"]);
        Assert.Equal(2, story.Statuses().Count(status => status == "awaiting-approval"));
    }

    [Fact]
    public async Task An_approval_finds_the_workload_even_if_its_pod_was_replaced_since()
    {
        await using var story = await Story.BeginAsync("workshop", [.. s_approve, ("CLUSTERS", "eks-workshop")]);
        var asked = Assert.Single((await story.DeliverAsync(EventSource.Payload("kubernetes-event", story)))["findings"]!.AsArray())!;
        await story.ReplacePodsAsync();
        Assert.Equal(["fixed"], StoredNotifications.StatusesOf(await story.ApproveAsync(asked)));
    }

    [Fact]
    public async Task A_rejection_does_not_expire()
    {
        await using var story = await Story.BeginAsync("workshop", s_approve);
        var asked = await story.FindingAsync();
        await story.DeliverAsync(new JsonObject { ["reject"] = (string)asked["plan"]!["hash"]! }.ToJsonString(), alias: "approvals");
        using var aws = story.AsOperator();
        var item = await aws.DynamoDb("us-west-2").GetItemAsync(new GetItemRequest
        {
            TableName = "incidents",
            Key = new() { ["kind"] = new("approval"), ["key"] = new((string)asked["plan"]!["hash"]!) },
        }, Story.Stop);
        Assert.Contains("Rejected", item.Item["body"].S, StringComparison.Ordinal);
        Assert.DoesNotContain("kept_until", item.Item.Keys);
    }

    [Fact]
    public async Task An_approval_notifies_and_changes_nothing_beside_the_approved_plan()
    {
        await using var story = await Story.BeginAsync(Story.Workshop("""
            {
              "clusters": { "eks-workshop": {
                "workloads": { "default/cart": { "image": "{account}.dkr.ecr.{region}.amazonaws.com/cart:1" } } } },
              "repositories": { "cart": { "tags": { "remediator:patch": "allowed" }, "images": [ { "tags": [ "1" ] } ],
                "policy": { "Statement": [
                { "Effect": "Deny", "Principal": { "AWS": "{nodeRole}" }, "Action": [ "ecr:BatchGetImage", "ecr:PutImage" ] } ] } } }
            }
            """), s_approve);
        var asked = (await story.DeliverAsync(story.ClusterAlarm()))["findings"]!.AsArray();
        Assert.Equal(2, asked.Count);
        Assert.Equal(["fixed"], StoredNotifications.StatusesOf(await story.ApproveAsync(asked[0]!)));
        Assert.Equal(["awaiting-approval", "awaiting-approval", "fixed"], story.Statuses());
    }
}
