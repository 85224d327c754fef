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

    /// <summary>The text of the newest event about each object, by its uid.</summary>
    public static IReadOnlyDictionary<string, string> NewestTexts(IEnumerable<ClusterEvent> events) =>
        events
            .GroupBy(e => e.Uid).ToDictionary(ofOne => ofOne.Key, ofOne => ofOne.MaxBy(e => e.At)!.Message ?? "");
}

public sealed record EventObject
{
    public string? Uid { get; init; }
    public string? FieldPath { get; init; }
}

/// <summary>The first events of a list, in no order.</summary>
/// <param name="IsCut">There are more.</param>
internal sealed record EventsSeen(IReadOnlyList<ClusterEvent> Events, bool IsCut);

internal sealed record EventList
{
    public ListMetadata? Metadata { get; init; }

    public List<ClusterEvent>? Items { get; init; }
}
