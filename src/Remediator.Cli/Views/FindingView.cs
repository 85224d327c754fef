using Remediator.Core.Messages;
using Remediator.Core.Verdicts;
using Spectre.Console;
using Status = Remediator.Core.Findings.Status;

namespace Remediator.Cli.Views;

/// <summary>What the function answered: the evidence step by step, the cause, and the change.</summary>
internal sealed class FindingView(TerminalPage page)
{
    private const int StepWidth = 22;

    private static readonly Style s_command = new(decoration: Decoration.Dim);

    /// <summary>The cause and the next step stand above the evidence: whoever asks has a pod that does not start.</summary>
    public bool IsVerdictFirst { get; init; }

    /// <param name="heading">Written above each finding.</param>
    public async Task ShowAsync(JsonObject answer, Action<JsonObject> heading, CancellationToken cancelled)
    {
        var findings = answer["findings"]!.AsArray();
        if (findings.Count == 0)
            page.Line($"[green]✓[/] {page.Say("No finding: every image was pulled.", "検出事項はありません。すべてのイメージがプルされました。")}");
        foreach (var finding in findings.OfType<JsonObject>())
        {
            var report = StoredReport.Read(finding);
            heading(finding);
            if (IsVerdictFirst)
                Conclude(report);
            foreach (var evidence in report.Evidence)
            {
                Show(page, evidence);
                await Task.Delay(page.Beat, cancelled);
            }
            if (!IsVerdictFirst)
                Conclude(report);
            await Task.Delay(page.Beat, cancelled);
            PlanView.Show(page, report);
            await Task.Delay(page.Beat, cancelled);
        }
    }

    private void Conclude(Report report)
    {
        var catalogue = page.Catalogue;
        var colour = report.Status is Status.Fixed or Status.Resolved ? "green" : "olive";
        if (!IsVerdictFirst)
            page.Line();
        page.Line($"{page.Say("Cause ", "原因")}  [bold]{TerminalText.Escape(catalogue.Text(Labels.Cause(report)))}[/]");
        page.Line($"{page.Say("Status", "状態")}  [bold {colour}]{TerminalText.Escape(catalogue.Text(Labels.Of(report.Status)))}[/]");
        foreach (var unknown in report.Unknowns)
            page.Line($"[olive]?[/] {page.Say("could not be checked:", "確認できなかったこと:")} {TerminalText.Escape(catalogue.Text(unknown))}");
        if (!IsVerdictFirst)
            return;
        // the exact change of what this program never writes stands under the plan
        foreach (var advice in Advice.For(report with { Proposal = null }))
        {
            page.Line($"{page.Say("Next  ", "次の手順")}  {TerminalText.Escape(catalogue.Sentence(advice.Says))}");
            if (advice.Command is { } command)
                page.Unwrapped($"   $ {command}", Style.Plain);
        }
        page.Line();
    }

    /// <summary>One step, with the command that shows the same.</summary>
    public static void Show(TerminalPage page, Evidence evidence)
    {
        var row = new Grid();
        row.AddColumn(new GridColumn { NoWrap = true, Padding = new(1, 0, 1, 0) })
            .AddColumn(new GridColumn { NoWrap = true, Width = StepWidth, Padding = new(0, 0, 0, 0) })
            .AddColumn();
        var what = LineWrap.Cell(TerminalText.Clean(page.Catalogue.Text(evidence.What)), page.Room - StepWidth - 5);
        row.AddRow(
            Mark(evidence.Result), $"[bold]{TerminalText.Escape(page.Catalogue.Text(Labels.Of(evidence.Step)))}[/]",
            string.Join('\n', what.Select(Markup.Escape)));
        page.Console.Write(row);
        if (evidence.Command is { } command)
            page.Unwrapped($"   $ {(page.IsPlain ? command : TerminalText.Truncate(command, 4 * page.Width))}", s_command);
    }

    private static string Mark(StepResult result) => result switch
    {
        StepResult.Pass => "[green]✓[/]",
        StepResult.Fail => "[red]✗[/]",
        StepResult.Unknown => "[olive]?[/]",
        _ => "[dim]–[/]",
    };
}
