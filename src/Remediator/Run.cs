namespace Remediator;

/// <summary>The handling of one event: its id, for what is told (null for a bare payload), and how long there is.</summary>
public sealed record Run(string? EventId, Deadline Deadline, CancellationToken Cancelled);
