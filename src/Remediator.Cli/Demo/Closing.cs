using Remediator.Cli.Terminal;
using Remediator.Sandbox;

namespace Remediator.Cli.Demo;

/// <summary>The time it took, what was written, and whether the stated end was reached.</summary>
internal static class Closing
{
    public static void Show(Page page, StatedEnd stated, IReadOnlyList<string> missed, IReadOnlyList<Call> calls, TimeSpan took, Pace pace)
    {
        var writes = Writes.Among(calls).Select(Writes.NameOf).ToArray();
        page.Line();
        page.Line($"From the alarm to the answer: {took.TotalSeconds:0} s of the world's time, {took.TotalSeconds / pace.Speed:0.0} s here (its clock runs {pace.Speed:0} times faster).");
        page.Line($"{calls.Count} calls, {(writes.Length == 0 ? "not one of them changed anything" : $"of which {writes.Length} changed something: {string.Join(", ", writes.Select(Safe.Of))}")}.");
        page.Line();
        if (missed.Count == 0) page.Line($"[bold green]✓ reached the stated end[/]  {Safe.Of(stated.Words)}");
        else page.Line($"[bold red]✗ did not reach the stated end[/]  {Safe.Of(stated.Words)}");
        foreach (var difference in missed) page.Line($"  [red]{Safe.Of(difference)}[/]");
    }
}
