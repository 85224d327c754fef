using Remediator.Kubernetes;

namespace Remediator.Scan;

/// <summary>Reads lists of pods only for as long as there is time left for what follows from them.</summary>
internal static class PodListing
{
    /// <inheritdoc cref="Cluster.FromPodsAsync"/>
    public static async Task<PodsSeen<T>> ReadAsync<T>(
        Cluster cluster, string? ns, Func<Pod, IEnumerable<T>> pick, Invocation invocation)
    {
        using var time = invocation.Time.UntilScanned();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(time.Token, invocation.Cancelled);
        return await cluster.FromPodsAsync(ns, pick, end.Token);
    }
}
