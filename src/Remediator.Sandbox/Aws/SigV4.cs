using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Remediator.Sandbox.Aws;

/// <summary>Signature Version 4: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html</summary>
internal static class SigV4
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>
    /// The signature of a request whose path is as on the wire and whose headers are those to be signed, with lower-case names.
    /// </summary>
    public static string Signature(
        string method, string path, IEnumerable<(string Name, string Value)> query, IEnumerable<(string Name, string Value)> headers,
        string payloadHash, string date, string scope, string secret)
    {
        var signed = headers.OrderBy(header => header.Name, StringComparer.Ordinal).ToArray();
        // every service except S3 encodes the path a second time
        var canonical = string.Join('\n',
            method,
            string.Join('/', path.Split('/').Select(Uri.EscapeDataString)),
            string.Join('&', query.Select(Pair).Order(StringComparer.Ordinal)),
            string.Concat(signed.Select(header => $"{header.Name}:{Trim(header.Value)}\n")),
            string.Join(';', signed.Select(header => header.Name)),
            payloadHash);
        var text = string.Join('\n', Algorithm, date, scope, Hash(Encoding.UTF8.GetBytes(canonical)));
        var key = scope.Split('/').Aggregate(Encoding.UTF8.GetBytes("AWS4" + secret),
            (k, part) => HMACSHA256.HashData(k, Encoding.UTF8.GetBytes(part)));
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
    }

    public static string Hash(ReadOnlySpan<byte> payload) => Convert.ToHexStringLower(SHA256.HashData(payload));

    public static string Date(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    public static bool TryParseDate(string text, out DateTimeOffset at) => DateTimeOffset.TryParseExact(
        text, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out at);

    /// <summary>The pairs of a query string, decoded.</summary>
    public static IEnumerable<(string Name, string Value)> Query(string query) =>
        from pair in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
        let at = pair.IndexOf('=')
        select at < 0 ? (Decode(pair), "") : (Decode(pair[..at]), Decode(pair[(at + 1)..]));

    private static string Pair((string Name, string Value) pair) => $"{Uri.EscapeDataString(pair.Name)}={Uri.EscapeDataString(pair.Value)}";

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static string Trim(string value) => string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
