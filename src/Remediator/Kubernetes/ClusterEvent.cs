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
