namespace Remediator.Core.Triggers;

// Metrics Insights, metric math: {"metrics": [{"id": "m1", "expression": "SELECT MAX(…) FROM …", "returnData": true}]}
// PromQL, whose place in the event AWS does not document: {"evaluationCriteria": {"promQLCriteria": {"query": "max by (…) (…) > 0"}}}

/// <summary>The queries that stand in an alarm's configuration.</summary>
internal static class AlarmQueries
{
    /// <summary>
    /// Of a configuration without metrics every text with an operator in it may be the query, but for what a person wrote about the alarm.
    /// </summary>
    internal static IReadOnlyList<string> Of(EventField configuration) => configuration.Optional("metrics") is { } metrics
        ? [.. metrics.Items().Select(entry => entry.Optional("expression")).OfType<EventField>().Select(expression => expression.Text())]
        : [.. TextsIn(configuration).Where(text => text.AsSpan().IndexOfAny("({<>") >= 0)];

    internal static bool AreFollowed(IEnumerable<string> queries) =>
        queries.Any(query => ImagePullMetric.IsIn(query) || WaitingReasonMetric.IsIn(query));

    private static IEnumerable<string> TextsIn(EventField field) => field.Value.ValueKind switch
    {
        JsonValueKind.Object => field.Members().Where(member => member.Name != "description")
            .SelectMany(member => TextsIn(member.Field)),
        JsonValueKind.Array => field.Items().SelectMany(TextsIn),
        JsonValueKind.String when field.AsText() is { } text => [text],
        _ => [],
    };
}
