using System.Text.Json.Nodes;
using Remediator.Core.Common;
using Remediator.Core.Verdicts;
using Remediator.Core.Wording;
using Spectre.Console;

namespace Remediator.Cli.Views;

/// <summary>What the function answered: the verdict, each link of the chain, and the change.</summary>
internal static class FindingView
{
    private static readonly Style Command = new(decoration: Decoration.Dim);

    /// <param name="heading">Written above each finding.</param>
    public static async Task ShowAsync(TerminalPage page, JsonObject answer, Action<JsonObject> heading, CancellationToken cancelled)
    {
        var findings = answer["findings"]!.AsArray();
        if (findings.Count == 0) page.Line($"[green]✓[/] {page.Say("No finding: every image was pulled.", "検出事項はありません。すべてのイメージがプルされました。")}");
        foreach (var finding in findings.OfType<JsonObject>())
        {
            heading(finding);
            foreach (var evidence in finding["evidence"]!.AsArray())
            {
                Show(page, evidence!);
                await Task.Delay(page.Beat, cancelled);
            }
            Conclude(page, finding);
            await Task.Delay(page.Beat, cancelled);
            PlanView.Show(page, finding);
            await Task.Delay(page.Beat, cancelled);
        }
    }

    private static void Conclude(TerminalPage page, JsonObject finding)
    {
        var (words, status, confidence) = (Words.In(page.Language), (string?)finding["status"], (string)finding["confidence"]!);
        page.Line();
        page.Line($"{page.Say("Cause ", "原因")}  [bold]{TerminalText.Escape(words.Phrase((string)finding["cause"]!))}[/] ({TerminalText.Escape(page.Say(confidence, words.Of(Names.Parse<Confidence>(confidence))))})");
        page.Line($"{page.Say("Status", "状態")}  [bold {(status is "fixed" or "resolved" ? "green" : "olive")}]{TerminalText.Escape(words.Of(Names.Parse<Remediator.Core.Findings.Status>(status!)))}[/]");
        foreach (var unknown in finding["unknowns"]!.AsArray()) page.Line($"[olive]?[/] {page.Say("not known:", "不明:")} {TerminalText.Escape(words.Phrase((string)unknown!))}");
    }

    private static void Show(TerminalPage page, JsonNode evidence)
    {
        var words = Words.In(page.Language);
        var row = new Grid();
        row.AddColumn(new GridColumn { NoWrap = true, Padding = new(1, 0, 1, 0) }).AddColumn(new GridColumn { NoWrap = true, Width = 22, Padding = new(0, 0, 0, 0) }).AddColumn();
        row.AddRow(Mark((string?)evidence["result"]), $"[bold]{TerminalText.Escape(words.Of(Names.Parse<Step>((string)evidence["step"]!)))}[/]",
            string.Join('\n', LineWrap.Cell(TerminalText.Clean(words.Phrase((string)evidence["what"]!)), page.Room - 27).Select(Markup.Escape)));
        page.Console.Write(row);
        if ((string?)evidence["command"] is { } command)
            page.Unwrapped($"   $ {(page.IsPlain ? command : TerminalText.Truncate(command, 4 * page.Width))}", Command);
    }

    private static string Mark(string? result) => result switch
    {
        "pass" => "[green]✓[/]",
        "fail" => "[red]✗[/]",
        "unknown" => "[olive]?[/]",
        _ => "[dim]–[/]",
    };
}
