using System.Text.Json.Nodes;
using Remediator.Sandbox.Model;

namespace Remediator.Tests.Pipeline;

/// <summary>Every described world, walked to its end.</summary>
public class ScenarioTests
{
    private static readonly string[] s_ends = ["fixed", "rolled-back"];

    public static TheoryData<string> Names => [.. Scenario.All.Select(scenario => scenario.Name)];

    public static TheoryData<string> Unmended =>
        [.. Scenario.All.Where(scenario => !s_ends.Contains(scenario.Expected.Status)).Select(scenario => scenario.Name)];

    /// <summary>What was written; where it is asked for, Events are not counted.</summary>
    private static IEnumerable<string> Changes(Story story) =>
        story.World.Scenario.Settings.GetValueOrDefault("ANNOTATE_WORKLOADS") == "on"
            ? story.Writes.Where(write => write != "kubernetes create events") : story.Writes;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_scenario_ends_as_it_says(string name)
    {
        var expected = Scenario.Load(name).Expected;
        await using var story = await Story.BeginAsync(Scenario.Load(name), speed: 30);
        var findings = (await story.DeliverAsync())["findings"]!.AsArray();
        var first = findings.FirstOrDefault();
        Assert.Equal((expected.Status, expected.Cause), ((string?)first?["status"], (string?)first?["cause"]));
        Assert.Equal(expected.PodRunning, expected.PodRunning ? await story.RunsAsync() : story.World.Pods().All(pod => pod.Ready));
    }

    [Theory]
    [MemberData(nameof(Unmended))]
    public async Task Only_a_scenario_that_is_fixed_is_written_to(string name)
    {
        await using var story = await Story.BeginAsync(name);
        await story.DeliverAsync();
        Assert.Empty(Changes(story));
        Assert.Equal(story.Before, story.Policy);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task In_mode_report_nothing_is_ever_written(string name)
    {
        await using var story = await Story.BeginAsync(name, ("REMEDIATION_MODE", "report"));
        var answer = await story.DeliverAsync();
        Assert.Empty(Changes(story));
        Assert.All(answer["findings"]!.AsArray(), finding => Assert.Equal("diagnosed", (string?)finding!["status"]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_finding_is_reported_on_the_topic_and_in_the_log(string name)
    {
        await using var story = await Story.BeginAsync(name, ("REMEDIATION_MODE", "report"));
        string[] keys = [.. (await story.DeliverAsync())["findings"]!.AsArray().Select(finding => (string)finding!["key"]!)];
        Assert.Equal(keys, story.Log.Where(line => (string?)line["message"] == "finding").Select(line => (string)line["key"]!));
        Assert.Equal(keys, story.World.Notifications
            .Select(told => (string)JsonNode.Parse((string)JsonNode.Parse(told.Message)!["lambda"]!)!["findings"]![0]!["key"]!));
    }
}
