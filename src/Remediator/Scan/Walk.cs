namespace Remediator.Scan;

/// <summary>Where to look in one cluster.</summary>
/// <param name="Only">The images whose failures are handled; null for all.</param>
public sealed record ClusterLook(Scope Scope, ImageSource? Only = null)
{
    /// <summary>How EKS failed to say which clusters a pattern matches; null where it said, and where the scope is a cluster.</summary>
    public Exception? NotListed { get; init; }
}

/// <summary>Clusters whose failures are handled together: one, or all that wait for one decision.</summary>
public sealed record Walk(IReadOnlyList<ClusterLook> Looks)
{
    /// <summary>One of all clusters that are known, rather than what the event names.</summary>
    public bool IsSweep { get; init; }

    /// <summary>Nothing fails there any more, as the event says: only what is open is looked at.</summary>
    public bool IsEnded { get; init; }

    /// <summary>Pods that run from their nodes' caches are looked at as well: their next pull may fail.</summary>
    public bool LooksAhead { get; init; }
}
