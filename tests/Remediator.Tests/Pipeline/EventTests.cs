using System.Text.Json.Nodes;
using Remediator.Core.Triggers;
using Remediator.Sandbox.Model;

namespace Remediator.Tests.Pipeline;

/// <summary>What is delivered to the function, and what it makes of it.</summary>
public class EventTests
{
    private static readonly (string, string)[] s_report = [("REMEDIATION_MODE", "report")];

    [Fact]
    public async Task A_resolved_alarm_needs_no_action()
    {
        await using var story = await Story.BeginAsync("workshop");
        var answer = await story.DeliverAsync(Changed(story, alarm => alarm["detail"]!["state"]!["value"] = "OK"));
        Assert.Empty(answer["findings"]!.AsArray());
        Assert.Empty(story.Writes);
    }

    [Fact]
    public async Task An_unknown_event_is_logged_with_its_source_and_kind()
    {
        await using var story = await Story.BeginAsync("workshop");
        var answer = await story.DeliverAsync(Changed(story, e => (e["source"], e["detail-type"]) = ("aws.s3", "Object Created")));
        Assert.Empty(answer["findings"]!.AsArray());
        var line = Assert.Single(story.Log);
        Assert.Equal(("Information", "aws.s3", "Object Created"),
            ((string?)line["level"], (string?)line["source"], (string?)line["detail-type"]));
        Assert.Empty(story.Calls);
    }

    [Theory]
    [InlineData("account", "999900001111")]
    [InlineData("region", "eu-central-1")]
    public async Task An_alarm_of_another_account_or_region_is_not_accepted(string field, string value)
    {
        await using var story = await Story.BeginAsync("workshop");
        var answer = await story.DeliverAsync(Changed(story, alarm => alarm[field] = value));
        Assert.Empty(answer["findings"]!.AsArray());
        Assert.Contains(value, (string?)Assert.Single(story.Log)["why"], StringComparison.Ordinal);
        // the caller identity and the cluster may be read concurrently; nothing in the cluster or the registry is
        Assert.DoesNotContain(story.World.Calls,
            call => call is not { Service: "sts" } and not { Service: "eks", Operation: "DescribeCluster" });
    }

    [Theory]
    [InlineData("{}", "id")]
    [InlineData("null", "$")]
    [InlineData("[]", "$")]
    [InlineData("\"alarm\"", "$")]
    [InlineData("""{"id":1}""", "id")]
    public async Task A_payload_that_is_not_an_event_fails_with_the_field_named(string payload, string field)
    {
        await using var story = await Story.BeginAsync(Scenario.Load("healthy"));
        var error = await Assert.ThrowsAsync<MalformedEventException>(() => story.DeliverAsync(payload));
        Assert.Equal(field, error.Field);
        Assert.StartsWith($"malformed event: {field} ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id")]
    [InlineData("source")]
    [InlineData("detail-type")]
    [InlineData("account")]
    [InlineData("region")]
    [InlineData("detail")]
    [InlineData("detail.state")]
    [InlineData("detail.state.value")]
    public async Task An_alarm_that_lacks_a_field_fails_with_the_field_named(string path)
    {
        await using var story = await Story.BeginAsync(Scenario.Load("healthy"));
        var error = await Assert.ThrowsAsync<MalformedEventException>(() => story.DeliverAsync(Changed(story, alarm =>
        {
            var parts = path.Split('.');
            parts[..^1].Aggregate((JsonNode)alarm, (node, part) => node[part]!).AsObject().Remove(parts[^1]);
        })));
        Assert.Equal(path, error.Field);
    }

    [Fact]
    public async Task The_answer_names_its_schema_the_program_s_version_and_the_event()
    {
        await using var story = await Story.BeginAsync(Scenario.Load("workshop"), s_report);
        var alarm = story.World.Event;
        var answer = await story.DeliverAsync(alarm);
        Assert.Equal(
            ("remediator/1", Composition.Version, (string?)JsonNode.Parse(alarm)!["id"]),
            ((string?)answer["schema"], (string?)answer["version"], (string?)answer["event"]));
        Assert.Equal(["schema", "version", "event", "findings"], answer.Select(member => member.Key));
    }

    [Fact]
    public async Task An_alarm_about_a_missing_cluster_fails_with_its_name()
    {
        await using var story = await Story.BeginAsync("workshop");
        var error = await Assert.ThrowsAnyAsync<Exception>(() => story.DeliverAsync(Changed(story, alarm =>
            alarm["detail"]!["configuration"]!["metrics"]![0]!["metricStat"]!["metric"]!["dimensions"]!["ClusterName"] = "gone")));
        Assert.Contains("\"gone\"", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_alarm_of_the_whole_cluster_finds_the_same_incident()
    {
        await using var story = await Story.BeginAsync(Scenario.Load("workshop"), s_report);
        var one = await story.FindingAsync();
        var other = Assert.Single((await story.DeliverAsync(story.ClusterAlarm()))["findings"]!.AsArray())!;
        Assert.Equal((string?)one["key"], (string?)other["key"]);
    }

    private static string Changed(Story story, Action<JsonObject> change)
    {
        var alarm = JsonNode.Parse(story.World.Event)!.AsObject();
        change(alarm);
        return alarm.ToJsonString();
    }
}
