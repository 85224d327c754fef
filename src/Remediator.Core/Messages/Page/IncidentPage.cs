using Remediator.Core.Findings;
using Remediator.Core.Incidents;

namespace Remediator.Core.Messages.Page;

/// <summary>
/// An incident as one HTML file that needs nothing else and asks for nothing, light and dark, on a telephone and on paper: the story first,
/// then what shows it. All that comes from outside is encoded.
/// </summary>
public static class IncidentPage
{
    /// <param name="finding">One finding of schema <c>remediator/1</c>, just made or stored.</param>
    /// <exception cref="FormatException">It is not.</exception>
    public static string Of(JsonObject finding, IReadOnlyList<Moment> timeline, Catalogue catalogue)
    {
        var report = StoredReport.Read(finding);
        var title = Html.Text(catalogue.Text(Headline.Diagnosis(report)));
        return PageFrame.Of(catalogue, title, $"""
            {Head(report, title, catalogue)}
            {Html.Section(catalogue, new Message("label.next"), NextSteps(report, catalogue))}
            {Changes(report, catalogue)}
            {Html.Section(catalogue, new Message("label.chain"), PageChain.Of(report, catalogue))}
            {Html.Folded(catalogue, Labels.EvidenceHeading(report), PageEvidence.Of(report.Evidence, catalogue))}
            {Html.Section(catalogue, new Message("label.not-known"), Unknowns(report, catalogue))}
            {Html.Section(catalogue, new Message("label.timeline"), Timeline(timeline, catalogue))}
            <footer>{Html.Text($"{catalogue.Text(new Message("label.incident"))} {report.Key}")}</footer>
            """);
    }

    private static string Head(Report report, string title, Catalogue catalogue)
    {
        var puller = report is { Puller: { } role, How: { } how }
            ? Html.Row(catalogue, new Message("label.puller"), $"{role} ({catalogue.Text(how)})") : "";
        var cluster = Html.Row(catalogue, new Message("label.cluster"), report.Cluster);
        var images = (report.Unseen is null ? report.OtherImages.Prepend(report.Image.Text) : [])
            .Select(image => Html.Row(catalogue, new Message("label.image"), image));
        var workloads =
            from one in report.Workloads
            let count = catalogue.Text(Labels.Count(one.Pods, report))
            select Html.Row(catalogue, new Message("label.workload"), $"{one.Namespace} {one.Workload}, {count}");
        var nodes = Labels.Nodes(report) is { } named ? Html.Row(catalogue, new Message("label.node"), catalogue.Text(named)) : "";
        return $"""
            <header>
            <span class="status {report.Status.WireName}">{Html.Text(catalogue.Text(Labels.Of(report.Status)))}</span>
            <h1>{title}</h1>
            <p class="outcome">{Html.Text(catalogue.Text(OutcomeLine.Of(report)))}</p>
            <p class="proof">{Html.Text(catalogue.Sentence(Headline.Proof(report)))}</p>
            {Changed(report, catalogue)}
            <dl>{cluster}{string.Concat(images)}{puller}
            {string.Concat(workloads)}{nodes}</dl>
            </header>
            """;
    }

    /// <summary>Which permissions change or changed, a line for those that change alike.</summary>
    private static string Changed(Report report, Catalogue catalogue) =>
        report.Change is { } change && Labels.PermissionsHeading(report) is { } heading
            ? $"<p><b>{Html.Label(catalogue, heading)}:</b></p>"
                + Html.List("changed", Labels.Permissions(change, fit: name => name).Select(line => Html.Item(Html.Label(catalogue, line))))
            : "";

    private static string NextSteps(Report report, Catalogue catalogue) => Html.List("next",
        Advice.For(report).Select(advice => Html.Item(
            $"{Html.Text(catalogue.Sentence(advice.Says))}{Html.Command(advice.Command)}{Snippets(advice, catalogue)}")));

    private static string Snippets(Advice advice, Catalogue catalogue) => string.Concat(advice.Code.Select(snippet =>
        $"<details><summary>{Html.Label(catalogue, snippet.Label)}</summary>{Html.Command(snippet.Text)}</details>"));

    private static string Unknowns(Report report, Catalogue catalogue) =>
        Html.List("unknowns", report.Unknowns.Select(unknown => Html.Item(Html.Text(catalogue.Text(unknown)))));

    private static string Changes(Report report, Catalogue catalogue)
    {
        if (report.Change is not { } change || Labels.PermissionsHeading(report) is null)
            return "";
        var warnings = change.Warnings.Select(warning => Warning($"! {catalogue.Text(warning)}"));
        var deleted = change.After is null ? Warning(catalogue.Text(new Message("label.policy-deleted")))
            : change.Before is null ? Warning(catalogue.Text(Labels.NoPolicy(report))) : "";
        var diff = PageDiff.Of(change, Labels.PolicyHeading(report), catalogue);
        return Html.Section(catalogue, new Message("label.policy-diff"), $"""
            {deleted}{diff}
            {string.Concat(warnings)}<p class="proof"><code>{Html.Text(change.Hash)}</code></p>
            """);
    }

    private static string Warning(string text) => $"<p class=\"warning\">{Html.Text(text)}</p>\n";

    private static string Timeline(IReadOnlyList<Moment> moments, Catalogue catalogue)
    {
        var items = moments.OrderBy(moment => moment.At).Select(moment => TimelineItem(moment, catalogue));
        return moments.Count == 0 ? "" : $"<ol class=\"time\">\n{string.Concat(items)}</ol>";
    }

    private static string TimelineItem(Moment moment, Catalogue catalogue)
    {
        var at = moment.At.UtcDateTime;
        return $"<li><time datetime=\"{at:yyyy-MM-ddTHH:mm:ssZ}\">{at:yyyy-MM-dd HH:mm:ss}Z</time>"
            + $"<span>{Html.Text(catalogue.Text(moment.What))}</span></li>\n";
    }
}
