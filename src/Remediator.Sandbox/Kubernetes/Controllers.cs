namespace Remediator.Sandbox.Kubernetes;

/// <summary>The controllers of the control plane: after every write they reconcile dependents with their owners.</summary>
internal sealed class Controllers(ObjectStore store, Scheduler scheduler)
{
    /// <summary>Pods that were bound to a node and that no kubelet has taken yet.</summary>
    public Queue<ApiObject> NewPods { get; } = [];

    /// <summary>Called when there are new pods.</summary>
    public Action PodsCreated { get; set; } = () => { };

    public void ReconcileAll(DateTimeOffset now)
    {
        lock (store.WriteLock)
        {
            while (store.TakeChanged() is { Length: > 0 } touched)
                foreach (var uid in touched)
                    Reconcile(uid, now);
            if (NewPods.Count > 0)
                PodsCreated();
        }
    }

    private void Reconcile(string uid, DateTimeOffset now)
    {
        if (store.ByUid(uid) is not { } item)
            foreach (var orphan in store.OwnedBy(uid))
                store.Remove(orphan);
        else if (item.Kind == Kind.Deployment)
            Rollout.Reconcile(item, store, now);
        else if (item.Kind == Kind.ReplicaSet)
            Replicas(item, now);
        else if (item.Kind == Kind.StatefulSet || item.Kind == Kind.DaemonSet)
            ReplaceInPlace(item, now);
        else if (item.Kind == Kind.Pod && item["spec.nodeName"] is null)
            NewPods.Enqueue(scheduler.Bind(item, store, now));
    }

    private void Replicas(ApiObject set, DateTimeOffset now)
    {
        var pods = store.OwnedBy(set.Uid);
        var wanted = set.Number("spec.replicas");
        foreach (var surplus in pods.OrderBy(pod => pod.Condition("Ready")).ThenByDescending(pod => pod.Name, StringComparer.Ordinal)
            .Take(Math.Max(0, pods.Count - wanted)))
            store.Remove(surplus);
        for (var missing = pods.Count; missing < wanted; missing++)
            store.Put(Kind.Pod, PodTemplate.Pod(set, $"{set.Name}-{GeneratedName.Suffix(5)}"), now);
        pods = store.OwnedBy(set.Uid);
        var ready = pods.Count(pod => pod.Condition("Ready"));
        store.Edit(set, now, draft => draft["status"] = new JsonObject
        {
            ["replicas"] = pods.Count,
            ["fullyLabeledReplicas"] = pods.Count,
            ["readyReplicas"] = ready,
            ["availableReplicas"] = ready,
            ["observedGeneration"] = set.Number("metadata.generation"),
        });
    }

    // StatefulSet and DaemonSet replace their pods under the same name: first all broken ones, then one at a time
    private void ReplaceInPlace(ApiObject set, DateTimeOffset now)
    {
        var revision = PodTemplate.Hash(set);
        string[] names = set.Kind == Kind.StatefulSet
            ? [.. Enumerable.Range(0, set.Number("spec.replicas")).Select(n => $"{set.Name}-{n}")]
            : [.. scheduler.Nodes.Select(node => $"{set.Name}-{GeneratedName.Stable(set.Uid + node, 5)}")];
        var pods = store.OwnedBy(set.Uid);
        foreach (var surplus in pods.Where(pod => !names.Contains(pod.Name)))
            store.Remove(surplus);
        var old = pods.Where(pod => pod.Label("controller-revision-hash") != revision).OrderByDescending(pod => pod.Name,
            StringComparer.Ordinal).ToArray();
        var broken = old.Where(pod => !pod.Condition("Ready")).ToArray();
        foreach (var pod in broken.Length > 0 ? broken : pods.All(pod => pod.Condition("Ready")) ? old.Take(1) : [])
            store.Remove(pod);
        for (var n = 0; n < names.Length; n++)
        {
            if (store.Find(Kind.Pod, set.Namespace, names[n]) is not null)
                continue;
            var pod = PodTemplate.Pod(set, names[n]);
            pod["metadata"]!["labels"]!["controller-revision-hash"] = revision;
            if (set.Kind == Kind.DaemonSet)
                pod["spec"]!["nodeName"] = scheduler.Nodes[n];
            var put = store.Put(Kind.Pod, pod, now);
            if (set.Kind == Kind.DaemonSet)
                NewPods.Enqueue(put);
        }
        store.Edit(set, now, draft => draft["status"] = Status(set, store.OwnedBy(set.Uid), names.Length, revision));
    }

    private static JsonObject Status(ApiObject set, IReadOnlyList<ApiObject> pods, int wanted, string revision)
    {
        var (ready, updated) = (pods.Count(pod => pod.Condition("Ready")),
            pods.Count(pod => pod.Label("controller-revision-hash") == revision));
        var status = set.Kind == Kind.StatefulSet
            ? new JsonObject
            {
                ["replicas"] = pods.Count,
                ["readyReplicas"] = ready,
                ["availableReplicas"] = ready,
                ["currentReplicas"] = pods.Count,
                ["updatedReplicas"] = updated,
                ["currentRevision"] = $"{set.Name}-{revision}",
                ["updateRevision"] = $"{set.Name}-{revision}",
            }
            : new JsonObject
            {
                ["desiredNumberScheduled"] = wanted,
                ["currentNumberScheduled"] = pods.Count,
                ["updatedNumberScheduled"] = updated,
                ["numberReady"] = ready,
                ["numberAvailable"] = ready,
                ["numberUnavailable"] = wanted - ready,
                ["numberMisscheduled"] = 0,
            };
        status["observedGeneration"] = set.Number("metadata.generation");
        return status;
    }
}
