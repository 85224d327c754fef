namespace Remediator.Sandbox.Kubernetes;

/// <summary>
/// The controller of StatefulSets. In order (OrderedReady) it makes no pod, and replaces none, while one of them is not ready; so a rollout
/// waits for a stuck pod, and goes on with the good ones when that has recovered.
/// https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#deployment-and-scaling-guarantees
/// </summary>
internal sealed class StatefulSets(ObjectStore store, Func<ApiObject, JsonObject, DateTimeOffset, ApiObject?> create)
{
    public void Reconcile(ApiObject set, DateTimeOffset now)
    {
        var revision = PodTemplate.Hash(set);
        var replicas = set.Number("spec.replicas");
        Step(set, revision, replicas, now);
        var pods = store.OwnedBy(set.Uid);
        var (ready, updated) = (pods.Count(pod => pod.Condition("Ready")), pods.Count(pod => RevisionOf(pod) == revision));
        store.Edit(set, now, draft => draft["status"] = new JsonObject
        {
            ["observedGeneration"] = set.Number("metadata.generation"),
            ["replicas"] = pods.Count,
            ["readyReplicas"] = ready,
            ["availableReplicas"] = ready,
            ["currentReplicas"] = pods.Count,
            ["updatedReplicas"] = updated,
            ["currentRevision"] = $"{set.Name}-{(updated == replicas ? revision : pods.Select(RevisionOf).FirstOrDefault() ?? revision)}",
            ["updateRevision"] = $"{set.Name}-{revision}",
        });
    }

    private void Step(ApiObject set, string revision, int replicas, DateTimeOffset now)
    {
        var inOrder = set["spec.podManagementPolicy"] != "Parallel";
        var partition = set.Number("spec.updateStrategy.rollingUpdate.partition");
        for (var ordinal = 0; ordinal < replicas; ordinal++)
        {
            if (Pod(set, ordinal) is not { } pod)
            {
                var old = store.OwnedBy(set.Uid).Select(RevisionOf).FirstOrDefault(other => other != revision);
                Create(set, ordinal, ordinal < partition ? old ?? revision : revision, now);
                if (inOrder)
                    return;
            }
            else if (inOrder && !pod.Condition("Ready"))
                return;
        }
        if (store.OwnedBy(set.Uid).Where(pod => OrdinalOf(set, pod) >= replicas).MaxBy(pod => OrdinalOf(set, pod)) is { } surplus)
        {
            store.Remove(surplus);
            return;
        }
        if (set["spec.updateStrategy.type"] != "OnDelete")
            Update(set, revision, partition, replicas);
    }

    /// <summary>The highest ordinal first; the next only once that one is ready again.</summary>
    private void Update(ApiObject set, string revision, int partition, int replicas)
    {
        for (var ordinal = replicas - 1; ordinal >= partition; ordinal--)
        {
            if (Pod(set, ordinal) is not { } pod)
                return;
            if (RevisionOf(pod) != revision)
            {
                store.Remove(pod);
                return;
            }
            if (!pod.Condition("Ready"))
                return;
        }
    }

    private void Create(ApiObject set, int ordinal, string revision, DateTimeOffset now)
    {
        var pod = PodTemplate.Pod(set, $"{set.Name}-{ordinal}");
        pod["metadata"]!["labels"]!["controller-revision-hash"] = revision;
        create(set, pod, now);
    }

    private ApiObject? Pod(ApiObject set, int ordinal) => store.Find(Kind.Pod, set.Namespace, $"{set.Name}-{ordinal}");

    private static string? RevisionOf(ApiObject pod) => pod.Label("controller-revision-hash");

    private static int OrdinalOf(ApiObject set, ApiObject pod) =>
        int.TryParse(pod.Name[(set.Name.Length + 1)..], out var ordinal) ? ordinal : 0;
}
