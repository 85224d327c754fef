using System.Text.Json.Nodes;
using Remediator.Sandbox.Model;
using Remediator.Tests.Notify;
using Remediator.Tests.Pipeline;

namespace Remediator.Tests.Intake;

/// <summary>Events that come through the queue between rules and function.</summary>
public class QueueTests
{
    private static readonly (string, string)[] s_report = [("REMEDIATION_MODE", "report"), ("CLUSTERS", "eks-workshop")];

    [Fact]
    public async Task The_sample_returns_no_failures_and_is_notified()
    {
        await using var story = await Story.BeginAsync("workshop", s_report);
        Assert.Equal("""{"batchItemFailures":[]}""", (await story.DeliverAsync(EventSource.Sample("queue").ToJsonString())).ToJsonString());
        Assert.Single(story.World.Notifications);
    }

    [Fact]
    public async Task Only_failed_messages_are_listed_and_the_rest_is_notified()
    {
        await using var story = await Story.BeginAsync("workshop", s_report);
        var gone = EventSource.Sample("request");
        gone["cluster"] = "gone";
        var answer = await story.DeliverAsync(EventSource.Queue(
            ("broken", "{"), ("alarm", story.World.Event), ("garbled", """{"id": 7}"""), ("request", EventSource.Payload("request", story)),
            ("no-event", "[]"), ("foreign", gone.ToJsonString()), ("over", EventSource.Sample("alarm-ok").ToJsonString())));
        Assert.Equal(
            """{"batchItemFailures":[{"itemIdentifier":"broken"},{"itemIdentifier":"garbled"},{"itemIdentifier":"no-event"}]}""",
            answer.ToJsonString());
        // two ways, one incident
        Assert.Single(story.World.Notifications);
    }

    [Theory]
    [InlineData("""{"approve": "sha256:0000"}""")]
    [InlineData("""{"approve": {"hash": "sha256:0000"}, "cluster": "eks-workshop"}""")]
    public async Task An_approval_in_an_envelope_is_ignored_and_logged(string body)
    {
        await using var story = await Story.BeginAsync("workshop", s_report);
        Assert.Equal("""{"batchItemFailures":[]}""", (await story.DeliverAsync(EventSource.Queue(("one", body)))).ToJsonString());
        Assert.Equal("an approval is accepted only as the whole payload of a direct invocation", (string?)Assert.Single(story.Log)["why"]);
        Assert.Empty(story.Calls);
    }

    [Fact]
    public async Task An_approval_in_an_event_s_detail_is_ignored_and_logged()
    {
        await using var story = await Story.BeginAsync("workshop", s_report);
        var approval = EventSource.Sample("schedule");
        (approval["source"], approval["detail-type"], approval["detail"]) = ("me", "approval",
            new JsonObject { ["approve"] = "sha256:0000" });
        Assert.Empty((await story.DeliverAsync(approval.ToJsonString()))["findings"]!.AsArray());
        Assert.Equal("event is not ours", (string?)Assert.Single(story.Log)["message"]);
    }

    /// <summary>
    /// Between two messages somebody restores the Deny: what was done for the first message was done before the second was looked at.
    /// </summary>
    [Fact]
    public async Task A_message_is_handled_with_the_state_at_the_moment_it_is_taken_from_its_batch()
    {
        Story? running = null;
        var isBroken = false;
        await using var story = await Story.BeginAsync(Scenario.Load("workshop"), [StoredNotifications.Table, ("CLUSTERS", "eks-workshop")],
            (_, line) =>
        {
            if (isBroken || (string?)line["message"] != "finding" || (string?)line["finding"]!["status"] != "fixed")
                return;
            isBroken = true;
            Task.Run(() => running!.BreakAgainAsync()).GetAwaiter().GetResult();
        });
        running = story;
        await story.DeliverAsync(EventSource.Queue(("first", story.World.Event), ("second", story.World.Event)));
        Assert.True(isBroken);
        Assert.Equal(2, story.PolicyWrites());
    }
}
