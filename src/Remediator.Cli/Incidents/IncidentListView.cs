using Remediator.Core.Findings;
using Remediator.Core.Incidents;
using Remediator.Core.Verdicts;
using Spectre.Console;

namespace Remediator.Cli.Incidents;

/// <summary>The incidents as a table, and below it what awaits a decision, ready to copy.</summary>
internal static class IncidentListView
{
    public static void Show(TerminalPage page, IReadOnlyList<(Incident Incident, ReadyCommands Ready)> rows, OpenTable table)
    {
        if (rows.Count == 0)
        {
            page.Line(page.Say($"No incidents are stored in table {TerminalText.Escape(table.Name)}.",
                $"テーブル {TerminalText.Escape(table.Name)} にインシデントはありません。"));
            return;
        }
        foreach (var line in TextTable.Of([["KEY", "STATUS", "SINCE", "CAUSE", "WORKLOAD", "IMAGE"],
            .. rows.Select(row => Cells(row.Incident))]))
            page.Line(line);
        ShowCommands(page, [.. rows.Select(row => row.Ready).Where(ready => ready.Approval is not null)], table);
    }

    public static void ShowCommands(TerminalPage page, IReadOnlyList<ReadyCommands> all, OpenTable table)
    {
        foreach (var ready in all.Where(ready => ready.In(table).Any()))
        {
            page.Line();
            if (ready.Until is { } until)
                page.Line(page.Say($"[bold]{TerminalText.Escape(ready.Key)}[/] awaits approval until {until}:",
                    $"[bold]{TerminalText.Escape(ready.Key)}[/] は {until} まで承認を待っています:"));
            else
                page.Line(page.Say("Commands:", "コマンド:"));
            foreach (var command in ready.In(table))
                page.Unwrapped($"   $ {command}", Style.Plain);
        }
    }

    private static string[] Cells(Incident incident) =>
    [
        TerminalText.Escape(incident.Key), incident.Status.WireName, $"{incident.FirstSeen.UtcDateTime:yyyy-MM-dd HH:mm}Z",
        incident.Cause.WireName,
        incident.Failure is { Unseen: null, First: var first } ? TerminalText.Escape($"{first.Namespace}/{first.Workload}") : "",
        TerminalText.Escape(incident.Failure.Image.Text),
    ];
}
