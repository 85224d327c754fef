using System.Globalization;

namespace Remediator.Core.PullTexts;

/// <summary>What a text prints of the node's clock, and of the time that it was compared with.</summary>
public abstract record ClockReading
{
    private ClockReading() { }

    /// <summary>
    /// AWS refused a signature: <c>Signature expired: 20260114T080000Z is now earlier than … (20260114T093000Z - 15 min.)</c>.
    /// </summary>
    public sealed record Signature(DateTimeOffset Node, DateTimeOffset Server) : ClockReading;

    /// <summary>
    /// Go refused a certificate: <c>current time 2026-01-14T09:30:00Z is before 2026-03-01T00:00:00Z</c>. It is valid by any clock past, or
    /// not past, its limit.
    /// </summary>
    public sealed record Certificate(DateTimeOffset Node, bool NotYetValid, DateTimeOffset Limit) : ClockReading
    {
        public bool IsValidAt(DateTimeOffset time) => NotYetValid == time >= Limit;
    }

    private const string SignatureFormat = "yyyyMMdd'T'HHmmss'Z'";

    public static ClockReading? In(string text) => (ClockReading?)CertificateIn(text) ?? SignatureIn(text);

    private static Certificate? CertificateIn(string text) =>
        After(text, "current time ") is [var now, "is", ("before" or "after") and var order, var limit, ..]
        && Time(now) is { } node && Time(limit) is { } end
            ? new(node, order == "before", end)
            : null;

    private static Signature? SignatureIn(string text)
    {
        var words = After(text, "Signature expired: ") is { Length: > 0 } expired ? expired : After(text, "Signature not yet current: ");
        // A is now earlier than B (C - 15 min.): C is the server's
        return words is [var signed, "is", _, _, "than", _, var server, ..]
            && Stamp(signed) is { } node && Stamp(server.TrimStart('(')) is { } aws
            ? new(node, aws)
            : null;
    }

    private static string[] After(string text, string lead)
    {
        var at = text.IndexOf(lead, StringComparison.Ordinal);
        return at < 0 ? [] : text[(at + lead.Length)..Math.Min(text.Length, at + lead.Length + 120)].Split(' ', '\n');
    }

    private static DateTimeOffset? Time(string word) => DateTimeOffset.TryParse(word.TrimEnd('"', ',', '.', ']', '\\'),
        CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static DateTimeOffset? Stamp(string word) => DateTimeOffset.TryParseExact(
        word, SignatureFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
