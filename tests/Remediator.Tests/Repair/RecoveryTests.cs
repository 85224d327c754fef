using Remediator.Notify;
using Remediator.Repair;
using Remediator.Sandbox.Faults;
using Remediator.Sandbox.Hosting;
using Remediator.Sandbox.Model;
using Remediator.State;
using Remediator.Tests.Notify;
using Remediator.Tests.Pipeline;

namespace Remediator.Tests.Repair;

/// <summary>An interrupted invocation loses nothing and does not block the next one.</summary>
public class RecoveryTests
{
    private static readonly TimeSpan s_remaining = TimeSpan.FromSeconds(300);

    public static TheoryData<int> Reads => [.. Enumerable.Range(0, 11)];

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task The_outcome_of_a_write_is_notified_whichever_read_of_the_table_fails_before_the_next_write(int answered)
    {
        await using var story = await Story.BeginAsync("workshop", StoredNotifications.Table);
        story.World.InjectFault(new Fault("sns", "Publish", FaultKind.Denied, Times: 1));
        await Assert.ThrowsAsync<NotDeliveredException>(() => story.DeliverAsync());
        await story.BreakAgainAsync(StoredNotifications.Renamed(story.Before!));
        story.World.InjectFault(new Fault("dynamodb", "GetItem", FaultKind.Denied, Times: 1, After: answered));
        await story.DeliverAsync();
        await story.DeliverAsync();
        await story.DeliverAsync();
        Assert.Equal(2, story.PolicyWrites());
        Assert.Equal(2, story.Statuses().Count(status => status == "fixed"));
    }

    [Fact]
    public async Task An_outcome_that_cannot_be_delivered_does_not_prevent_other_fixes()
    {
        await using var story = await Story.BeginAsync(Story.Workshop("""
            {
              "clusters": { "eks-workshop": {
                "workloads": { "default/cart": { "image": "{account}.dkr.ecr.{region}.amazonaws.com/cart:1" } } } },
              "repositories": { "cart": { "tags": { "remediator:patch": "allowed" }, "images": [ { "tags": [ "1" ] } ],
                "policy": { "Statement": [
                { "Effect": "Deny", "Principal": { "AWS": "{nodeRole}" }, "Action": [ "ecr:BatchGetImage", "ecr:PutImage" ] } ] } } }
            }
            """), [StoredNotifications.Table]);
        story.World.InjectFault(new Fault("sns", "Publish", FaultKind.Denied, Times: 2));
        await Assert.ThrowsAsync<NotDeliveredException>(() => story.DeliverAsync());
        Assert.Equal(1, story.PolicyWrites());
        await Assert.ThrowsAsync<NotDeliveredException>(() => story.DeliverAsync(story.ClusterAlarm()));
        Assert.Equal(2, story.PolicyWrites());
        await story.DeliverAsync(story.ClusterAlarm());
        Assert.Equal(["fixed", "fixed"], story.Statuses());
    }

    [Fact]
    public async Task A_resolution_that_cannot_be_delivered_does_not_prevent_other_notifications()
    {
        await using var story = await Story.BeginAsync(Story.Workshop("""
            {
              "clusters": { "eks-workshop": {
                "workloads": { "default/cart": { "image": "{account}.dkr.ecr.{region}.amazonaws.com/cart:1" } } } },
              "repositories": { "cart": { "images": [ { "tags": [ "1" ] } ], "policy": { "Statement": [
                { "Effect": "Deny", "Principal": { "AWS": "{nodeRole}" }, "Action": [ "ecr:BatchGetImage", "ecr:PutImage" ] } ] } } }
            }
            """), [StoredNotifications.Table, ("REMEDIATION_MODE", "report")]);
        await story.DeliverAsync(story.ClusterAlarm());
        story.World.SetRepositoryPolicy(Story.Repository, null);
        story.World.SetRepositoryPolicy("cart", null);
        Assert.True(await story.RunsAsync());
        story.World.InjectFault(new Fault("sns", "Publish", FaultKind.Denied, Times: 1));
        await Assert.ThrowsAsync<NotDeliveredException>(() => story.DeliverAsync(story.ClusterAlarm()));
        Assert.Equal(["diagnosed", "diagnosed", "resolved"], story.Statuses());
    }

    [Fact]
    public async Task A_patch_that_a_person_rolled_back_is_not_verified_any_further()
    {
        var clock = new LeapClock(40);
        await using var story = await Story.BeginAsync(Scenario.Load("workshop"), [StoredNotifications.Table, ("RESTART_WORKLOADS", "off")],
            (world, line) =>
        {
            if ((string?)line["message"] == "repository policy changed")
                world.HangFromCall(world.Calls.Count + 1);
        }, patience: TimeSpan.FromMinutes(10), clock: clock);
        _ = story.DeliverAsync(remaining: s_remaining);
        Assert.True(await story.RunsAsync());
        story.World.HangFromCall(null);
        clock.Leap(s_remaining + TimeSpan.FromMinutes(2));
        using var aws = story.AsOperator();
        IncidentStore memory = StoredNotifications.Remembered(aws, clock);
        var key = Assert.Single(await memory.AllAsync(why => Assert.Fail($"{why}"), Story.Stop)).Key;
        Assert.IsType<RollbackResult.RolledBack>(await StoredNotifications.RollbackOf(aws, clock).RollBackAsync(key, "mary", Story.Stop));
        await story.ReplacePodsAsync();
        Assert.False((await memory.LatestPatchAsync(key)).IsUnfinished);
        using var second = story.Beside();
        Assert.Equal(["awaiting-approval"], StoredNotifications.StatusesOf(await second.InvokeAsync(story.World.Event, s_remaining)));
    }

    [Fact]
    public async Task A_rollback_with_an_unknown_outcome_does_not_say_that_nothing_was_changed()
    {
        await using var story = await Story.BeginAsync("workshop", StoredNotifications.Table);
        var key = (string)(await story.FindingAsync())["key"]!;
        using var aws = story.AsOperator();
        story.World.InjectFault(new Fault("ecr", "GetRepositoryPolicy", FaultKind.Stale, After: 1));
        var result = await StoredNotifications.RollbackOf(aws, new FastClock(60)).RollBackAsync(key, "mary", Story.Stop);
        Assert.IsNotType<RollbackResult.Refused>(result);
    }

    [Fact]
    public async Task A_restored_policy_is_reported_even_if_the_rollback_could_not_be_stored()
    {
        await using var story = await Story.BeginAsync("workshop", StoredNotifications.Table);
        var key = (string)(await story.FindingAsync())["key"]!;
        using var aws = story.AsOperator();
        // the lock and the manual change are stored, and nothing after them
        story.World.InjectFault(new Fault("dynamodb", "PutItem", FaultKind.Denied, After: 2));
        var back = Assert.IsType<RollbackResult.RolledBack>(
            await StoredNotifications.RollbackOf(aws).RollBackAsync(key, "mary", Story.Stop));
        Assert.NotNull(back);
    }

    [Fact]
    public async Task A_node_that_could_not_be_read_once_is_read_again_during_verification()
    {
        await using var story = await Story.BeginAsync(Scenario.Load("workshop"), [StoredNotifications.Table], speed: 20);
        story.World.InjectFault(new Fault("kubernetes", "get nodes", FaultKind.Denied, Times: 1, After: 1));
        Assert.True((bool)(await story.FindingAsync(s_remaining))["outcome"]!["verified"]!);
    }
}
