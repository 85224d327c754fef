using System.Text.Json.Nodes;
using Remediator.Cli.Staging;
using Remediator.Sandbox;

namespace Remediator.Tests.Pullers;

/// <summary>One event through the function beside a sandbox world, and what came of it.</summary>
internal sealed record Story(JsonArray Findings, IReadOnlyList<Call> Calls, string? Policy, bool Runs)
{
    private const string Repository = "retail-sample-app-ui";

    public JsonNode Finding => Assert.Single(Findings)!;

    public static Task<Story> OfAsync(string scenario) => OfAsync(Scenario.Load(scenario));

    public static async Task<Story> OfAsync(Scenario scenario)
    {
        var cancelled = TestContext.Current.CancellationToken;
        await using var stage = await Stage.RaiseAsync(scenario, null, new FastClock(60), _ => { }, TimeSpan.Zero, cancelled);
        Assert.True(await stage.BreakAsync(cancelled));
        var answer = await stage.InvokeAsync(stage.World.Event);
        TestContext.Current.TestOutputHelper?.WriteLine(answer.ToJsonString(new() { WriteIndented = true }));
        var runs = await stage.RunsAsync(scenario.Expected.PodRunning ? TimeSpan.FromMinutes(6) : TimeSpan.Zero, cancelled);
        return new(answer["findings"]!.AsArray(), stage.World.Calls, stage.World.RepositoryPolicy(Repository), runs);
    }

    public static string What(JsonNode finding, string step) =>
        (string)finding["evidence"]!.AsArray().Single(evidence => (string?)evidence!["step"] == step)!["what"]!;

    public bool Called(string service, string operation) => Calls.Any(call => call.Service == service && call.Operation == operation);
}
