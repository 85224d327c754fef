namespace Remediator.Core;

/// <summary>What to look at: a cluster, down to a namespace, a workload or one pod where the event knows them.</summary>
/// <param name="Workload">The workload's name without its kind, as Container Insights reports it in <c>PodName</c>.</param>
public sealed record Scope(string Account, string Region, string Cluster, string? Namespace, string? Workload, string? Pod)
{
    public Place Place => new(Account, Region);
}
