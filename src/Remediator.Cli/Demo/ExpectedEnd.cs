using Remediator.Sandbox.Model;
using Remediator.Sandbox.Recording;

namespace Remediator.Cli.Demo;

/// <summary>The end a scenario should reach in a mode.</summary>
/// <param name="Status">Null: no finding at all.</param>
/// <param name="English">The scenario's own words; null where the mode is not its own.</param>
public sealed record ExpectedEnd(string? Status, string? Cause, bool PodRunning, string? English)
{
    /// <summary>
    /// A scenario states the end of its own mode; where the function only reports, it finds the same cause and changes nothing.
    /// </summary>
    public static ExpectedEnd Of(Scenario scenario, string mode)
    {
        var expected = scenario.Expected;
        return mode == scenario.Mode || mode != "report" || expected.Status is null
            ? new(expected.Status, expected.Cause, expected.PodRunning, scenario.Ends)
            : new("diagnosed", expected.Cause, PodRunning: false, null);
    }

    /// <summary>In other languages it is derived from what is expected: a scenario's own words are English.</summary>
    public string In(Language language, Catalogue catalogue) =>
        language is Language.En && English is { } own ? own : catalogue.Text(Derived);

    private Message Derived => Cause is null
        ? new Message("cli.end.without-cause", ("status", StatusWord), ("pods", PodsWord))
        : new Message("cli.end.with-cause",
            ("status", StatusWord), ("cause", Message.Of("cause", Cause, "name")), ("pods", PodsWord));

    private Message StatusWord => Status is null ? new Message("cli.end.no-finding") : Message.Of("status", Status);

    private Message PodsWord => PodRunning ? new Message("cli.end.running") : new Message("cli.end.waiting");

    private bool MayWrite => Status is "fixed" or "rolled-back";

    /// <summary>In what the run differs from the stated end; empty if it was reached.</summary>
    public IReadOnlyList<Message> MissedBy(JsonObject answer, bool podRunning, IReadOnlyList<Call> calls) =>
        [.. Differences(answer["findings"]!.AsArray().FirstOrDefault(), podRunning,
            [.. WriteCalls.Among(calls).Select(WriteCalls.NameOf)])];

    private IEnumerable<Message> Differences(JsonNode? finding, bool podRunning, string[] writes)
    {
        var (status, cause) = ((string?)finding?["status"], (string?)finding?["cause"]);
        if (status != Status)
            yield return new Message("cli.missed.status",
                ("status", Named(status, new Message("cli.end.no-finding"))),
                ("expected", Named(Status, new Message("cli.end.no-finding"))));
        if (cause != Cause)
            yield return new Message("cli.missed.cause",
                ("cause", Named(cause, new Message("cli.missed.none"))), ("expected", Named(Cause, new Message("cli.missed.none"))));
        if (podRunning != PodRunning)
            yield return podRunning ? new Message("cli.missed.running") : new Message("cli.missed.waiting");
        if (writes.Length > 0 && !MayWrite)
            yield return new Message("cli.missed.written", ("calls", string.Join(", ", writes)));
    }

    private static MessageValue Named(string? name, Message none) => name is null ? none : name;
}
