using System.Globalization;
using Remediator.Sandbox.Recording;

namespace Remediator.Cli.Demo;

/// <summary>Shows the time taken, what was written, and whether the expected end was reached.</summary>
internal static class ResultView
{
    /// <param name="end">The expected one, in words.</param>
    public static void Show(TerminalPage page, string end, IReadOnlyList<Message> missed, IReadOnlyList<Call> calls, TimeSpan took,
        DemoSpeed speed)
    {
        page.Line();
        page.Line(page.Text(new Message("cli.result.time",
            ("simulated", (long)Math.Round(took.TotalSeconds)),
            ("real", (took.TotalSeconds / speed.ClockFactor).ToString("0.0", CultureInfo.InvariantCulture)))));
        string[] writes = [.. WriteCalls.Among(calls).Select(WriteCalls.NameOf)];
        page.Line(page.Text(writes.Length == 0
            ? new Message("cli.result.calls", ("count", calls.Count))
            : new Message("cli.result.changes",
                ("count", calls.Count), ("changed", writes.Length), ("names", string.Join(", ", writes)))));
        if (calls.Count(WriteCalls.IsEvent) is > 0 and var events)
            page.Line(page.Text(new Message("cli.result.events", ("count", events))));
        page.Line();
        page.Line(missed.Count == 0
            ? $"[bold green]✓ {page.Text(new Message("cli.result.reached"))}[/]  {TerminalText.Escape(end)}"
            : $"[bold red]✗ {page.Text(new Message("cli.result.not-reached"))}[/]  {TerminalText.Escape(end)}");
        foreach (var difference in missed)
            page.Line($"  [red]{page.Text(difference)}[/]");
    }
}
