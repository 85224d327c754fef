namespace Remediator.Kubernetes;

/// <summary>What was picked from a list of pods.</summary>
/// <param name="Unfinished">Why the list was not read to its end; null where it was.</param>
public sealed record PodsSeen<T>(IReadOnlyList<T> Picked, Message? Unfinished);
