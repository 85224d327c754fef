using System.Globalization;
using System.Text.RegularExpressions;

namespace Remediator.Sandbox.Aws;

/// <summary>
/// A condition on an item: comparisons, BETWEEN and attribute_(not_)exists, joined by AND and OR, without parentheses.
/// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
/// </summary>
internal sealed partial class ConditionExpression(Func<JsonObject, bool> holds)
{
    public static readonly ConditionExpression Always = new(_ => true);

    public bool Holds(JsonObject item) => holds(item);

    /// <exception cref="AwsError">The expression is not supported, or refers to a name or value that was not given.</exception>
    public static ConditionExpression Of(string? expression, JsonObject request)
    {
        if (expression is null)
            return Always;
        // as two comparisons, for the AND of a BETWEEN joins nothing
        expression = Between().Replace(expression, "$1 >= $2 AND $1 <= $3");
        var alternatives = expression.Split(" OR ")
            .Select(way => way.Split(" AND ").Select(term => Term(term.Trim(), request)).ToArray()).ToArray();
        return new(item => alternatives.Any(terms => terms.All(term => term(item))));
    }

    private static Func<JsonObject, bool> Term(string term, JsonObject request)
    {
        if (Argument(term, "attribute_not_exists") is { } absent)
            return Named(absent, request) is var name ? item => item[name] is null : null!;
        if (Argument(term, "attribute_exists") is { } present)
            return Named(present, request) is var name ? item => item[name] is not null : null!;
        if (term.Split(' ') is not [var left, var sign, var right])
            throw Invalid(term);
        var (attribute, value) = (Named(left, request), request["ExpressionAttributeValues"]?[right] ?? throw Invalid(right));
        return item => item[attribute] is { } held && Compared(held, value) is { } order && sign switch
        {
            "=" => order == 0,
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            ">=" => order >= 0,
            _ => throw Invalid(sign),
        };
    }

    [GeneratedRegex(@"(\S+) BETWEEN (\S+) AND (\S+)")]
    private static partial Regex Between();

    private static string? Argument(string term, string function) =>
        term.StartsWith(function + "(", StringComparison.Ordinal) && term.EndsWith(')') ? term[(function.Length + 1)..^1].Trim() : null;

    private static string Named(string name, JsonObject request) =>
        name.StartsWith('#') ? (string?)request["ExpressionAttributeNames"]?[name] ?? throw Invalid(name) : name;

    /// <summary>Null if the types differ: then no comparison holds.</summary>
    private static int? Compared(JsonNode one, JsonNode other) =>
        one["N"] is { } number && other["N"] is { } bound ? Number(number).CompareTo(Number(bound))
        : one["S"] is { } text && other["S"] is { } asked ? string.CompareOrdinal((string)text!, (string)asked!)
        : null;

    private static decimal Number(JsonNode node) => decimal.Parse((string)node!, CultureInfo.InvariantCulture);

    private static AwsError Invalid(string what) => new("ValidationException", $"Invalid ConditionExpression: {what}");
}
