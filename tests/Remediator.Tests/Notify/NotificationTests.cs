using Remediator.Sandbox.Faults;
using Remediator.Sandbox.Model;
using Remediator.Tests.Pipeline;
using Remediator.Tests.Repair;

namespace Remediator.Tests.Notify;

/// <summary>One incident, one message.</summary>
public class NotificationTests
{
    private static readonly (string, string) s_report = ("REMEDIATION_MODE", "report");

    public static TheoryData<string> Tables => ["", "incidents"];

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task The_same_incident_is_notified_once_within_the_cooldown_and_diagnosed_every_time(string table)
    {
        await using var story = await Story.BeginAsync("workshop", s_report, ("INCIDENT_TABLE", table));
        for (var n = 0; n < 3; n++)
            Assert.Equal(["diagnosed"], StoredNotifications.StatusesOf(await story.DeliverAsync()));
        Assert.Equal(["diagnosed"], story.Statuses());
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task After_the_cooldown_the_incident_is_notified_again(string table)
    {
        var clock = new LeapClock(60);
        await using var story = await Story.BeginAsync(Scenario.Load("workshop"),
            [s_report, ("INCIDENT_TABLE", table), ("COOLDOWN_MINUTES", "30")], clock: clock);
        await story.DeliverAsync();
        clock.Leap(TimeSpan.FromMinutes(31));
        await story.DeliverAsync();
        Assert.Equal(["diagnosed", "diagnosed"], story.Statuses());
    }

    [Fact]
    public async Task Another_process_knows_what_is_in_the_table()
    {
        await using var story = await Story.BeginAsync("workshop", s_report, StoredNotifications.Table);
        await story.DeliverAsync();
        using var other = story.Beside();
        Assert.Equal(["diagnosed"], StoredNotifications.StatusesOf(await other.InvokeAsync(story.World.Event)));
        Assert.Equal(["diagnosed"], story.Statuses());
    }

    [Fact]
    public async Task A_changed_status_is_notified_immediately()
    {
        await using var story = await Story.BeginAsync("workshop", s_report, StoredNotifications.Table);
        await story.DeliverAsync();
        using var auto = story.Beside(("REMEDIATION_MODE", "auto"));
        await auto.InvokeAsync(story.World.Event);
        Assert.Equal(["diagnosed", "fixed"], story.Statuses());
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task A_resolved_incident_is_notified_with_its_duration_on_the_same_thread(string table)
    {
        var clock = new LeapClock(60);
        await using var story = await Story.BeginAsync(Scenario.Load("workshop"), [s_report, ("INCIDENT_TABLE", table)], clock: clock);
        await story.DeliverAsync();
        story.World.SetRepositoryPolicy(Story.Repository, null);
        Assert.True(await story.RunsAsync());
        clock.Leap(TimeSpan.FromMinutes(20));
        var resolved = Assert.Single((await story.DeliverAsync(story.Over()))["findings"]!.AsArray())!;
        Assert.Equal("resolved", (string?)resolved["status"]);
        Assert.Contains("lasted 2", (string?)resolved["outcome"]!["why"], StringComparison.Ordinal);
        Assert.Single(story.Findings().Select(finding => (string)finding["key"]!).Distinct());
        // and only once
        await story.DeliverAsync(story.Over());
        Assert.Equal(["diagnosed", "resolved"], story.Statuses());
    }

    [Fact]
    public async Task A_scan_that_finds_an_incident_healthy_again_notifies_that_it_is_resolved()
    {
        await using var story = await Story.BeginAsync("workshop", s_report, StoredNotifications.Table);
        await story.DeliverAsync();
        story.World.SetRepositoryPolicy(Story.Repository, null);
        Assert.True(await story.RunsAsync());
        Assert.Equal(["resolved"], StoredNotifications.StatusesOf(await story.DeliverAsync(story.ClusterAlarm())));
    }

    [Fact]
    public async Task An_alarm_that_goes_back_while_pods_still_wait_resolves_nothing()
    {
        await using var story = await Story.BeginAsync("workshop", s_report, StoredNotifications.Table);
        await story.DeliverAsync();
        Assert.Empty((await story.DeliverAsync(story.Over()))["findings"]!.AsArray());
    }

    [Fact]
    public async Task A_verified_fix_is_not_notified_again_as_resolved()
    {
        await using var story = await Story.BeginAsync("workshop", StoredNotifications.Table);
        await story.DeliverAsync();
        await story.DeliverAsync(story.Over());
        await story.DeliverAsync(story.ClusterAlarm());
        Assert.Equal(["fixed"], story.Statuses());
    }

    [Theory]
    [InlineData(FaultKind.Throttle)]
    [InlineData(FaultKind.ServerError)]
    [InlineData(FaultKind.Denied)]
    [InlineData(FaultKind.Garbage)]
    public async Task An_unreadable_table_prevents_every_write_but_no_notification(FaultKind kind)
    {
        await using var story = await Story.BeginAsync("workshop", StoredNotifications.Table);
        story.World.InjectFault(new Fault("dynamodb", "*", kind));
        var finding = await story.FindingAsync();
        Assert.Equal("refused", (string?)finding["status"]);
        Assert.Equal("gate.no-table", (string?)finding["outcome"]!["code"]);
        Assert.Equal(["refused"], story.Statuses());
        Assert.Equal(0, story.PolicyWrites());
    }
}
