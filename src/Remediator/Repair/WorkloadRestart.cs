using Remediator.Core.Plans;
using Remediator.Kubernetes;
using Remediator.Scan;

namespace Remediator.Repair;

/// <summary>
/// Brings the affected workloads back after a patch: the whole workload where no pod of it is healthy, otherwise only the stuck pods.
/// </summary>
internal sealed class WorkloadRestart(TimeProvider clock)
{
    private static readonly string[] s_rolloutKinds = ["Deployment", "StatefulSet", "DaemonSet"];

    /// <summary>
    /// What was done. A right that is missing is reported, not thrown: the kubelet tries again by itself within 5 minutes.
    /// </summary>
    public async Task<Message> RestartAsync(Cluster cluster, PullFailure failure, RestartWorkloads how, DateTimeOffset stamp,
        CancellationToken cancelled)
    {
        if (how is RestartWorkloads.Off)
            return new Message("restart.off");
        var restarts = new List<Message>();
        foreach (var workload in failure.Pods.GroupBy(pod => (pod.Namespace, pod.Workload)))
        {
            try
            {
                restarts.Add(await RestartAsync(cluster, workload.Key.Namespace, workload.Key.Workload, [.. workload], how, stamp,
                    cancelled));
            }
            catch (Exception e) when (KubernetesFailure.IsExpected(e, cancelled))
            {
                restarts.Add(new Message("restart.failed", ("workload", $"{workload.Key.Workload}"),
                    ("why", KubernetesFailure.Why(e, $"rollout restart {workload.Key.Workload}"))));
            }
        }
        return restarts is [var only] ? only : new Message("restart.all", ("workloads", restarts.ToArray()));
    }

    private async Task<Message> RestartAsync(
        Cluster cluster, string ns, Workload workload, FailingPod[] stuck, RestartWorkloads how, DateTimeOffset stamp,
        CancellationToken cancelled)
    {
        if (workload.Kind == "Pod")
            return new Message("restart.no-owner", ("workload", $"{workload}"));
        var pods = (await cluster.PodsAsync(ns, cancelled)).Where(pod => Owners.Of(pod) == workload).ToArray();
        // some may have pulled, or been replaced, since they were found waiting
        var still = pods.Where(pod => stuck.Any(one => one.Uid == pod.Metadata.Uid) && WaitingContainer.Of(pod).Any()).ToArray();
        var roll = s_rolloutKinds.Contains(workload.Kind)
            && (how is RestartWorkloads.Rollout || (how is RestartWorkloads.Auto && !pods.Any(pod => pod.IsReady)));
        if (!roll)
            return await EvictAsync(cluster, ns, workload, still, cancelled);
        var rollout = await cluster.RolloutAsync(ns, workload, cancelled);
        if (rollout.Paused)
            return new Message("restart.paused", ("workload", $"{workload}"),
                ("instead", await EvictAsync(cluster, ns, workload, still, cancelled)));
        // a stamp in its template would differ from its source, which may put it back and roll it out once more
        if (rollout.Source is { } source && how is not RestartWorkloads.Rollout)
            return new Message("restart.managed",
                ("workload", $"{workload}"), ("tool", source), ("instead", await EvictAsync(cluster, ns, workload, still, cancelled)));
        if (!await ReallyOwnsAsync(cluster, ns, workload, pods, cancelled))
            return new Message("restart.not-owned", ("workload", $"{workload}"));
        await cluster.RestartAsync(ns, workload, stamp, cancelled);
        return new Message("restart.restarted", ("workload", $"{workload}"), ("time", $"{clock.GetUtcNow():HH:mm:ss}Z"));
    }

    private static async Task<Message> EvictAsync(Cluster cluster, string ns, Workload workload, Pod[] stuck, CancellationToken cancelled)
    {
        if (stuck.Length == 0)
            return new Message("restart.none-waiting", ("workload", $"{workload}"));
        var failures = new List<Exception>();
        foreach (var pod in stuck)
        {
            try
            {
                await cluster.EvictAsync(ns, pod, cancelled);
            }
            // a disruption budget may spare one and not the next
            catch (Exception e) when (KubernetesFailure.IsExpected(e, cancelled))
            {
                failures.Add(e);
            }
        }
        var evicted = stuck.Length - failures.Count;
        if (failures.Count == 0)
            return new Message("restart.evicted", ("workload", $"{workload}"), ("count", evicted));
        return evicted > 0
            ? new Message("restart.evicted-some", ("workload", $"{workload}"), ("count", evicted), ("stuck", stuck.Length),
                ("why", KubernetesFailure.Why(failures[0], "create pods/eviction")))
            : new Message("restart.failed", ("workload", $"{workload}"),
                ("why", KubernetesFailure.Why(failures[0], "create pods/eviction")));
    }

    /// <summary>A pod's labels name its Deployment; only its ReplicaSet proves it.</summary>
    private static async Task<bool> ReallyOwnsAsync(Cluster cluster, string ns, Workload workload, Pod[] pods, CancellationToken cancelled)
    {
        if (workload.Kind != "Deployment")
            return true;
        var replicaSets = pods.Select(pod => pod.Controller?.Name).OfType<string>().Distinct();
        var owners = await Task.WhenAll(
            replicaSets.Select(async name => Owners.Controller((await cluster.ReplicaSetAsync(ns, name, cancelled)).Metadata)));
        return owners.Length > 0 && owners.All(owner => owner is { Kind: "Deployment" } && owner.Name == workload.Name);
    }
}
