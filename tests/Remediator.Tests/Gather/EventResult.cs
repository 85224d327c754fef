using System.Text.Json.Nodes;
using Remediator.Sandbox.Model;
using Remediator.Sandbox.Recording;
using Remediator.Tests.Pipeline;

namespace Remediator.Tests.Gather;

/// <summary>What came of one event: the findings, the calls that were made, and the policy afterwards.</summary>
internal sealed record EventResult(JsonArray Findings, IReadOnlyList<Call> Calls, string? Policy)
{
    public JsonNode Finding => Assert.Single(Findings)!;

    public (string? Cause, string? Confidence) Verdict => ((string?)Finding["cause"], (string?)Finding["confidence"]);

    public IEnumerable<string> Unknowns => Finding["unknowns"]!.AsArray().Select(unknown => (string)unknown!);

    public static Task<EventResult> OfAsync(string scenario) => OfAsync(Scenario.Load(scenario));

    public static async Task<EventResult> OfAsync(Scenario scenario)
    {
        await using var story = await Story.BeginAsync(scenario);
        return new((await story.DeliverAsync())["findings"]!.AsArray(), story.World.Calls, story.Policy);
    }

    /// <summary>The text of a step of the only finding's evidence.</summary>
    public string What(string step) =>
        (string)Finding["evidence"]!.AsArray().Single(evidence => (string?)evidence!["step"] == step)!["what"]!;

    public bool Called(string service, string operation) => Calls.Any(call => call.Service == service && call.Operation == operation);
}
