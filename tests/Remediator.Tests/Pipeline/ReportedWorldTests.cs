using System.Text.Json.Nodes;
using Remediator.Sandbox.Model;

namespace Remediator.Tests.Pipeline;

/// <summary>Worlds and events that people described in public, with the answer that would have helped them.</summary>
public class ReportedWorldTests
{
    public static TheoryData<string> Worlds => [.. Read("reported-worlds.jsonl").Select(line => (string)line["id"]!)];

    public static TheoryData<string> Events => [.. Read("reported-events.jsonl").Select(line => (string)line["id"]!)];

    [Theory]
    [MemberData(nameof(Worlds))]
    public async Task A_reported_world_gets_its_cause_and_names_what_has_to_be_changed(string id)
    {
        var reported = Read("reported-worlds.jsonl").Single(line => (string?)line["id"] == id);
        await using var story = await Story.BeginAsync(Scenario.Parse($"{reported["world"]}"), [("CLUSTERS", "eks-workshop")]);
        // without a namespace or workload: all that fails is seen
        var finding = (await story.DeliverAsync(story.ClusterAlarm()))["findings"]!.AsArray()[0]!;
        if (reported["cause"] is { } cause)
            Assert.Equal((string?)cause, (string?)finding["cause"]);
        Assert.All(reported["names"]!.AsArray(),
            name => Assert.Contains((string)name!, finding.ToJsonString(), StringComparison.Ordinal));
        Assert.Empty(story.Writes);
    }

    [Theory]
    [MemberData(nameof(Events))]
    public async Task A_reported_event_is_followed(string id)
    {
        var reported = Read("reported-events.jsonl").Single(line => (string?)line["id"] == id)["event"]!;
        await using var story = await Story.BeginAsync("workshop", ("CLUSTERS", "eks-workshop"), ("REMEDIATION_MODE", "report"));
        await story.DeliverAsync(reported.ToJsonString());
        Assert.DoesNotContain(story.Log, line => (string?)line["message"] == "event is not ours");
        Assert.Contains(story.Calls, call => call == "kubernetes list pods");
    }

    private static IEnumerable<JsonNode> Read(string file) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Pipeline", file)).Select(line => JsonNode.Parse(line)!);
}
