using Remediator.Audit;
using Remediator.Core.Audit;
using Remediator.Core.Messages;
using Remediator.Core.Verdicts;

namespace Remediator.Cli.Audit;

/// <summary>Shows a report as a table, or as data; how far it has come goes to standard error.</summary>
internal sealed class AuditView(TextWriter answers, TextWriter errors, TerminalPage page, OutputFormat format)
{
    private const int WorkloadsShown = 3;

    private static readonly Message[] s_headings =
    [
        new("cli.audit.result"), new("cli.audit.image"), new("cli.audit.identity"), new("cli.audit.cause"), new("cli.audit.expires"),
        new("cli.audit.workloads"),
    ];

    /// <summary>One line that is written over, where somebody watches.</summary>
    public IProgress<AuditProgress> Progress() => new Line(errors, page, !Console.IsErrorRedirected);

    /// <param name="warning">Why it may be about another cluster; null where it is not.</param>
    public void Show(AuditReport report, Message? warning)
    {
        if (format is not OutputFormat.Text)
        {
            answers.Write(DataText.Of(AuditJson.Of(report, Composition.Version), format, isIndented: !page.IsPlain));
            if (warning is not null)
                errors.WriteLine(page.Plain(warning));
            return;
        }
        if (warning is not null)
            page.Line($"[olive]![/] {page.Text(warning)}");
        if (report.Rows.Count > 0)
            foreach (var line in TextTable.Of(
                [[.. s_headings.Select(heading => $"[dim]{page.Text(heading)}[/]")], .. report.Rows.Select(Cells)]))
                page.Line(line);
        foreach (var row in report.Rows.Where(row => row.IsExplained))
            Explain(row);
        foreach (var unknown in report.Unknowns)
            page.Line($"[olive]?[/] {page.Text(unknown)}");
        page.Line();
        page.Line(page.Text(new Message("cli.audit.summary",
            ("count", report.Rows.Count), ("failing", report.Count(AuditResult.WouldFail)), ("unknown", report.Count(AuditResult.Unknown)),
            ("ok", report.Count(AuditResult.Ok)), ("others", report.OtherImages))));
        if (report.Warned > 0)
            page.Line($"[olive]![/] {page.Text(new Message("audit.warned", ("count", report.Warned)))}");
    }

    private string[] Cells(AuditRow row) =>
    [
        $"[{ColourOf(row)}]{page.Text(Message.Of("audit-result", row.Result.WireName))}[/]",
        TerminalText.Escape(row.Image.Text),
        TerminalText.Escape(row.Identity?.Role.Name ?? row.Compute),
        row.Cause is { } cause ? TerminalText.Escape(cause.WireName)
            : row.CacheOnly is CacheOnly.TagMoved ? page.Text(new Message("cli.audit.tag-moved"))
            : row.Warnings.Count > 0 ? page.Text(new Message("cli.audit.warning")) : "-",
        row.EndShown is { } end ? page.Text(end) : "-",
        TerminalText.Escape(string.Join(", ", row.Usages.Take(WorkloadsShown).Select(usage => $"{usage.Namespace}/{usage.Workload}"))
            + (row.Usages.Count > WorkloadsShown ? $" +{row.Usages.Count - WorkloadsShown}" : "")),
    ];

    private static string ColourOf(AuditRow row) => row.Result switch
    {
        AuditResult.Ok when row.Warnings.Count == 0 => "green",
        AuditResult.WouldFail => "red",
        _ => "olive",
    };

    /// <summary>What failed or is not known, with the command that shows it, and what to do.</summary>
    private void Explain(AuditRow row)
    {
        page.Chapter($"{row.Image.Text} ← {row.Identity?.Role.ToString() ?? row.Compute}");
        if (row.Cause is { } cause)
            page.Line($"[bold]{page.Text(Labels.Of(cause))}[/] "
                + $"({page.Text(Labels.Of(row.Confidence))})");
        foreach (var warning in row.Warnings)
            page.Line($"[olive]![/] [bold]{page.Text(warning)}[/]");
        foreach (var evidence in row.Evidence)
            FindingView.Show(page, evidence);
        foreach (var unknown in row.Unknowns)
            page.Line($"[olive]?[/] {page.Text(new Message("cli.finding.unknown", ("what", unknown)))}");
        if (row.Next is { } next)
            page.Line($"[bold]→[/] {TerminalText.Escape(page.Catalogue.Sentence(next))}");
    }

    private sealed class Line(TextWriter errors, TerminalPage page, bool isWatched) : IProgress<AuditProgress>
    {
        private readonly Lock _key = new();

        public void Report(AuditProgress value)
        {
            if (!isWatched)
                return;
            lock (_key)
                errors.Write(value.Done < value.Of
                    ? $"\r{page.Plain(new Message("cli.audit.progress", ("done", value.Done), ("count", value.Of)))}" : $"\r{"",30}\r");
        }
    }
}
