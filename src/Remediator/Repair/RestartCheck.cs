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
    public async Task<Message?> ReadAsync(PullFailure failure, DateTimeOffset stamp, CancellationToken cancelled)
    {
        var workloads = failure.Workloads.Where(one => one.Workload.Kind == "Deployment" || s_kindsThatReport.Contains(one.Workload.Kind));
        var reports = await Bounded.SelectAsync(workloads, async one =>
        {
            try
            {
                return one.Workload.Kind == "Deployment"
                    ? await OfDeploymentAsync(one.Namespace, one.Workload, stamp, cancelled)
                    : await OfPodsAsync(one.Namespace, one.Workload, stamp, cancelled);
            }
            catch (Exception e) when (KubernetesFailure.IsExpected(e, CancellationToken.None))
            {
                return new Message("verify.left-unread", ("workload", $"{one.Workload}"),
                    ("why", KubernetesFailure.Why(e, $"get {one.Workload}")));
            }
        });
        return reports.OfType<Message>().ToArray() is { Length: > 0 } all ? Message.Joined(all) : null;
    }

    private async Task<Message?> OfDeploymentAsync(string ns, Workload workload, DateTimeOffset stamp, CancellationToken cancelled)
    {
        if (await cluster.WorkloadAsync(ns, workload, cancelled) is not { } deployment || !Cluster.IsRestartedBy(deployment, stamp))
            return null;
        var stuck = deployment.Status?.Conditions?.FirstOrDefault(IsStuck);
        return stuck is null ? null : new Message("verify.rollout-stuck",
            ("workload", $"{workload}"), ("text", stuck.Message ?? stuck.Reason ?? ""));
    }

    /// <summary>https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#failed-deployment</summary>
    private static bool IsStuck(WorkloadCondition condition) =>
        condition is { Type: "ReplicaFailure", Status: "True" } or { Type: "Progressing", Status: "False" };

    private async Task<Message?> OfPodsAsync(string ns, Workload workload, DateTimeOffset stamp, CancellationToken cancelled)
    {
        var refused = await cluster.FailedCreatesAsync(ns, workload, cancelled);
        var since = (stamp + cluster.ClockAhead).UtcDateTime;
        return refused.Where(e => e.At >= since).OrderByDescending(e => e.At).FirstOrDefault() is { } latest
            && (await new WorkloadPods(cluster, clock).OfAsync(ns, workload, cancelled)).Count == 0
            ? new Message("verify.not-replaced", ("workload", $"{workload}"), ("text", latest.Message ?? "")) : null;
    }
}
