using Remediator.Kubernetes;

namespace Remediator.Notify;

/// <summary>What is annotated of an incident in one namespace: a bounded number of its pods, and the workloads that they are of.</summary>
internal sealed class EventTargets
{
    /// <summary>How many workloads of an incident get an Event: those with most failing pods.</summary>
    public const int MostWorkloads = 10;

    /// <summary>How many failing pods of each of them get one.</summary>
    public const int MostPods = 5;

    private readonly string _namespace;
    private readonly IReadOnlyList<IReadOnlyList<FailingPod>> _pods;

    private EventTargets(string ns, IReadOnlyList<IReadOnlyList<FailingPod>> pods) => (_namespace, _pods) = (ns, pods);

    public static IEnumerable<EventTargets> Of(PullFailure failure) =>
        from ofOne in failure.Pods.DistinctBy(pod => pod.Uid).GroupBy(pod => (pod.Namespace, pod.Workload))
            .OrderByDescending(ofOne => ofOne.Count()).Take(MostWorkloads)
        group (IReadOnlyList<FailingPod>)[.. ofOne.Take(MostPods)] by ofOne.Key.Namespace into space
        select new EventTargets(space.Key, [.. space]);

    /// <summary>Annotates one after another. Where one is refused, so are the others of the namespace, and they are left.</summary>
    /// <returns>How many were annotated, and why not all.</returns>
    public async Task<(int Done, Message? Gap)> EachAsync(Cluster cluster, Func<EventTarget, Task> annotate, CancellationToken cancelled)
    {
        var (done, unread) = (0, (Message?)null);
        try
        {
            foreach (var pods in _pods)
            {
                foreach (var pod in pods)
                {
                    await annotate(new("v1", "Pod", pod.Namespace, pod.Name, pod.Uid));
                    done++;
                }
                var workload = await KubernetesFailure.FactAsync($"list {pods[0].Workload} -n {_namespace}",
                    () => WorkloadAsync(cluster, pods[0], cancelled), cancelled);
                unread ??= workload.Gap;
                if (workload is not Fact<EventTarget?>.Known { Value: { } target })
                    continue;
                await annotate(target);
                done++;
            }
        }
        catch (Exception e) when (KubernetesFailure.IsExpected(e, CancellationToken.None))
        {
            return (done, KubernetesFailure.Why(e, $"create events -n {_namespace}"));
        }
        return (done, unread);
    }

    /// <summary>Null for a pod without a workload, one that is gone, and a controller of a kind that is not Kubernetes' own.</summary>
    private static async Task<EventTarget?> WorkloadAsync(Cluster cluster, FailingPod pod, CancellationToken cancelled)
    {
        if (WorkloadKind.All.FirstOrDefault(kind => kind.Name == pod.Workload.Kind) is not { } kind)
            return null;
        if (WorkloadKind.WithTemplate.Contains(kind))
            return await cluster.TargetAsync(kind, pod.Namespace, pod.Workload.Name, cancelled);
        // of a kind that may not be listed, the pod has the uid
        return pod.ControllerUid is { } uid ? new(kind.ApiVersion, kind.Name, pod.Namespace, pod.Workload.Name, uid) : null;
    }
}
