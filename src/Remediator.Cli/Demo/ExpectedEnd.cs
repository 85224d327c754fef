using Remediator.Sandbox.Model;
using Remediator.Sandbox.Recording;

namespace Remediator.Cli.Demo;

/// <summary>The end a scenario should reach in a mode. A null status: no finding at all.</summary>
public sealed record ExpectedEnd(string Words, string? Status, string? Cause, bool PodRunning)
{
    /// <summary>
    /// A scenario states the end of its own mode; where the function only reports, it finds the same cause and changes nothing.
    /// </summary>
    public static ExpectedEnd Of(Scenario scenario, string mode)
    {
        var expected = scenario.Expected;
        return mode == scenario.Mode || mode != "report" || expected.Status is null
            ? new(scenario.Ends, expected.Status, expected.Cause, expected.PodRunning)
            : new("diagnosed: the cause is verified and reported, nothing is written", "diagnosed", expected.Cause, PodRunning: false);
    }

    /// <summary>In Japanese it is derived from what is expected: a scenario's own words are English.</summary>
    public string In(Language language) => language is Language.Ja ? Japanese : Words;

    private string Japanese
    {
        get
        {
            var catalogue = Catalogue.In(Language.Ja);
            var status = Status is null ? "検出事項なし" : catalogue.Text(Message.Of("status", Status));
            var cause = Cause is null ? "" : $"（{catalogue.Text(Message.Of("cause", Cause, "name"))}）";
            return $"{status}{cause}、{(PodRunning ? "Pod は稼働" : "Pod は待機のまま")}";
        }
    }

    private bool MayWrite => Status is "fixed" or "rolled-back";

    /// <summary>In what the run differs from the stated end; empty if it was reached.</summary>
    public IReadOnlyList<string> MissedBy(JsonObject answer, bool podRunning, IReadOnlyList<Call> calls) =>
        [.. Differences(answer["findings"]!.AsArray().FirstOrDefault(), podRunning,
            [.. WriteCalls.Among(calls).Select(WriteCalls.NameOf)])];

    private IEnumerable<string> Differences(JsonNode? finding, bool podRunning, string[] writes)
    {
        var (status, cause) = ((string?)finding?["status"], (string?)finding?["cause"]);
        if (status != Status)
            yield return $"the status is {status ?? "no finding"}, expected is {Status ?? "no finding"}";
        if (cause != Cause)
            yield return $"the cause is {cause ?? "none"}, expected is {Cause ?? "none"}";
        if (podRunning != PodRunning)
            yield return podRunning ? "every pod runs, expected is that one waits" : "not every pod runs, expected is that all do";
        if (writes.Length > 0 && !MayWrite)
            yield return $"nothing may be written, and there was {string.Join(", ", writes)}";
    }
}
