using System.Text.Json.Nodes;
using Remediator.Sandbox.Model;

namespace Remediator.Tests.Pipeline;

/// <summary>Worlds and events that people described in public, with the answer that would have helped them.</summary>
public class ReportedWorldTests
{
    /// <summary>The pod that the events are about, whose name each world makes anew.</summary>
    private const string ReportedPod = "ui-private-7655bf59b9-jprrj";

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
    public async Task A_reported_event_leads_to_what_fails(string id)
    {
        var reported = Read("reported-events.jsonl").Single(line => (string?)line["id"] == id);
        await using var story = await Story.BeginAsync(
            (string)reported["world"]!, ("CLUSTERS", "eks-workshop"), ("REMEDIATION_MODE", "report"));
        var pod = story.World.Pods().First(pod => pod.Name.StartsWith("ui-private", StringComparison.Ordinal));
        var payload = reported["event"]!.ToJsonString().Replace(ReportedPod, pod.Name, StringComparison.Ordinal);
        var findings = (await story.DeliverAsync(payload))["findings"]!.AsArray();
        Assert.Contains(findings, finding => (string?)finding!["cause"] == (string)reported["cause"]!
            && reported["names"]!.AsArray().All(name => finding.ToJsonString().Contains((string)name!, StringComparison.Ordinal)));
        Assert.DoesNotContain(story.Log, line => (string?)line["message"] == "event is not ours");
    }

    private static IEnumerable<JsonNode> Read(string file) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Pipeline", file)).Select(line => JsonNode.Parse(line)!);
}
