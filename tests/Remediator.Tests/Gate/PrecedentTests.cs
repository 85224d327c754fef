using System.Text.Json.Nodes;
using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Images;
using Remediator.Core.Incidents;
using Remediator.Sandbox.Faults;
using Remediator.State;
using Remediator.Tests.Notify;
using Remediator.Tests.Pipeline;
using Remediator.Tests.Repair;

namespace Remediator.Tests.Gate;

/// <summary>
/// Decisions of people are kept, and a change that was rolled back on evidence is not tried again, whatever can be read at the moment.
/// </summary>
public class PrecedentTests
{
    private static readonly TimeSpan s_remaining = TimeSpan.FromSeconds(300);

    /// <summary>How many reads of the table are answered before one is not; a plan's own are among the first.</summary>
    public static TheoryData<int> Reads => [.. Enumerable.Range(0, 8)];

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task A_deny_that_a_person_has_just_set_is_kept_whichever_read_of_the_table_fails(int answered)
    {
        await using var story = await Story.BeginAsync("workshop", StoredNotifications.Table);
        await ChangedByMaryAsync(story);
        story.World.InjectFault(new Fault("dynamodb", "GetItem", FaultKind.Denied, Times: 1, After: answered));
        Assert.NotEqual("fixed", (string?)(await story.FindingAsync())["status"]);
        Assert.Equal(0, story.PolicyWrites());
    }

    [Fact]
    public async Task A_write_needs_approval_when_the_last_policy_change_cannot_be_read()
    {
        await using var story = await Story.BeginAsync("workshop", StoredNotifications.Table);
        story.World.InjectFault(new Fault("dynamodb", "GetItem", FaultKind.Denied, Times: 1, After: 1));
        var asked = await story.FindingAsync();
        Assert.Equal(("awaiting-approval", "Ask"), ((string?)asked["status"], (string?)asked["plan"]!["action"]));
        Assert.Contains("who changed the repository policy last could not be read", (string?)asked["plan"]!["why"],
            StringComparison.Ordinal);
        Assert.Equal(["fixed"], StoredNotifications.StatusesOf(await story.DeliverAsync()));
    }

    [Fact]
    public async Task A_policy_change_reported_after_planning_makes_the_write_need_approval()
    {
        await using var story = await Story.BeginAsync("workshop", StoredNotifications.Table);
        await ChangedByMaryAsync(story);
        story.World.InjectFault(new Fault("dynamodb", "GetItem", FaultKind.Stale, Times: 1, After: 1));
        var asked = await story.FindingAsync();
        Assert.Equal("awaiting-approval", (string?)asked["status"]);
        Assert.Contains("mary changed the repository policy", (string?)asked["plan"]!["why"], StringComparison.Ordinal);
        Assert.Equal(0, story.PolicyWrites());
    }

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task A_rejected_plan_stays_rejected_whichever_read_of_the_table_fails(int answered)
    {
        await using var story = await Story.BeginAsync("workshop", StoredNotifications.Table, ("MAX_PATCHES_PER_HOUR", "0"));
        var hash = (string)(await story.FindingAsync())["plan"]!["hash"]!;
        Assert.Equal(["refused"],
            StoredNotifications.StatusesOf(
                await story.DeliverAsync(new JsonObject { ["reject"] = hash }.ToJsonString(), alias: "approvals")));
        using var auto = story.Beside(("MAX_PATCHES_PER_HOUR", "5"));
        story.World.InjectFault(new Fault("dynamodb", "GetItem", FaultKind.Denied, Times: 1, After: answered));
        await auto.InvokeAsync(story.World.Event);
        Assert.Equal(["refused"], StoredNotifications.StatusesOf(await auto.InvokeAsync(story.World.Event)));
        Assert.Equal(0, story.PolicyWrites());
    }

    [Fact]
    public async Task A_change_that_was_rolled_back_on_evidence_is_applied_again_only_with_approval()
    {
        await using var story = await Story.BeginAsync("still-denied-after-fix", StoredNotifications.Table);
        var hash = (string)(await story.FindingAsync(s_remaining))["plan"]!["hash"]!;
        using var other = story.Beside();
        var asked = Assert.Single((await other.InvokeAsync(story.World.Event, s_remaining))["findings"]!.AsArray())!;
        Assert.Equal(("awaiting-approval", "Ask", hash),
            ((string?)asked["status"], (string?)asked["plan"]!["action"], (string?)asked["plan"]!["hash"]));
        Assert.Equal("precedent.rolled-back", (string?)asked["plan"]!["code"]);
        Assert.Equal(2, story.PolicyWrites());
        Assert.Equal(["rolled-back"],
            StoredNotifications.StatusesOf(
                await story.DeliverAsync(new JsonObject { ["approve"] = hash }.ToJsonString(), s_remaining, "approvals")));
        Assert.Equal(["rolled-back", "awaiting-approval", "rolled-back"], story.Statuses());
        Assert.Equal(4, story.PolicyWrites());
    }

    [Fact]
    public async Task A_repository_that_was_patched_after_the_scan_is_left_to_the_next_event()
    {
        await using var story = await Story.BeginAsync("workshop", StoredNotifications.Table);
        using var aws = story.AsOperator();
        // ahead of the story's clock: after this invocation has looked, before it writes
        var since = new LeapClock(1);
        since.Leap(TimeSpan.FromHours(1));
        var repository = new EcrRepository(story.World.Scenario.Account, story.World.Scenario.Region, Story.Repository);
        await new DynamoDocuments(aws, "us-west-2", "incidents").PutAsync(
            new Document("patched", $"{repository}", 0, null, new JsonObject { ["at"] = IncidentJson.Time(since.GetUtcNow()) }), null,
            Story.Stop);
        var finding = await story.FindingAsync();
        Assert.Equal("refused", (string?)finding["status"]);
        Assert.Equal("gate.patched-since", (string?)finding["outcome"]!["code"]);
        Assert.Empty(story.Writes);
        Assert.Empty(story.Statuses());
    }

    private static async Task ChangedByMaryAsync(Story story)
    {
        using var aws = story.AsOperator();
        var scope = new Scope(story.World.Scenario.Account, story.World.Scenario.Region, "eks-workshop", null, null, null);
        await StoredNotifications.Remembered(aws).RememberChangeAsync(new EcrRepository(scope.Account, scope.Region, Story.Repository),
            new ChangedBy("mary", DateTimeOffset.UtcNow), Story.Stop);
    }
}
