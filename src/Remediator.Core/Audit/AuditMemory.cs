namespace Remediator.Core.Audit;

/// <summary>What people were notified of by the audits of a cluster, from one to the next.</summary>
/// <param name="Notified">The rows they were notified of: the image of each by its key.</param>
/// <param name="Next">The image that the next audit begins with; null for the first.</param>
public sealed record AuditMemory(IReadOnlyDictionary<string, string> Notified, string? Next)
{
    /// <summary>How many rows are remembered; of more than that people are notified again.</summary>
    private const int MostRows = 2000;

    public static AuditMemory None { get; } = new(new Dictionary<string, string>(), null);

    /// <summary>What people were not notified of.</summary>
    public IReadOnlyList<AuditRow> NewsIn(AuditReport report) =>
        [.. report.Rows.Where(row => row.IsNews && !Notified.ContainsKey(row.KeyIn(report.Scope)))];

    /// <summary>
    /// With what people are notified of now, and without what is over: a row that comes back is news again. A part of the images, or of the
    /// cluster, says nothing of the rest.
    /// </summary>
    /// <param name="from">The image that the report began with; null for the first.</param>
    public AuditMemory After(AuditReport report, string? from, IReadOnlyList<AuditRow> notified)
    {
        var seen = report.Rows.Where(row => row.IsNews).Select(row => row.KeyIn(report.Scope)).ToHashSet();
        bool IsOver(KeyValuePair<string, string> one) => report.Scope.IsWholeCluster && !seen.Contains(one.Key)
            && string.CompareOrdinal(one.Value, from) >= 0 && (report.Next is null || string.CompareOrdinal(one.Value, report.Next) < 0);
        return new(
            Notified.Where(one => !IsOver(one))
                .Concat(notified.Select(row => KeyValuePair.Create(row.KeyIn(report.Scope), row.Image.Text)))
                .DistinctBy(one => one.Key).Take(MostRows).ToDictionary(),
            report.Scope.IsWholeCluster ? report.Next : Next);
    }

    public JsonObject ToJson() => new()
    {
        ["told"] = new JsonObject(Notified.Select(one => KeyValuePair.Create(one.Key, (JsonNode?)JsonValue.Create(one.Value)))),
        ["next"] = Next,
    };

    /// <exception cref="UnreadableException">It is no such memory.</exception>
    public static AuditMemory Read(JsonNode json) => json.Part("told") is JsonObject told
        ? new(told.ToDictionary(one => one.Key, one => told.TextOrNull(one.Key) ?? ""), json.TextOrNull("next"))
        : throw StoredJson.Unreadable("told");
}
