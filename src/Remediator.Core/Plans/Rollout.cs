namespace Remediator.Core.Plans;

/// <summary>What decides whether a change of its template makes a Deployment, StatefulSet or DaemonSet replace a stuck pod.</summary>
public sealed record Rollout
{
    /// <summary>Someone paused it; <c>kubectl rollout restart</c> refuses then, and so does this program.</summary>
    public bool IsPaused { get; init; }

    /// <summary>The tool that applies it from a source of its own (Argo CD, Flux), or null.</summary>
    public string? Source { get; init; }

    /// <summary>Its pods are replaced only once someone deletes them.</summary>
    public bool IsOnDelete { get; init; }

    /// <summary>
    /// A StatefulSet that is <c>OrderedReady</c>: its controller waits for the stuck pod before it replaces any, and later replaces those
    /// that are well. https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#forced-rollback
    /// </summary>
    public bool IsOrdered { get; init; }

    /// <summary>Pods of a StatefulSet below this ordinal are not replaced.</summary>
    public int Partition { get; init; }

    /// <summary>No old pod goes before a new one is ready, so that there has to be room for one more.</summary>
    public bool NeedsRoom { get; init; }

    /// <summary>What one of its pods takes of a quota, by the quota's names; what is not known is not in it.</summary>
    public IReadOnlyDictionary<string, decimal> Needs { get; init; } = new Dictionary<string, decimal>();
}
