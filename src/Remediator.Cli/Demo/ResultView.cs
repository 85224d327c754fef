using Remediator.Sandbox.Recording;

namespace Remediator.Cli.Demo;

/// <summary>Shows the time taken, what was written, and whether the expected end was reached.</summary>
internal static class ResultView
{
    public static void Show(TerminalPage page, ExpectedEnd expected, IReadOnlyList<string> missed, IReadOnlyList<Call> calls, TimeSpan took,
        DemoSpeed speed)
    {
        var writes = WriteCalls.Among(calls).Select(WriteCalls.NameOf).ToArray();
        page.Line();
        page.Line(page.Say(
            $"From the alarm to the answer: {took.TotalSeconds:0} s of the world's time, {took.TotalSeconds / speed.ClockFactor:0.0} s "
            + $"here (its clock runs {speed.ClockFactor:0} times faster).",
            $"アラームから応答まで: サンドボックスの時間で {took.TotalSeconds:0} 秒、実時間で {took.TotalSeconds / speed.ClockFactor:0.0} 秒（時計は "
            + $"{speed.ClockFactor:0} 倍速）。"));
        var named = string.Join(", ", writes.Select(TerminalText.Escape));
        page.Line(page.Say(
            $"{calls.Count} calls, "
            + $"{(writes.Length == 0 ? "none of which changed anything" : $"of which {writes.Length} changed something: {named}")}.",
            $"呼び出しは {calls.Count} 回、{(writes.Length == 0 ? "何も変更していません" : $"うち {writes.Length} 回が変更: {named}")}。"));
        if (calls.Count(WriteCalls.IsEvent) is > 0 and var events)
            page.Line(page.Say($"{events} Events on workloads and pods, as kubectl describe shows them.",
                $"ワークロードと Pod にイベントを {events} 件書き込みました（kubectl describe で表示されます）。"));
        page.Line();
        if (missed.Count == 0)
            page.Line(
                $"[bold green]✓ {page.Say("reached the expected end", "想定される結末に到達")}[/]  "
                + $"{TerminalText.Escape(expected.In(page.Language))}");
        else
            page.Line(
                $"[bold red]✗ {page.Say("did not reach the expected end", "想定される結末に未到達")}[/]  "
                + $"{TerminalText.Escape(expected.In(page.Language))}");
        foreach (var difference in missed)
            page.Line($"  [red]{TerminalText.Escape(difference)}[/]");
    }
}
