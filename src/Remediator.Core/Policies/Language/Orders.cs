using System.Globalization;

namespace Remediator.Core.Policies.Language;

/// <summary>
/// Numbers and dates; a date is ISO 8601 as W3C narrows it, or seconds since 1970.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date
/// </summary>
internal static class Orders
{
    private static readonly string[] s_w3C =
    [
        "yyyy", "yyyy-MM", "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    public static Comparison Numbers(Func<int, bool> holds) => (actual, expected) =>
        Number(actual.Text) is { } left && Number(expected.Text) is { } right ? TriLogic.Of(holds(left.CompareTo(right))) : Tri.Unknown;

    public static Comparison Dates(Func<int, bool> holds) => (actual, expected) =>
        Date(actual.Text) is { } left && Date(expected.Text) is { } right ? TriLogic.Of(holds(left.CompareTo(right))) : Tri.Unknown;

    private static decimal? Number(string? text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Seconds since 1970; null if the text is no date.</summary>
    public static decimal? Date(string? text) =>
        DateTimeOffset.TryParseExact(text, s_w3C, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? (date - DateTimeOffset.UnixEpoch).Ticks / (decimal)TimeSpan.TicksPerSecond
            : Number(text);
}
