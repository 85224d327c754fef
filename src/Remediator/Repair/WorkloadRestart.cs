using Remediator.Core.Plans;
using Remediator.Kubernetes;
using Remediator.Scan;

namespace Remediator.Repair;

/// <summary>What was done to bring workloads back.</summary>
/// <param name="Unread">As unknowns, what could not be read and would have allowed more.</param>
internal sealed record RestartReport(Message Says, IReadOnlyList<Message> Unread);

/// <summary>
/// Brings the affected workloads back after a patch, as <see cref="RestartChoice"/> says: the whole workload where none of its pods serves,
/// otherwise only the stuck pods, and neither where that would do harm.
/// </summary>
internal sealed class WorkloadRestart(TimeProvider clock)
{
    /// <summary>
    /// What was done. A right that is missing is reported, not thrown: the kubelet tries again by itself within 5 minutes.
    /// </summary>
    public async Task<RestartReport> RestartAsync(Cluster cluster, PullFailure failure, RestartWorkloads how, DateTimeOffset stamp,
        CancellationToken cancelled)
    {
        if (how is RestartWorkloads.Off)
            return new(new Message("restart.off"), []);
        var (restarts, unread) = (new List<Message>(), new List<Message>());
        foreach (var workload in failure.Pods.GroupBy(pod => (pod.Namespace, pod.Workload)))
        {
            try
            {
                restarts.Add(await RestartAsync(cluster, workload.Key.Namespace, workload.Key.Workload, [.. workload], how, stamp,
                    unread, cancelled));
            }
            catch (Exception e) when (KubernetesFailure.IsExpected(e, cancelled))
            {
                restarts.Add(new Message("restart.failed", ("workload", $"{workload.Key.Workload}"),
                    ("why", KubernetesFailure.Why(e, $"rollout restart {workload.Key.Workload}"))));
            }
        }
        return new(restarts is [var only] ? only : new Message("restart.all", ("workloads", restarts.ToArray())), unread);
    }

    private async Task<Message> RestartAsync(
        Cluster cluster, string ns, Workload workload, FailingPod[] failing, RestartWorkloads how, DateTimeOffset stamp,
        List<Message> unread, CancellationToken cancelled)
    {
        if (RestartChoice.ByKind(workload) is { } left)
            return left.Why;
        var rolloutRead = RolloutAsync(cluster, ns, workload, cancelled);
        var quotasRead = KubernetesFailure.FactAsync("list resourcequotas", () => cluster.QuotasAsync(ns, cancelled), cancelled);
        Pod[] pods = [.. await new WorkloadPods(cluster, clock).OfAsync(ns, workload, cancelled)];
        // some may have pulled, or been replaced, since they were found waiting
        var waiting = pods.Where(pod => pod.Metadata.DeletionTimestamp is null && failing.Any(one => one.Uid == pod.Metadata.Uid)
            && WaitingContainer.Of(pod).Any()).ToArray();
        var own = waiting.Where(pod => WaitingContainer.OfOwn(pod).Any()).ToArray();
        var stuck = own.Where(Evictions.IsStuck).ToArray();
        var rollout = await rolloutRead;
        switch (RestartChoice.Of(new RestartCase(workload, how)
        {
            Stuck = stuck.Length,
            Serving = own.Length - stuck.Length,
            Debugged = waiting.Length - own.Length,
            AnyServes = pods.Any(pod => pod.Serves),
            Rollout = rollout,
            Room = RoomOf(await quotasRead, rollout),
        }))
        {
            case RestartChoice.Leave leave:
                return leave.Why;
            case RestartChoice.Evict evict:
                if (evict.Unread is { } gap)
                    unread.Add(gap);
                return evict.Describe(await Evictions.EvictAsync(cluster, ns, workload, stuck, cancelled));
        }
        if (!await ReallyOwnsAsync(cluster, ns, workload, pods, cancelled))
            return new Message("restart.not-owned", ("workload", $"{workload}"));
        await cluster.RestartAsync(ns, workload, stamp, cancelled);
        return new Message("restart.restarted", ("workload", $"{workload}"), ("time", $"{clock.GetUtcNow():HH:mm:ss}Z"));
    }

    private static async Task<Fact<Rollout?>?> RolloutAsync(Cluster cluster, string ns, Workload workload, CancellationToken cancelled) =>
        WorkloadKind.WithRollout.All(kind => kind.Name != workload.Kind) ? null : await KubernetesFailure.FactAsync(
            $"get {workload}", () => cluster.RolloutAsync(ns, workload, cancelled), cancelled);

    private static Fact<QuotaRoom> RoomOf(Fact<IReadOnlyList<Quota>> quotas, Fact<Rollout?>? rollout) =>
        quotas is Fact<IReadOnlyList<Quota>>.Known { Value: var known }
            ? Fact.Of(QuotaRoom.Of(known, rollout.ValueOrNull()?.Needs ?? new Dictionary<string, decimal>()))
            : Fact.Gap<QuotaRoom>(quotas.Gap!);

    /// <summary>A pod's labels name its Deployment; only its ReplicaSet proves it.</summary>
    private static async Task<bool> ReallyOwnsAsync(Cluster cluster, string ns, Workload workload, Pod[] pods, CancellationToken cancelled)
    {
        if (workload.Kind != "Deployment")
            return true;
        var replicaSets = pods.Select(pod => pod.Controller?.Name).OfType<string>().Distinct();
        var owners = await Bounded.SelectAsync(replicaSets,
            async name => Owners.Controller((await cluster.ReplicaSetAsync(ns, name, cancelled)).Metadata));
        return owners.Length > 0 && owners.All(owner => owner is { Kind: "Deployment" } && owner.Name == workload.Name);
    }
}
