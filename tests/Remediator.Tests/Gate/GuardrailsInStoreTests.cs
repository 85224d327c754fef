using Remediator.Sandbox.Faults;
using Remediator.Sandbox.Model;
using Remediator.Tests.Notify;
using Remediator.Tests.Pipeline;

namespace Remediator.Tests.Gate;

/// <summary>Guardrails that depend on the incident table.</summary>
public class GuardrailsInStoreTests
{
    [Fact]
    public async Task The_item_control_stops_all_writing_at_once()
    {
        await using var story = await Story.BeginAsync("workshop", StoredNotifications.Table);
        await story.StopWritingAsync();
        var finding = await story.FindingAsync();
        Assert.Equal("refused", (string?)finding["status"]);
        Assert.Equal("gate.stopped", (string?)finding["outcome"]!["code"]);
        Assert.Empty(story.Writes);
    }

    /// <summary>How many reads of the table are answered before one is not.</summary>
    public static TheoryData<int> Reads => [.. Enumerable.Range(0, 12)];

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task The_item_control_stops_all_writing_even_if_it_cannot_be_read(int answered)
    {
        await using var story = await Story.BeginAsync("workshop", StoredNotifications.Table);
        await story.StopWritingAsync();
        story.World.InjectFault(new Fault("dynamodb", "GetItem", FaultKind.Denied, Times: 1, After: answered));
        await story.DeliverAsync();
        Assert.Empty(story.Writes);
    }

    [Fact]
    public async Task The_item_control_stops_rollbacks_too_and_that_is_reported_as_critical()
    {
        Story? running = null;
        var stopping = Task.CompletedTask;
        await using var story = await Story.BeginAsync(Scenario.Load("still-denied-after-fix"), [StoredNotifications.Table], (_, line) =>
        {
            if ((string?)line["message"] == "repository policy changed")
                stopping = running!.StopWritingAsync();
        }, speed: 30);
        running = story;
        var finding = await story.FindingAsync(TimeSpan.FromSeconds(300));
        await stopping;
        Assert.Equal(("failed", "RollbackFailed"), ((string?)finding["status"], (string?)finding["outcome"]!["result"]));
        Assert.Equal("outcome.rollback-stopped", (string?)finding["outcome"]!["code"]);
        Assert.Equal("critical", Assert.Single(story.World.Notifications).Attributes["severity"]);
        Assert.Equal(1, story.PolicyWrites());
    }

    [Fact]
    public async Task An_exhausted_budget_makes_the_write_need_approval()
    {
        await using var story = await Story.BeginAsync("workshop", StoredNotifications.Table, ("MAX_PATCHES_PER_HOUR", "1"));
        await story.DeliverAsync();
        await story.BreakAgainAsync();
        var finding = await story.FindingAsync();
        Assert.Equal(("awaiting-approval", "Ask"), ((string?)finding["status"], (string?)finding["plan"]!["action"]));
        Assert.Equal("gate.budget-spent", (string?)finding["plan"]!["code"]);
        Assert.Equal(1, story.PolicyWrites());
    }

    [Fact]
    public async Task More_repositories_at_once_than_the_budget_all_need_approval()
    {
        await using var story = await Story.BeginAsync(Story.Workshop(GuardrailTests.TwoRepositories),
            [StoredNotifications.Table, ("MAX_PATCHES_PER_HOUR", "1")]);
        var findings = (await story.DeliverAsync(story.ClusterAlarm()))["findings"]!.AsArray();
        Assert.Equal(["awaiting-approval", "awaiting-approval"], findings.Select(finding => (string?)finding!["status"]));
        Assert.Empty(story.Writes);
    }

    [Fact]
    public async Task With_a_table_two_repositories_are_patched_and_verified_side_by_side()
    {
        await using var story = await Story.BeginAsync(Story.Workshop(GuardrailTests.TwoRepositories), [StoredNotifications.Table]);
        var findings = (await story.DeliverAsync(story.ClusterAlarm()))["findings"]!.AsArray();
        Assert.Equal(["fixed", "fixed"], findings.Select(finding => (string?)finding!["status"]));
        Assert.Equal(2, story.PolicyWrites());
    }

    [Fact]
    public async Task Of_fifty_concurrent_invocations_one_writes_and_one_notifies()
    {
        await using var story = await Story.BeginAsync(Scenario.Load("workshop"), [StoredNotifications.Table], speed: 20);
        var processes = Enumerable.Range(0, 50).Select(_ => story.Beside()).ToArray();
        await Task.WhenAll(processes.Select(process => process.InvokeAsync(story.World.Event)));
        foreach (var process in processes)
            process.Dispose();
        Assert.Equal(1, story.PolicyWrites());
        Assert.Equal(["fixed"], story.Statuses());
        Assert.True(await story.RunsAsync());
    }
}
