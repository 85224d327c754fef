using Remediator.Core.Messages;
using Remediator.Core.Verdicts;
using Spectre.Console;
using Columns = Remediator.Core.Messages.Columns;
using Status = Remediator.Core.Findings.Status;

namespace Remediator.Cli.Views;

/// <summary>What the function answered: the evidence step by step, the cause, and the change.</summary>
internal sealed class FindingView(TerminalPage page)
{
    private const int StepWidth = 22;

    private static readonly Style s_command = new(decoration: Decoration.Dim);

    private static readonly Message s_cause = new("cli.finding.cause");
    private static readonly Message s_status = new("cli.finding.status");
    private static readonly Message s_next = new("cli.finding.next");

    /// <summary>The cause and the next step stand above the evidence: the reader has a pod that does not start.</summary>
    public bool IsVerdictFirst { get; init; }

    /// <summary>The evidence in a line or two a step and without its commands, and little of the policy around its change.</summary>
    public bool IsBrief { get; init; }

    /// <param name="heading">Written above each finding.</param>
    public async Task ShowAsync(JsonObject answer, Action<JsonObject> heading, CancellationToken cancelled)
    {
        var findings = answer["findings"]!.AsArray();
        if (findings.Count == 0)
            page.Line($"[green]✓[/] {page.Text(new Message("cli.finding.none"))}");
        foreach (var finding in findings.OfType<JsonObject>())
        {
            var report = StoredReport.Read(finding);
            heading(finding);
            if (IsVerdictFirst)
                Conclude(report);
            foreach (var evidence in report.Evidence)
            {
                Show(page, evidence, IsBrief);
                await Task.Delay(page.Beat, cancelled);
            }
            if (!IsVerdictFirst)
                Conclude(report);
            await Task.Delay(page.Beat, cancelled);
            PlanView.Show(page, report, IsBrief);
            await Task.Delay(page.Beat, cancelled);
        }
    }

    private void Conclude(Report report)
    {
        var colour = report.Status is Status.Fixed or Status.Resolved ? "green" : "olive";
        if (!IsVerdictFirst)
            page.Line();
        page.Line($"{Label(s_cause)}[bold]{page.Text(Labels.Cause(report))}[/]");
        page.Line($"{Label(s_status)}[bold {colour}]{page.Text(Labels.Of(report.Status))}[/]");
        foreach (var unknown in report.Unknowns)
            page.Line($"[olive]?[/] {page.Text(new Message("cli.finding.unknown", ("what", unknown)))}");
        if (!IsVerdictFirst)
            return;
        // the exact change of what this program never writes stands under the plan
        foreach (var advice in Advice.For(report with { Proposal = null }))
        {
            page.Line($"{Label(s_next)}{TerminalText.Escape(page.Catalogue.Sentence(advice.Says))}");
            if (advice.Command is { } command)
                page.Unwrapped($"   $ {command}", Style.Plain);
        }
        page.Line();
    }

    /// <summary>In a column with the others.</summary>
    private string Label(Message label)
    {
        Message[] all = IsVerdictFirst ? [s_cause, s_status, s_next] : [s_cause, s_status];
        var (text, width) = (page.Catalogue.Text(label), all.Max(one => Columns.Of(page.Catalogue.Text(one))));
        return $"{TerminalText.Escape(text)}{new string(' ', width + 2 - Columns.Of(text))}";
    }

    /// <summary>One step, with the command that shows the same.</summary>
    public static void Show(TerminalPage page, Evidence evidence, bool isBrief = false)
    {
        var row = new Grid();
        row.AddColumn(new GridColumn { NoWrap = true, Padding = new(1, 0, 1, 0) })
            .AddColumn(new GridColumn { NoWrap = true, Width = StepWidth, Padding = new(0, 0, 0, 0) })
            .AddColumn();
        var room = page.Room - StepWidth - 5;
        var lines = isBrief ? Brief(page, evidence, room) : LineWrap.Cell(page.Plain(evidence.What), room);
        row.AddRow(
            Mark(evidence.Result), $"[bold]{page.Text(Labels.Of(evidence.Step))}[/]", string.Join('\n', lines.Select(Markup.Escape)));
        page.Console.Write(row);
        if (!isBrief && evidence.Command is { } command)
            page.Unwrapped($"   $ {(page.IsPlain ? command : TerminalText.Truncate(command, 4 * page.Width))}", s_command);
    }

    /// <summary>A line for what is as it should be; two for what is not, and for what was done.</summary>
    private static IEnumerable<string> Brief(TerminalPage page, Evidence evidence, int room)
    {
        var (lines, longest) = evidence is { Result: StepResult.Pass or StepResult.Skipped, Step: < Step.Remediation } ? (1, 20) : (2, 36);
        return LineWrap.Cell(page.Plain(BriefMessage.Of(evidence.What, longest)), room, lines);
    }

    private static string Mark(StepResult result) => result switch
    {
        StepResult.Pass => "[green]✓[/]",
        StepResult.Fail => "[red]✗[/]",
        StepResult.Unknown => "[olive]?[/]",
        _ => "[dim]–[/]",
    };
}
