namespace Remediator.Sandbox.Kubernetes;

/// <summary>
/// The controller of Jobs. A pod that goes before it has succeeded counts as a failure, whatever deleted it, and beyond the back-off
/// limit the Job has failed for good. https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-backoff-failure-policy
/// </summary>
internal sealed class Jobs(ObjectStore store, Func<ApiObject, JsonObject, DateTimeOffset, ApiObject?> create)
{
    private readonly Dictionary<string, HashSet<string>> _active = [];

    public void Reconcile(ApiObject job, DateTimeOffset now)
    {
        if (job.Condition("Failed"))
            return;
        if (!_active.TryGetValue(job.Uid, out var active))
            _active[job.Uid] = active = [];
        var failed = job.Number("status.failed") + active.RemoveWhere(uid => store.ByUid(uid) is null);
        if (failed > job.Number("spec.backoffLimit"))
        {
            foreach (var pod in store.OwnedBy(job.Uid))
                store.Remove(pod);
            active.Clear();
            store.Edit(job, now, draft => draft["status"] = Status(failed, 0, "BackoffLimitExceeded"));
            return;
        }
        while (active.Count < Math.Min(job.Number("spec.parallelism"), job.Number("spec.completions"))
            && create(job, PodTemplate.Pod(job, $"{job.Name}-{GeneratedName.Suffix(5)}"), now) is { } pod)
            active.Add(pod.Uid);
        store.Edit(job, now, draft => draft["status"] = Status(failed, active.Count, null));
    }

    private static JsonObject Status(int failed, int active, string? why)
    {
        var status = new JsonObject { ["active"] = active, ["failed"] = failed };
        if (why is not null)
            status["conditions"] = new JsonArray(new JsonObject
            {
                ["type"] = "Failed",
                ["status"] = "True",
                ["reason"] = why,
                ["message"] = "Job has reached the specified backoff limit",
            });
        return status;
    }
}
