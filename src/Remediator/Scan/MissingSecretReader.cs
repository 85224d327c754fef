using Remediator.Core.PullTexts;
using Remediator.Kubernetes;

namespace Remediator.Scan;

/// <summary>Reads which pull secrets of pods the kubelet did not find. Secrets themselves are never read.</summary>
internal static class MissingSecretReader
{
    /// <returns>The names that the newest event about a pod says; none where there is no event, or none can be read.</returns>
    public static async Task<Func<Pod, IReadOnlyList<string>>> ReadAsync(
        Cluster cluster, IReadOnlyCollection<Pod> pods, CancellationToken cancelled)
    {
        var withSecrets = pods.Where(pod => pod.Spec.ImagePullSecrets is { Count: > 0 }).ToArray();
        var read = await Bounded.SelectAsync(withSecrets.GroupBy(pod => pod.Metadata.Namespace), ns =>
            KubernetesFailure.FactAsync($"list events -n {ns.Key}", () => cluster.PodEventsAsync(ns.Key, MissingSecrets.Reason,
                ns.Take(2).ToArray() is [var only] ? only.Metadata.Name : null, cancelled), cancelled));
        var newest = ClusterEvent.NewestTexts(read);
        return pod => MissingSecrets.In(newest.GetValueOrDefault(pod.Metadata.Uid, ""));
    }
}
