using Remediator.Core.Findings;
using Remediator.Core.Incidents;
using Remediator.Core.Verdicts;
using Spectre.Console;

namespace Remediator.Cli.Incidents;

/// <summary>The incidents as a table, and below it what awaits a decision, ready to copy.</summary>
internal static class IncidentListView
{
    private static readonly Message[] s_headings =
    [
        new("cli.incidents.key"), new("cli.incidents.status"), new("cli.incidents.since"), new("cli.incidents.cause"),
        new("cli.incidents.workload"), new("cli.incidents.image"),
    ];

    public static void Show(TerminalPage page, IReadOnlyList<(Incident Incident, ReadyCommands Ready)> rows, OpenTable table)
    {
        if (rows.Count == 0)
        {
            page.Line(page.Text(new Message("cli.incidents.none", ("table", table.Name))));
            return;
        }
        foreach (var line in TextTable.Of([[.. s_headings.Select(page.Text)], .. rows.Select(row => Cells(row.Incident))]))
            page.Line(line);
        ShowCommands(page, [.. rows.Select(row => row.Ready).Where(ready => ready.Approval is not null)], table);
    }

    public static void ShowCommands(TerminalPage page, IReadOnlyList<ReadyCommands> all, OpenTable table)
    {
        foreach (var ready in all.Where(ready => ready.In(table).Any()))
        {
            page.Line();
            page.Line($"[bold]{page.Text(ready.Until is { } until
                ? new Message("cli.incidents.awaits-approval", ("incident", ready.Key), ("time", until))
                : new Message("cli.incidents.commands"))}[/]");
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
