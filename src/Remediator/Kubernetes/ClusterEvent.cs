namespace Remediator.Kubernetes;

/// <summary>The fields of an event that this program uses.</summary>
public sealed record ClusterEvent
{
    public string? Reason { get; init; }
    public string? Message { get; init; }
    public EventObject? InvolvedObject { get; init; }
    public DateTime? FirstTimestamp { get; init; }
    public DateTime? LastTimestamp { get; init; }
    public DateTime? EventTime { get; init; }

    /// <summary>When it was seen last, in whole seconds.</summary>
    public DateTime At => LastTimestamp ?? EventTime ?? FirstTimestamp ?? DateTime.MinValue;

    /// <summary>Of the object that it is about; empty where it names none.</summary>
    public string Uid => InvolvedObject?.Uid ?? "";

    /// <summary>The text of the newest event about each object, by its uid, of those lists that could be read.</summary>
    public static IReadOnlyDictionary<string, string> NewestTexts(IEnumerable<Fact<IReadOnlyList<ClusterEvent>>> read) =>
        read.OfType<Fact<IReadOnlyList<ClusterEvent>>.Known>().SelectMany(fact => fact.Value)
            .GroupBy(e => e.Uid).ToDictionary(ofOne => ofOne.Key, ofOne => ofOne.MaxBy(e => e.At)!.Message ?? "");
}

public sealed record EventObject
{
    public string? Uid { get; init; }
    public string? FieldPath { get; init; }
}

internal sealed record EventList
{
    public List<ClusterEvent>? Items { get; init; }
}
