using Remediator.Core.Findings;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Messages;

/// <summary>
/// One publish for every reader: plain text for mail and default, the chat notification for https, the machine payload for queues and
/// functions.
/// Source: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
/// </summary>
public sealed record SnsMessage(string Subject, string Body, IReadOnlyDictionary<string, string> Attributes)
{
    private const int LongestSubject = 99;

    /// <summary>More than a name of Kubernetes, EKS or this program has.</summary>
    private const int LongestAttribute = 256;

    public static SnsMessage Of(Finding finding, string version, string? eventId, Language language)
    {
        var (report, catalogue) = (Report.Of(finding), Catalogue.In(language));
        var body = SnsBody.Fitting(
            PlainText.Of(report, catalogue), JsonText.Compact(ChatNotification.Of(report, catalogue)),
            FindingJson.Envelope(version, eventId, [finding]), catalogue);
        var attributes = AttributesOf(report);
        if (finding.Message is { } id)
            attributes["message"] = id;
        return new SnsMessage(SubjectOf(report), body, attributes);
    }

    /// <summary>First the status, then what it is about.</summary>
    private static string SubjectOf(Report report)
    {
        var workload = report.First.Workload[(report.First.Workload.IndexOf('/', StringComparison.Ordinal) + 1)..];
        return FittingSubject($"[{report.Status.WireName}] " + (report switch
        {
            { Unseen: null } => $"{report.Cause.WireName}: {report.First.Namespace}/{workload} on {report.Cluster}",
            { Status: Status.Resolved } => $"cluster {report.Cluster} is checked again",
            _ => $"cluster {report.Cluster} was not checked",
        }));
    }

    /// <summary>Below 100 characters of printable ASCII, as SNS takes it.</summary>
    public static string FittingSubject(string subject)
    {
        var ascii = string.Concat(subject.Select(c => c is >= ' ' and <= '~' ? c : '?'));
        return ascii.Length <= LongestSubject ? ascii : $"{ascii[..(LongestSubject - 3)]}...";
    }

    /// <summary>
    /// For filter policies, https://docs.aws.amazon.com/sns/latest/dg/sns-message-filtering.html. None is empty, because SNS refuses that.
    /// </summary>
    private static Dictionary<string, string> AttributesOf(Report report) => new()
    {
        ["status"] = report.Status.WireName,
        ["cause"] = report.Cause.WireName,
        ["cluster"] = Attribute(report.Cluster),
        ["namespace"] = Attribute(report.First.Namespace),
        ["severity"] = SeverityOf(report.Status),
    };

    private static string Attribute(string text) => Untrusted.Line(text, LongestAttribute) is { Length: > 0 } shown ? shown : "-";

    private static string SeverityOf(Status status) => status switch
    {
        Status.Failed => "critical",
        Status.Fixed or Status.Resolved => "info",
        _ => "warning",
    };
}
