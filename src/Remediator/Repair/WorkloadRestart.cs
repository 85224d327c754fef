using Remediator.Core.Failures;
using Remediator.Core.Plans;
using Remediator.Kubernetes;
using Remediator.Scan;

namespace Remediator.Repair;

/// <summary>Brings the affected workloads back after a patch: the whole workload where no pod of it is healthy, otherwise only the stuck pods.</summary>
internal sealed class WorkloadRestart(TimeProvider clock)
{
    private static readonly string[] RolloutKinds = ["Deployment", "StatefulSet", "DaemonSet"];

    /// <summary>What was done, in words. A right that is missing is told, not thrown: the kubelet tries again by itself within 5 minutes.</summary>
    public async Task<string> RestartAsync(Cluster cluster, PullFailure failure, RestartWorkloads how, DateTimeOffset stamp, CancellationToken cancelled)
    {
        if (how is RestartWorkloads.Off)
            return "nothing was restarted (RESTART_WORKLOADS=off)";
        var told = new List<string>();
        foreach (var workload in failure.Pods.GroupBy(pod => (pod.Namespace, pod.Workload)))
        {
            try
            {
                told.Add(await RestartAsync(cluster, workload.Key.Namespace, workload.Key.Workload, [.. workload], how, stamp, cancelled));
            }
            catch (Exception e) when (KubernetesFailure.IsExpected(e, cancelled))
            {
                told.Add($"{workload.Key.Workload} was not restarted: {KubernetesFailure.Why(e, "restart it")}");
            }
        }
        return string.Join("; ", told);
    }

    private async Task<string> RestartAsync(
        Cluster cluster, string ns, Workload workload, FailingPod[] stuck, RestartWorkloads how, DateTimeOffset stamp, CancellationToken cancelled)
    {
        if (workload.Kind == "Pod")
            return $"{workload} has no owner that would make it again, so it is left to the kubelet";
        var pods = (await cluster.PodsAsync(ns, cancelled)).Where(pod => Owners.Of(pod) == workload).ToArray();
        // some may have pulled, or been replaced, since they were found waiting
        var still = pods.Where(pod => stuck.Any(one => one.Uid == pod.Metadata.Uid) && WaitingContainer.Of(pod).Any()).ToArray();
        var roll = RolloutKinds.Contains(workload.Kind)
            && (how is RestartWorkloads.Rollout || (how is RestartWorkloads.Auto && !pods.Any(pod => pod.IsReady)));
        if (!roll)
            return await EvictAsync(cluster, ns, workload, still, cancelled);
        var rollout = await cluster.RolloutAsync(ns, workload, cancelled);
        if (rollout.Paused)
            return $"{workload} is paused, so it was not rolled out; {await EvictAsync(cluster, ns, workload, still, cancelled)}";
        // a stamp in its template would differ from its source, which may put it back and roll it out once more
        if (rollout.Source is { } source && how is not RestartWorkloads.Rollout)
            return $"{workload} is applied by {source}, so its template was not touched; {await EvictAsync(cluster, ns, workload, still, cancelled)}";
        if (!await ReallyOwnsAsync(cluster, ns, workload, pods, cancelled))
            return $"{workload} was not restarted: its pods do not really belong to it";
        await cluster.RestartAsync(ns, workload, stamp, cancelled);
        return $"{workload} was restarted at {clock.GetUtcNow():HH:mm:ss}Z";
    }

    private static async Task<string> EvictAsync(Cluster cluster, string ns, Workload workload, Pod[] stuck, CancellationToken cancelled)
    {
        if (stuck.Length == 0)
            return $"no pod of {workload} waits any more, so none was evicted";
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
        return failures.Count == 0 ? $"{stuck.Length} stuck pods of {workload} were evicted"
            : failures.Count < stuck.Length ? $"{stuck.Length - failures.Count} of {stuck.Length} stuck pods of {workload} were evicted; {KubernetesFailure.Why(failures[0], "evict the others")}"
            : $"{workload} was not restarted: {KubernetesFailure.Why(failures[0], "restart it")}";
    }

    /// <summary>A pod's labels name its Deployment; only its ReplicaSet proves it.</summary>
    private static async Task<bool> ReallyOwnsAsync(Cluster cluster, string ns, Workload workload, Pod[] pods, CancellationToken cancelled)
    {
        if (workload.Kind != "Deployment")
            return true;
        var replicaSets = pods.Select(pod => pod.Controller?.Name).OfType<string>().Distinct();
        var owners = await Task.WhenAll(replicaSets.Select(async name => Owners.Controller((await cluster.ReplicaSetAsync(ns, name, cancelled)).Metadata)));
        return owners.Length > 0 && owners.All(owner => owner is { Kind: "Deployment" } && owner.Name == workload.Name);
    }
}
