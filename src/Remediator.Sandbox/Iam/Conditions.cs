using System.Globalization;
using System.Net;

namespace Remediator.Sandbox.Iam;

/// <summary>
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html, for keys with one value.
/// </summary>
internal static class Conditions
{
    public static bool Hold(JsonElement statement, AccessRequest request) =>
        !statement.TryGetProperty("Condition", out var block)
        || block.EnumerateObject().All(
            op => op.Value.EnumerateObject().All(key => Holds(op.Name, [.. IamEvaluation.Strings(key.Value)], ValueOf(key.Name, request))));

    private static string? ValueOf(string key, AccessRequest request) => key.ToLowerInvariant() switch
    {
        "aws:principalarn" => request.Role,
        "aws:principalaccount" => request.Role.Split(':')[4],
        "aws:principaltype" => "AssumedRole",
        _ => request.Context.FirstOrDefault(pair => pair.Key.Equals(key, StringComparison.OrdinalIgnoreCase)).Value,
    };

    private static bool Holds(string name, string[] wanted, string? value)
    {
        var everyValue = name.StartsWith("ForAllValues:", StringComparison.Ordinal);
        var op = name[(name.IndexOf(':') + 1)..];
        if (op == "Null")
            return wanted.Contains(value is null ? "true" : "false", StringComparer.OrdinalIgnoreCase);
        var optional = op.EndsWith("IfExists", StringComparison.Ordinal);
        if (optional)
            op = op[..^"IfExists".Length];
        var not = op.Contains("Not", StringComparison.Ordinal);
        if (value is null)
            return optional || everyValue || not && !name.StartsWith("ForAnyValue:", StringComparison.Ordinal);
        return wanted.Any(pattern => Compare(op.Replace("Not", "", StringComparison.Ordinal), pattern, value)) != not;
    }

    private static bool Compare(string op, string pattern, string value) => op switch
    {
        "StringEquals" => pattern == value,
        "StringEqualsIgnoreCase" or "Bool" => pattern.Equals(value, StringComparison.OrdinalIgnoreCase),
        "StringLike" => Glob.Match(pattern, value),
        "ArnEquals" or "ArnLike" => Arn(pattern, value),
        "IpAddress" => IPNetwork.TryParse(pattern.Contains('/') ? pattern : pattern + "/32", out var network)
            && network.Contains(IPAddress.Parse(value)),
        _ when op.StartsWith("Numeric", StringComparison.Ordinal) =>
            Order(op["Numeric".Length..], Number(value).CompareTo(Number(pattern))),
        _ when op.StartsWith("Date", StringComparison.Ordinal) => Order(op["Date".Length..], Date(value).CompareTo(Date(pattern))),
        _ => throw new NotSupportedException($"condition operator \"{op}\" is not supported by the sandbox"),
    };

    // each of the six parts is matched by itself: a * does not match across a colon
    private static bool Arn(string pattern, string value) =>
        (pattern.Split(':', 6), value.Split(':', 6)) is ({ Length: 6 } patterns, { Length: 6 } parts)
            && patterns.Zip(parts).All(pair => Glob.Match(pair.First, pair.Second));

    private static bool Order(string op, int sign) => op switch
    {
        "Equals" => sign == 0,
        "LessThan" => sign < 0,
        "LessThanEquals" => sign <= 0,
        "GreaterThan" => sign > 0,
        "GreaterThanEquals" => sign >= 0,
        _ => false,
    };

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static DateTimeOffset Date(string text) =>
        long.TryParse(text, out var epoch) ? DateTimeOffset.FromUnixTimeSeconds(epoch)
            : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
