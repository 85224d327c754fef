using Remediator.Core.Incidents;
using Remediator.Sandbox.Faults;
using Remediator.Sandbox.Model;
using Remediator.State;
using Remediator.Tests.Pipeline;
using Remediator.Tests.Repair;

namespace Remediator.Tests.Notify;

/// <summary>The outcome of a write is notified even if another notifier is active, crashed or has no topic.</summary>
public class PatchOutcomeTests
{
    private static readonly TimeSpan s_remaining = TimeSpan.FromSeconds(300);
    private static readonly (string, string) s_cluster = ("CLUSTERS", "eks-workshop");

    [Fact]
    public async Task A_fix_whose_notifier_crashed_is_notified_when_the_alarm_is_resolved()
    {
        var (clock, at) = (new LeapClock(40), 0);
        await using (var healthy = await Story.BeginAsync(Scenario.Load("workshop"), [StoredNotifications.Table, s_cluster], speed: 40))
        {
            await healthy.DeliverAsync(remaining: s_remaining);
            at = healthy.World.Calls.ToList().FindIndex(call => call is { Service: "kubernetes", Operation: "patch deployments" }) + 3;
        }
        await using var story = await Story.BeginAsync(Scenario.Load("workshop"), [StoredNotifications.Table, s_cluster],
            patience: TimeSpan.FromMinutes(10), clock: clock);
        story.World.HangFromCall(at);
        _ = story.DeliverAsync(remaining: s_remaining);
        Assert.True(await story.RunsAsync());
        Assert.Equal(1, story.PolicyWrites());
        Assert.Empty(story.Statuses());
        story.World.HangFromCall(null);
        clock.Leap(s_remaining + TimeSpan.FromMinutes(2));
        using var second = story.Beside();
        Assert.Equal(["fixed"], StoredNotifications.StatusesOf(await second.InvokeAsync(story.Over(), s_remaining)));
        Assert.Equal(["fixed"], story.Statuses());
        Assert.Equal(1, story.PolicyWrites());
    }

    [Fact]
    public async Task An_incident_whose_patch_cannot_be_taken_over_is_not_notified_as_resolved()
    {
        await using var story = await Story.BeginAsync("workshop", StoredNotifications.Table, s_cluster);
        var key = await LockedAsync(story);
        await story.DeliverAsync(remaining: s_remaining);
        Assert.True(await story.RunsAsync());
        Assert.Empty(StoredNotifications.StatusesOf(await Reporting(story).InvokeAsync(story.Over())));
        await UnlockedAsync(story, key);
        Assert.Equal(["fixed"], StoredNotifications.StatusesOf(await story.DeliverAsync(story.Over())));
        Assert.Equal(["diagnosed", "fixed"], story.Statuses());
    }

    [Fact]
    public async Task The_outcome_of_a_patch_is_notified_after_another_notifier_has_finished()
    {
        await using var story = await Story.BeginAsync(Scenario.Load("still-denied-after-fix"), [StoredNotifications.Table], speed: 20);
        var key = await LockedAsync(story);
        var patching = story.DeliverAsync(remaining: s_remaining);
        Assert.True(await story.World.WaitUntilAsync(_ => story.PolicyWrites() == 2, s_remaining, Story.Stop));
        await UnlockedAsync(story, key);
        await patching;
        Assert.Equal(["diagnosed", "rolled-back"], story.Statuses());
    }

    [Fact]
    public async Task The_outcome_of_a_patch_is_left_to_the_next_event_while_another_notifier_holds_the_lock()
    {
        await using var story = await Story.BeginAsync("still-denied-after-fix", StoredNotifications.Table);
        var key = await LockedAsync(story);
        await story.DeliverAsync(remaining: s_remaining);
        Assert.Equal(["diagnosed"], story.Statuses());
        Assert.Equal(PatchPhase.Ended, (await LatestAsync(story, key)).Phase);
        await UnlockedAsync(story, key);
        await story.DeliverAsync(remaining: s_remaining);
        Assert.Equal(["diagnosed", "rolled-back"], story.Statuses());
        Assert.Equal(PatchPhase.Notified, (await LatestAsync(story, key)).Phase);
    }

    [Fact]
    public async Task A_failed_rollback_is_notified_however_soon_after_another_failure()
    {
        await using var story = await Story.BeginAsync(Scenario.Load("still-denied-after-fix"), [StoredNotifications.Table],
            patience: TimeSpan.FromMilliseconds(500));
        story.World.InjectFault(new Fault("ecr", "SetRepositoryPolicy", FaultKind.Throttle, Times: 2));
        await story.DeliverAsync(remaining: s_remaining);
        story.World.InjectFault(new Fault("ecr", "SetRepositoryPolicy", FaultKind.Denied, After: 1));
        await story.DeliverAsync(remaining: s_remaining);
        Assert.Equal(["Failed", "RollbackFailed"], story.Findings().Select(finding => (string?)finding["outcome"]!["result"]));
    }

    [Fact]
    public async Task A_write_that_changes_nothing_is_notified_once_within_the_cooldown()
    {
        await using var story = await Story.BeginAsync("workshop", StoredNotifications.Table);
        story.World.InjectFault(new Fault("ecr", "SetRepositoryPolicy", FaultKind.Denied));
        await story.DeliverAsync();
        await story.DeliverAsync();
        Assert.Equal(["failed"], story.Statuses());
    }

    [Fact]
    public async Task An_incident_found_by_a_process_without_a_topic_is_notified_by_one_that_has_it()
    {
        await using var story = await Story.BeginAsync("workshop", StoredNotifications.Table, ("REMEDIATION_MODE", "report"));
        using var laptop = story.Beside(("FINDINGS_TOPIC_ARN", ""));
        await laptop.InvokeAsync(story.World.Event);
        Assert.Empty(story.Statuses());
        await story.DeliverAsync();
        await laptop.InvokeAsync(story.World.Event);
        await story.DeliverAsync();
        Assert.Equal(["diagnosed"], story.Statuses());
    }

    /// <summary>Diagnosed by a process in mode report, and then locked by a notifier that never finishes.</summary>
    private static async Task<string> LockedAsync(Story story)
    {
        await Reporting(story).InvokeAsync(story.World.Event);
        using var aws = story.AsOperator();
        IncidentStore memory = StoredNotifications.Remembered(aws);
        var key = Assert.Single(await memory.AllAsync(why => Assert.Fail($"{why}"), Story.Stop)).Key;
        Assert.True(await memory.LockAsync($"telling {key}", "other", DateTimeOffset.UtcNow.AddYears(1), Story.Stop));
        return key;
    }

    private static async Task UnlockedAsync(Story story, string key)
    {
        using var aws = story.AsOperator();
        await StoredNotifications.Remembered(aws).UnlockAsync($"telling {key}", "other", Story.Stop);
    }

    private static async Task<PatchRecord> LatestAsync(Story story, string key)
    {
        using var aws = story.AsOperator();
        return await StoredNotifications.Remembered(aws).LatestPatchAsync(key);
    }

    private static Remediator.Cli.Hosting.SandboxFunction.SecondProcess Reporting(Story story) =>
        story.Beside(("REMEDIATION_MODE", "report"));
}
