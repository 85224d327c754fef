using System.Text.Json.Nodes;
using Remediator.Core.Common;
using Remediator.Core.Incidents;
using Remediator.Core.Plans;
using Remediator.Core.Verdicts;
using Remediator.Core.Wording;

namespace Remediator.Core.Messages.Page;

/// <summary>
/// An incident as one HTML file that needs nothing else: no script, no request, light and dark, on a telephone and on paper.
/// All that comes from outside is encoded.
/// </summary>
public static class IncidentPage
{
    /// <param name="finding">One finding of schema <c>remediator/1</c>, just made or stored.</param>
    /// <exception cref="FormatException">It is not.</exception>
    public static string Of(JsonObject finding, IReadOnlyList<Moment> timeLine, Language language)
    {
        var (report, words) = (Report.Of(finding), Words.In(language));
        var title = Headline.Diagnosis(report, words);
        return $"""
            <!DOCTYPE html>
            <html lang="{words.Tag}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
            <meta name="referrer" content="no-referrer">
            <link rel="icon" href="data:,">
            <title>{Html.Text(title)}</title>
            <style>
            {PageStyle.Css}
            </style>
            </head>
            <body>
            <main>
            {Head(report, words, title)}
            {Html.Section(words, Label.Chain, PageChain.Of(report, words))}
            {Html.Section(words, Label.Next, Html.List("next", Advice.For(report, words).Select(advice => Html.Item($"{Html.Text(advice.Says)}{Html.Command(advice.Command)}"))))}
            {Changes(report, words)}
            {Html.Section(words, Label.Evidence, Html.List("evidence", report.Evidence.Select(evidence => Link(evidence, words))))}
            {Html.Section(words, Label.NotKnown, Html.List("unknowns", report.Unknowns.Select(unknown => Html.Item(Html.Text(words.Phrase(unknown))))))}
            {Html.Section(words, Label.TimeLine, TimeLine(timeLine, words))}
            <footer>{Html.Text($"{words.Of(Label.Incident)} {report.Key}")}</footer>
            </main>
            </body>
            </html>

            """;
    }

    private static string Head(Report report, Words words, string title) => $"""
        <header>
        <span class="status {Names.Of(report.Status)}">{Html.Text(words.Of(report.Status))}</span>
        <h1>{Html.Text(title)}</h1>
        <p class="deed">{Html.Text(Headline.Done(report, words))}</p>
        <p class="proof">{Html.Text(Headline.Proof(report, words))}</p>
        <dl>{Row(words, Label.Cluster, report.Cluster)}{Row(words, Label.Image, report.Image.Text)}{(report.Puller is { } puller ? Row(words, Label.Puller, $"{puller} ({words.Phrase(report.How)})") : "")}
        {string.Concat(report.Workloads.Select(one => Row(words, Label.Workload, $"{one.Namespace} {one.Workload}, {words.Count(one.Pods, report.IsAhead)}")))}</dl>
        </header>
        """;

    private static string Row(Words words, Label label, string value) => $"<dt>{Html.Title(words, label)}</dt><dd>{Html.Text(value)}</dd>";

    private static string Link(Evidence evidence, Words words) =>
        Html.Item($"<span class=\"mark\">{PageChain.Mark(evidence.Result)} {Html.Text(words.Of(evidence.Step))}</span> {Html.Text(words.Phrase(evidence.What))}{Html.Command(evidence.Command)}", Names.Of(evidence.Result));

    private static string Changes(Report report, Words words)
    {
        if (report.Change is not { } change)
            return "";
        var rows = change.Answers.Select(answer =>
            $"<tr><td><code>{Html.Text(answer.Action)}</code></td><td><code>{Html.Text(answer.Principal)}</code></td><td>{Html.Text(words.Of(answer.Was))} → {Html.Text(words.Of(answer.Becomes))}</td></tr>\n");
        var warnings = change.Warnings.Select(warning => $"<p class=\"warning\">! {Html.Text(words.Phrase(warning))}</p>\n");
        var deleted = change.After is null ? $"<p class=\"warning\">{Html.Text(words.Of(Label.PolicyDeleted))}</p>\n" : "";
        return Html.Section(words, Label.PolicyDiff, $"{deleted}{PageDiff.Of(change, words)}")
            + Html.Section(words, report.Result == nameof(Outcome.Patched) ? Label.AnswersChanged : Label.AnswersWouldChange,
                $"<table class=\"answers\"><tbody>\n{string.Concat(rows)}</tbody></table>\n{string.Concat(warnings)}<p class=\"proof\"><code>{Html.Text(change.Hash)}</code></p>");
    }

    private static string TimeLine(IReadOnlyList<Moment> moments, Words words) => moments.Count == 0 ? "" :
        $"<ol class=\"time\">\n{string.Concat(moments.OrderBy(moment => moment.At).Select(moment => $"<li><time datetime=\"{moment.At.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}\">{moment.At.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z</time><span>{Html.Text(words.Phrase(moment.What))}</span></li>\n"))}</ol>";
}
