using k8s.Autorest;
using Remediator.Kubernetes;
using Remediator.Scan;

namespace Remediator.Repair;

/// <summary>
/// Evicts stuck pods one after another. The policy has just been changed, so the kubelets pull again in these very seconds: each pod is
/// evicted as it was seen, or looked at again.
/// </summary>
internal static class Evictions
{
    /// <summary>The kubelet writes a waiting pod's status at each try, so the one that was seen may be a little old.</summary>
    private const int MostTries = 3;

    /// <summary>A container waits for its image, and none of the pod's containers runs.</summary>
    public static bool IsStuck(Pod pod) =>
        pod.Metadata.DeletionTimestamp is null && !pod.Serves && WaitingContainer.OfOwn(pod).Any();

    /// <param name="stuck">As they were listed.</param>
    public static async Task<Message> EvictAsync(
        Cluster cluster, string ns, Workload workload, IReadOnlyList<Pod> stuck, CancellationToken cancelled)
    {
        var (evicted, failures) = (0, new List<Exception>());
        foreach (var pod in stuck)
        {
            try
            {
                if (await EvictAsync(cluster, ns, pod, cancelled))
                    evicted++;
            }
            // a disruption budget may spare one and not the next
            catch (Exception e) when (KubernetesFailure.IsExpected(e, cancelled))
            {
                failures.Add(e);
            }
        }
        return (evicted, failures) switch
        {
            (0, []) => new Message("restart.none-waiting", ("workload", $"{workload}")),
            (_, []) => new Message("restart.evicted", ("workload", $"{workload}"), ("count", evicted)),
            (0, [var first, ..]) => new Message("restart.failed", ("workload", $"{workload}"),
                ("why", KubernetesFailure.Why(first, "create pods/eviction"))),
            (_, [var first, ..]) => new Message("restart.evicted-some", ("workload", $"{workload}"), ("count", evicted),
                ("stuck", evicted + failures.Count), ("why", KubernetesFailure.Why(first, "create pods/eviction"))),
        };
    }

    /// <returns>False where it has recovered, or was replaced, since it was seen.</returns>
    private static async Task<bool> EvictAsync(Cluster cluster, string ns, Pod listed, CancellationToken cancelled)
    {
        var pod = listed;
        for (var tries = 1; ; tries++)
        {
            try
            {
                await cluster.EvictAsync(ns, pod, cancelled);
                return true;
            }
            catch (HttpOperationException e) when (KubernetesFailure.IsNotFound(e))
            {
                return false;
            }
            catch (HttpOperationException e) when (KubernetesFailure.IsConflict(e) && tries < MostTries)
            {
                var now = await cluster.PodsAsync(ns, PodSelector.Named(listed.Metadata.Name), cancelled);
                if (now.FirstOrDefault(one => one.Metadata.Uid == listed.Metadata.Uid && IsStuck(one)) is not { } still)
                    return false;
                pod = still;
            }
        }
    }
}
