using Remediator.Core.Verdicts;
using Remediator.Kubernetes;

namespace Remediator.Repair;

/// <summary>
/// What a restart left behind: a rollout that does not progress, as its Deployment says, or a pod that did not come back.
/// </summary>
internal sealed class RestartCheck(Cluster cluster, TimeProvider clock)
{
    private static readonly string[] s_kindsThatReport = ["StatefulSet", "DaemonSet", "ReplicaSet"];

    /// <summary>Null where nothing stands out.</summary>
    /// <param name="stamp">Of the restart.</param>
    public async Task<RestartReport?> ReadAsync(PullFailure failure, DateTimeOffset stamp, CancellationToken cancelled)
    {
        var workloads = failure.Workloads.Where(one => one.Workload.Kind == "Deployment" || s_kindsThatReport.Contains(one.Workload.Kind));
        var reports = await Bounded.SelectAsync(workloads, async Task<(Message? Says, Message? Unread)> (one) =>
        {
            try
            {
                return (one.Workload.Kind == "Deployment"
                    ? await OfDeploymentAsync(one.Namespace, one.Workload, stamp, cancelled)
                    : await OfPodsAsync(one.Namespace, one.Workload, stamp, cancelled), null);
            }
            catch (Exception e) when (KubernetesFailure.IsExpected(e, CancellationToken.None))
            {
                var why = KubernetesFailure.Why(e, $"get {one.Workload}");
                return (new Message("verify.left-unread", ("workload", $"{one.Workload}"), ("why", why)),
                    Gaps.Of(new Message("fact.workload"), why));
            }
        });
        return reports.Select(report => report.Says).OfType<Message>().ToArray() is { Length: > 0 } all
            ? new(Message.Joined(all), [.. reports.Select(report => report.Unread).OfType<Message>()]) : null;
    }

    private async Task<Message?> OfDeploymentAsync(string ns, Workload workload, DateTimeOffset stamp, CancellationToken cancelled) =>
        await cluster.WorkloadAsync(ns, workload, cancelled) is { } deployment
            ? OfDeployment(workload, deployment, Cluster.IsRestartedBy(deployment, stamp), Since(stamp)) : null;

    /// <summary>
    /// One whose template was changed reports how its rollout goes; one of which a pod was evicted, that no pod may take its place.
    /// https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#failed-deployment
    /// </summary>
    internal static Message? OfDeployment(Workload workload, WorkloadObject deployment, bool isRestarted, DateTimeOffset since)
    {
        var conditions = deployment.Status?.Conditions ?? [];
        if (isRestarted)
            return conditions.FirstOrDefault(one => one is { Type: "ReplicaFailure", Status: "True" }
                or { Type: "Progressing", Status: "False" }) is { } stuck
                ? new Message("verify.rollout-stuck", ("workload", $"{workload}"), ("text", stuck.Message ?? stuck.Reason ?? ""))
                : null;
        return conditions.FirstOrDefault(one => one is { Type: "ReplicaFailure", Status: "True" }
            && (one.LastTransitionTime ?? since) >= since) is { } refused
            ? NotReplaced(workload, refused.Message ?? refused.Reason) : null;
    }

    private async Task<Message?> OfPodsAsync(string ns, Workload workload, DateTimeOffset stamp, CancellationToken cancelled)
    {
        var refused = await cluster.FailedCreatesAsync(ns, workload, cancelled);
        if (!refused.Any(e => e.At >= Since(stamp).UtcDateTime))
            return null;
        var pods = await new WorkloadPods(cluster, clock).OfAsync(ns, workload, cancelled);
        return OfPods(workload, await cluster.WorkloadAsync(ns, workload, cancelled),
            pods.Count(pod => pod.Metadata.DeletionTimestamp is null), refused, Since(stamp));
    }

    /// <summary>A pod that was refused and then let in is there now.</summary>
    /// <param name="living">How many pods it has.</param>
    internal static Message? OfPods(
        Workload workload, WorkloadObject? owner, int living, IReadOnlyList<ClusterEvent> refused, DateTimeOffset since) =>
        living < (owner?.Spec?.Replicas ?? owner?.Status?.DesiredNumberScheduled ?? 1)
        && refused.Where(e => e.At >= since.UtcDateTime).OrderByDescending(e => e.At).FirstOrDefault() is { } latest
            ? NotReplaced(workload, latest.Message) : null;

    /// <summary>By the cluster's clock.</summary>
    private DateTimeOffset Since(DateTimeOffset stamp) => stamp + cluster.ClockAhead;

    private static Message NotReplaced(Workload workload, string? why) =>
        new("verify.not-replaced", ("workload", $"{workload}"), ("text", why ?? ""));
}
