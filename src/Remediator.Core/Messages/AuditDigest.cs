using Remediator.Core.Audit;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Messages;

/// <summary>One notification for all that an audit found and people do not know yet.</summary>
public static class AuditDigest
{
    private const int RowsInMail = 30, RowsInChat = 10, RowsForMachines = 50, WorkloadsShown = 3;
    private const int LongestText = 300;

    /// <param name="news">At least one row of the report.</param>
    public static SnsMessage Of(AuditReport report, IReadOnlyList<AuditRow> news, string version, Language language)
    {
        var catalogue = Catalogue.In(language);
        var (mail, chat) = (MailOf(report, news, catalogue), JsonText.Compact(ChatOf(report, news, catalogue)));
        var machine = JsonText.Compact(AuditJson.Brief(report, [.. news.Take(RowsForMachines)], version));
        var body = JsonText.Compact(new JsonObject
        {
            ["default"] = mail,
            ["email"] = mail,
            ["https"] = chat,
            ["sqs"] = machine,
            ["lambda"] = machine,
        });
        return new SnsMessage(SubjectOf(report, news), body, new Dictionary<string, string>
        {
            ["kind"] = "audit",
            ["cluster"] = Untrusted.Line(report.Scope.Cluster, 256),
            ["severity"] = "warning",
            // the same for the same message sent again
            ["message"] = IdOf(report, news),
        });
    }

    private static string IdOf(AuditReport report, IReadOnlyList<AuditRow> news) =>
        $"audit-{Digest.Of(JsonText.ArrayOf(news.Select(row => row.KeyIn(report.Scope)).Order(StringComparer.Ordinal)))[..16]}";

    private static string SubjectOf(AuditReport report, IReadOnlyList<AuditRow> news)
    {
        var failing = news.Count(row => row.WouldNotComeBack);
        var images = (failing > 0 ? failing : news.Count) == 1 ? "image" : "images";
        return SnsMessage.FittingSubject(failing > 0
            ? $"[audit] {failing} {images} would not come back on {report.Scope.Cluster}"
            : $"[audit] {news.Count} {images} may soon not come back on {report.Scope.Cluster}");
    }

    private static Message Headline(AuditReport report, IReadOnlyList<AuditRow> news)
    {
        var (failing, cluster) = (news.Count(row => row.WouldNotComeBack), Untrusted.Line(report.Scope.Cluster));
        return failing > 0
            ? new("audit.digest.headline", ("count", failing), ("cluster", cluster))
            : new("audit.digest.headline-of-warnings", ("count", news.Count), ("cluster", cluster));
    }

    private static string MailOf(AuditReport report, IReadOnlyList<AuditRow> news, Catalogue catalogue)
    {
        var mail = new MailWriter(catalogue);
        mail.Paragraph(catalogue.Sentence(Headline(report, news)));
        mail.Paragraph(catalogue.Sentence(new Message("audit.digest.nothing-fails-yet")));
        foreach (var row in news.Take(RowsInMail))
        {
            mail.Line();
            mail.Row(new Message("label.image"), Untrusted.Line(row.Image.Text));
            mail.Row(new Message("label.puller"), row.Identity is { } puller ? $"{puller.Role}" : Untrusted.Line(row.Compute));
            mail.Row(new Message("label.workload"), Workloads(row, Line));
            mail.Item(catalogue.Text(Why(row)));
            foreach (var evidence in row.Evidence.Where(evidence => evidence.Result is StepResult.Fail))
            {
                mail.Item(Line(catalogue.Text(evidence.What)));
                if (evidence.Command is { } command)
                    mail.Line($"  {command}");
            }
            if (row.Next is { } next)
                mail.Item(Line(catalogue.Sentence(next)), "→ ");
        }
        foreach (var rest in Rest(report, news, RowsInMail))
            mail.Paragraph(catalogue.Sentence(rest));
        return mail.ToString();
    }

    private static JsonObject ChatOf(AuditReport report, IReadOnlyList<AuditRow> news, Catalogue catalogue) => new()
    {
        ["version"] = "1.0",
        ["source"] = "custom",
        ["id"] = IdOf(report, news),
        ["content"] = new JsonObject
        {
            ["textType"] = "client-markdown",
            ["title"] = $":mag: {Prose(catalogue.Text(Headline(report, news)))}",
            ["description"] = string.Join('\n',
            [
                Prose(catalogue.Sentence(new Message("audit.digest.nothing-fails-yet"))),
                .. news.Take(RowsInChat).Select(row =>
                    $"• {Code(row.Image.Text)}: {Prose(catalogue.Text(Why(row)))} ({Workloads(row, Code)})"),
                .. Rest(report, news, RowsInChat).Select(rest => Prose(catalogue.Sentence(rest))),
            ]),
            ["nextSteps"] = JsonText.ArrayOf(news.Select(row => row.Next).OfType<Message>().Distinct().Take(RowsInChat)
                .Select(next => Prose(catalogue.Sentence(next)))),
            ["keywords"] = new JsonArray("audit", Prose(report.Scope.Cluster)),
        },
        ["metadata"] = new JsonObject
        {
            ["threadId"] = IdOf(report, news),
            ["summary"] = Prose(catalogue.Text(Headline(report, news))),
            ["eventType"] = "audit",
            ["enableCustomActions"] = false,
        },
    };

    private static Message Why(AuditRow row) => (row.Cause, row.Expires) switch
    {
        (null, _) when row is { CacheOnly: CacheOnly.No, Warnings: [var warning, ..] } => warning,
        (null, _) => new Message("audit.digest.tag-moved"),
        ({ } cause, { } at) => new Message("audit.digest.cause-on",
            ("cause", Labels.Of(cause)), ("confidence", Labels.Of(row.Confidence)), ("day", $"{at.UtcDateTime:yyyy-MM-dd}")),
        ({ } cause, _) => new Message("audit.digest.cause", ("cause", Labels.Of(cause)), ("confidence", Labels.Of(row.Confidence))),
    };

    private static IEnumerable<Message> Rest(AuditReport report, IReadOnlyList<AuditRow> news, int shown)
    {
        if (news.Count(row => !row.WouldNotComeBack) is var warned && warned > 0 && warned < news.Count)
            yield return new Message("audit.warned", ("count", warned));
        if (news.Count > shown)
            yield return new Message("audit.digest.more", ("count", news.Count - shown));
        if (report.Left > 0)
            yield return report.GoesOn
                ? new Message("audit.digest.goes-on", ("count", report.Left))
                : new Message("audit.digest.left", ("count", report.Left));
    }

    private static string Workloads(AuditRow row, Func<string, string> fit)
    {
        var shown = string.Join(", ", row.Usages.Take(WorkloadsShown).Select(usage => fit($"{usage.Namespace}/{usage.Workload}")));
        return row.Usages.Count > WorkloadsShown ? $"{shown} +{row.Usages.Count - WorkloadsShown}" : shown;
    }

    private static string Line(string text) => Untrusted.Line(text, LongestText);

    private static string Prose(string text) => Untrusted.Markdown(text, LongestText);

    private static string Code(string text) => Untrusted.Code(text, LongestText);
}
