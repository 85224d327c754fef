using System.Collections.Concurrent;

namespace Remediator.Kubernetes;

/// <summary>
/// The pods of workloads, selected by label, so that no namespace is read for a few of its pods. Where a workload's selector cannot be
/// read, its pods are found now and then among all of the namespace, and in between by the labels that they share.
/// </summary>
internal sealed class WorkloadPods(Cluster cluster, TimeProvider clock)
{
    /// <summary>After this time the namespace is read again: new pods may have other labels.</summary>
    private static readonly TimeSpan s_foundAmongAll = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<(string Namespace, Workload Workload), PodSelector?> _own = [];
    private readonly ConcurrentDictionary<(string Namespace, Workload Workload), (DateTimeOffset At, IReadOnlyList<Pod> Pods)> _among = [];

    public async Task<IReadOnlyList<Pod>> OfAsync(string ns, Workload workload, CancellationToken cancelled)
    {
        if (!_own.TryGetValue((ns, workload), out var own))
            _own[(ns, workload)] = own = await SelectorAsync(ns, workload, cancelled);
        return own is not null
            ? Of(workload, await cluster.PodsAsync(ns, own, cancelled))
            : await AmongAllAsync(ns, workload, cancelled);
    }

    private async Task<IReadOnlyList<Pod>> AmongAllAsync(string ns, Workload workload, CancellationToken cancelled)
    {
        if (_among.TryGetValue((ns, workload), out var found) && clock.GetUtcNow() < found.At + s_foundAmongAll)
            return PodSelector.Common(found.Pods) is { } shared
                ? Of(workload, await cluster.PodsAsync(ns, shared, cancelled)) : found.Pods;
        _among[(ns, workload)] = found = (clock.GetUtcNow(), Of(workload, await cluster.PodsAsync(ns, null, cancelled)));
        return found.Pods;
    }

    private async Task<PodSelector?> SelectorAsync(string ns, Workload workload, CancellationToken cancelled)
    {
        try
        {
            return workload.Kind switch
            {
                "Pod" => PodSelector.Named(workload.Name),
                _ => PodSelector.Of((await cluster.WorkloadAsync(ns, workload, cancelled))?.Spec?.Selector),
            };
        }
        // without restarts there may be no right to read workloads
        catch (Exception e) when (KubernetesFailure.IsDenied(e))
        {
            return null;
        }
    }

    /// <summary>Others may have the same labels.</summary>
    private static Pod[] Of(Workload workload, IEnumerable<Pod> pods) => [.. pods.Where(pod => Owners.Of(pod) == workload)];
}
