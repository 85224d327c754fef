using System.Text;
using System.Text.Json.Nodes;
using Remediator.Core.Policies;

namespace Remediator.Core;

/// <summary>
/// One publish for every reader: plain text for mail and default, the chat notification for https, the machine payload for queues and functions.
/// Source: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
/// </summary>
public sealed record SnsMessage(string Subject, string Body, IReadOnlyDictionary<string, string> Attributes)
{
    /// <summary>256 KB of UTF-8 for all readers together.</summary>
    private const int MostBytes = 262_144;

    public static SnsMessage Of(Finding finding, string version, string? eventId)
    {
        var text = PlainText.Of(finding);
        var machine = JsonText.Compact(FindingJson.Envelope(version, eventId, [finding]));
        var body = Bodies(text, JsonText.Compact(ChatNotification.Of(finding)), machine);
        return new SnsMessage(SubjectOf(finding), body, AttributesOf(finding));
    }

    private static string Bodies(string text, string chat, string machine)
    {
        var whole = Join(text, chat, machine);
        // the two copies of the machine payload are the largest and the least read by people: queues get told where the whole is
        return Encoding.UTF8.GetByteCount(whole) <= MostBytes
            ? whole
            : Join(Cut(text), chat, """{"schema":"remediator/1","truncated":true,"why":"the finding is larger than SNS carries; the whole is in the function's log"}""");
    }

    private static string Join(string text, string chat, string machine) => JsonText.Compact(new JsonObject
    {
        ["default"] = text,
        ["email"] = text,
        ["https"] = chat,
        ["sqs"] = machine,
        ["lambda"] = machine,
    });

    private static string Cut(string text)
    {
        const int most = 30_000;
        return text.Length <= most ? text : $"{text[..most]}\n(cut here: {text.Length - most} more characters are in the function's log)\n";
    }

    /// <summary>Below 100 characters of printable ASCII, first the status, then what it is about.</summary>
    private static string SubjectOf(Finding finding)
    {
        var first = finding.Failure.First;
        var subject = $"[{Names.Of(finding.Status)}] {finding.Verdict.Cause}: {first.Namespace}/{first.Workload.Name} on {finding.Failure.Scope.Cluster}";
        var ascii = string.Concat(subject.Select(c => c is >= ' ' and <= '~' ? c : '?'));
        return ascii.Length <= 99 ? ascii : $"{ascii[..96]}...";
    }

    private static Dictionary<string, string> AttributesOf(Finding finding) => new()
    {
        ["status"] = Names.Of(finding.Status),
        ["cause"] = finding.Verdict.Cause.ToString(),
        ["cluster"] = finding.Failure.Scope.Cluster,
        ["namespace"] = finding.Failure.First.Namespace,
        ["severity"] = SeverityOf(finding.Status),
    };

    private static string SeverityOf(Status status) => status switch
    {
        Status.Failed => "critical",
        Status.Fixed or Status.Resolved => "info",
        _ => "warning",
    };
}
