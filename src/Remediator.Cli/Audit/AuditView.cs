using Remediator.Audit;
using Remediator.Core.Audit;
using Remediator.Core.Messages;
using Remediator.Core.Verdicts;

namespace Remediator.Cli.Audit;

/// <summary>Shows a report as a table, or as data; how far it has come goes to standard error.</summary>
internal sealed class AuditView(TextWriter answers, TextWriter errors, TerminalPage page, OutputFormat format)
{
    private const int WorkloadsShown = 3;

    private Catalogue Words => page.Catalogue;

    /// <summary>One line that is written over, where somebody watches.</summary>
    public IProgress<AuditProgress> Progress() => new Line(errors, !Console.IsErrorRedirected);

    /// <param name="warning">Why it may be about another cluster; null where it is not.</param>
    public void Show(AuditReport report, string? warning)
    {
        if (format is not OutputFormat.Text)
        {
            answers.Write(DataText.Of(AuditJson.Of(report, Composition.Version), format, isIndented: !page.IsPlain));
            if (warning is not null)
                errors.WriteLine(TerminalText.Clean(warning));
            return;
        }
        if (warning is not null)
            page.Line($"[olive]![/] {TerminalText.Escape(warning)}");
        if (report.Rows.Count > 0)
            foreach (var line in TextTable.Of([Headings(), .. report.Rows.Select(Cells)]))
                page.Line(line);
        foreach (var row in report.Rows.Where(row => row.IsExplained))
            Explain(row);
        foreach (var unknown in report.Unknowns)
            page.Line($"[olive]?[/] {TerminalText.Escape(Words.Text(unknown))}");
        page.Line();
        page.Line(page.Say(
            $"{report.Rows.Count} checked: {report.Count(AuditResult.WouldFail)} would fail, {report.Count(AuditResult.Unknown)} unknown, "
            + $"{report.Count(AuditResult.Ok)} ok; images of other registries, not checked: {report.OtherImages}",
            $"確認 {report.Rows.Count} 件: 失敗する見込み {report.Count(AuditResult.WouldFail)} 件、"
            + $"不明 {report.Count(AuditResult.Unknown)} 件、問題なし {report.Count(AuditResult.Ok)} 件。"
            + $"ほかのレジストリのイメージ（未確認）: {report.OtherImages} 件"));
        if (report.Warned > 0)
            page.Line($"[olive]![/] {TerminalText.Escape(Words.Sentence(new Message("audit.warned", ("count", report.Warned))))}");
    }

    private string[] Headings() =>
    [
        .. new[]
        {
            page.Say("RESULT", "結果"), page.Say("IMAGE", "イメージ"), page.Say("IDENTITY", "プルする主体"), page.Say("CAUSE", "原因"),
            page.Say("EXPIRES", "期限"), page.Say("WORKLOADS", "ワークロード"),
        }.Select(heading => $"[dim]{heading}[/]"),
    ];

    private string[] Cells(AuditRow row) =>
    [
        $"[{ColourOf(row)}]{TerminalText.Escape(Words.Text(Message.Of("audit-result", row.Result.WireName)))}[/]",
        TerminalText.Escape(row.Image.Text),
        TerminalText.Escape(row.Identity?.Role.Name ?? row.Compute),
        row.Cause is { } cause ? TerminalText.Escape(cause.WireName)
            : row.CacheOnly is CacheOnly.TagMoved ? page.Say("(tag moved)", "（タグ移動）")
            : row.Warnings.Count > 0 ? page.Say("(warning)", "（警告）") : "-",
        row.EndShown is { } end ? TerminalText.Escape(Words.Text(end)) : "-",
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
            page.Line($"[bold]{TerminalText.Escape(Words.Text(Labels.Of(cause)))}[/] "
                + $"({TerminalText.Escape(Words.Text(Labels.Of(row.Confidence)))})");
        foreach (var warning in row.Warnings)
            page.Line($"[olive]![/] [bold]{TerminalText.Escape(Words.Text(warning))}[/]");
        foreach (var evidence in row.Evidence)
            FindingView.Show(page, evidence);
        foreach (var unknown in row.Unknowns)
            page.Line($"[olive]?[/] {page.Say("could not be checked:", "確認できなかったこと:")} "
                + TerminalText.Escape(Words.Text(unknown)));
        if (row.Next is { } next)
            page.Line($"[bold]→[/] {TerminalText.Escape(Words.Sentence(next))}");
    }

    private sealed class Line(TextWriter errors, bool isWatched) : IProgress<AuditProgress>
    {
        private readonly Lock _key = new();

        public void Report(AuditProgress value)
        {
            if (!isWatched)
                return;
            lock (_key)
                errors.Write(value.Done < value.Of ? $"\r{value.Done}/{value.Of} images" : $"\r{"",30}\r");
        }
    }
}
