using Remediator.Core.Audit;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Messages.Page;

/// <summary>
/// An audit as one HTML file in the hand of the incident page: all answers in a table, then why each of them is not "ok".
/// </summary>
public static class AuditPage
{
    private const int WorkloadsShown = 20;

    public static string Of(AuditReport report, Catalogue catalogue)
    {
        var title = Html.Text(catalogue.Text(new Message("audit.page.title", ("cluster", report.Scope.Cluster))));
        return PageFrame.Of(catalogue, title, $"""
            {Head(report, title, catalogue)}
            {Html.Section(catalogue, new Message("audit.page.answers"), Table(report, catalogue))}
            {string.Concat(report.Rows.Where(row => row.IsExplained).Select(row => Why(row, catalogue)))}
            {Html.Section(catalogue, new Message("label.not-known"), Unknowns(report.Unknowns, catalogue))}
            <footer>{Html.Text($"{report.AsOf.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z")}</footer>
            """);
    }

    private static string Head(AuditReport report, string title, Catalogue catalogue)
    {
        var space = report.Scope.Namespace is { } name ? Html.Row(catalogue, new Message("audit.page.namespace"), name) : "";
        var counts = Enum.GetValues<AuditResult>().Select(result =>
            Html.Row(catalogue, Message.Of("audit-result", result.WireName), $"{report.Count(result)}"));
        var cluster = $"{report.Scope.Cluster} ({report.Scope.Account}, {report.Scope.Region})";
        return $"""
            <header>
            <h1>{title}</h1>
            <dl>{Html.Row(catalogue, new Message("label.cluster"), cluster)}
            {space}{string.Concat(counts)}
            {Html.Row(catalogue, new Message("audit.page.other-images"), $"{report.OtherImages}")}</dl>
            </header>
            """;
    }

    private static string Table(AuditReport report, Catalogue catalogue)
    {
        string[] headings =
        [
            Html.Label(catalogue, new Message("audit.page.result")), Html.Label(catalogue, new Message("label.image")),
            Html.Label(catalogue, new Message("label.puller")), Html.Label(catalogue, new Message("audit.page.expires")),
            Html.Label(catalogue, new Message("label.workload")),
        ];
        return $"""
            <div class="wide"><table><thead><tr>
            {string.Concat(headings.Select(heading => $"<th scope=\"col\">{heading}</th>"))}</tr></thead>
            <tbody>
            {string.Concat(report.Rows.Select(row => TableRow(row, catalogue)))}</tbody></table></div>
            """;
    }

    private static string TableRow(AuditRow row, Catalogue catalogue)
    {
        var (mark, result) = (ResultOf(row), Html.Label(catalogue, Message.Of("audit-result", row.Result.WireName)));
        var why = row.Cause is { } cause ? $"<br>{Html.Label(catalogue, Labels.Of(cause))}"
            : row.CacheOnly is CacheOnly.TagMoved ? $"<br>{Html.Label(catalogue, new Message("audit.digest.tag-moved"))}"
            : string.Concat(row.Warnings.Select(warning => $"<br>{Html.Text(catalogue.Text(warning))}"));
        return $"<tr class=\"{mark.WireName}\"><td><span class=\"mark\">{PageChain.Mark(mark)} {result}</span>{why}</td>"
            + $"<td><code>{Html.Text(row.Image.Text)}</code></td><td>{Html.Text(row.Identity?.Role.Name ?? row.Compute)}</td>"
            + $"<td>{(row.EndShown is { } end ? Html.Text(catalogue.Text(end)) : "")}</td><td>{Workloads(row)}</td></tr>\n";
    }

    private static string Why(AuditRow row, Catalogue catalogue)
    {
        var heading = row.Cause is { } cause
            ? new Message("audit.digest.cause", ("cause", Labels.Of(cause)), ("confidence", Labels.Of(row.Confidence)))
            : row is { Result: AuditResult.Ok, Warnings: [var first, ..] } ? first
            : Message.Of("audit-result", row.Result.WireName);
        var next = row.Next is { } step ? $"<p class=\"outcome\">→ {Html.Text(catalogue.Sentence(step))}</p>" : "";
        var identity = row.Identity is { } puller ? $"{puller.Role} ({catalogue.Text(puller.How)})" : row.Compute;
        return Html.Section(catalogue, heading, $"""
            <dl>{Html.Row(catalogue, new Message("label.image"), row.Image.Text)}
            {Html.Row(catalogue, new Message("label.puller"), identity)}</dl>
            {Html.List("unknowns", row.Warnings.Select(warning => Html.Item(Html.Text(catalogue.Text(warning)))))}
            {next}
            {PageEvidence.Of(row.Evidence, catalogue)}
            {Unknowns(row.Unknowns, catalogue)}
            """);
    }

    private static string Unknowns(IReadOnlyList<Message> unknowns, Catalogue catalogue) =>
        Html.List("unknowns", unknowns.Select(unknown => Html.Item(Html.Text(catalogue.Text(unknown)))));

    private static string Workloads(AuditRow row)
    {
        var shown = row.Usages.Take(WorkloadsShown).Select(usage => Html.Text($"{usage.Namespace}/{usage.Workload}"));
        return string.Join("<br>", row.Usages.Count > WorkloadsShown ? shown.Append($"+{row.Usages.Count - WorkloadsShown}") : shown);
    }

    private static StepResult ResultOf(AuditRow row) => row.Result switch
    {
        AuditResult.Ok => row.IsNews ? StepResult.Unknown : StepResult.Pass,
        AuditResult.WouldFail => StepResult.Fail,
        _ => StepResult.Unknown,
    };
}
