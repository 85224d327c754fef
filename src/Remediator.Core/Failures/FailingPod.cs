namespace Remediator.Core.Failures;

/// <summary>One pod with a container that waits for its image.</summary>
public sealed record FailingPod(string Namespace, string Name, string Uid, Workload Workload, string Container, string? Node);
