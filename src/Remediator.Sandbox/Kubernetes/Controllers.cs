using Remediator.Sandbox.Json;

namespace Remediator.Sandbox.Kubernetes;

/// <summary>The controllers of the control plane: after every write they reconcile dependents with their owners.</summary>
internal sealed class Controllers
{
    private readonly ObjectStore _store;
    private readonly Scheduler _scheduler;
    private readonly Quotas _quotas;
    private readonly StatefulSets _statefulSets;
    private readonly Jobs _jobs;

    /// <summary>Names of first pods that were not given yet, by "namespace/name" of their Deployments.</summary>
    private readonly Dictionary<string, string> _firstPods;

    /// <summary>Owners whose pods a quota kept out: they try again once something went.</summary>
    private readonly Dictionary<string, string> _refused = [];
    private bool _freed;

    /// <param name="firstPods">What the first pods of Deployments are called, by their "namespace/name".</param>
    public Controllers(ObjectStore store, Scheduler scheduler, IEnumerable<KeyValuePair<string, string>> firstPods)
    {
        (_store, _scheduler, _quotas, _firstPods) = (store, scheduler, new(store), new(firstPods));
        (_statefulSets, _jobs) = (new(store, Create), new(store, Create));
    }

    /// <summary>Pods that were bound to a node and that no kubelet has taken yet, or that got another container since.</summary>
    public Queue<ApiObject> NewPods { get; } = [];

    /// <summary>Called when there are new pods.</summary>
    public Action PodsCreated { get; set; } = () => { };

    /// <summary>The kubelet is to look at a pod again.</summary>
    public void Changed(ApiObject pod)
    {
        lock (_store.WriteLock)
            NewPods.Enqueue(pod);
        PodsCreated();
    }

    public void ReconcileAll(DateTimeOffset now)
    {
        lock (_store.WriteLock)
        {
            do
            {
                while (_store.TakeChanged() is { Length: > 0 } touched)
                    foreach (var uid in touched)
                        Reconcile(uid, now);
                _quotas.Recount(now);
            }
            while (RetryRefused(now));
            if (NewPods.Count > 0)
                PodsCreated();
        }
    }

    private bool RetryRefused(DateTimeOffset now)
    {
        if (!_freed || _refused.Count == 0)
            return false;
        _freed = false;
        foreach (var uid in _refused.Keys.ToArray())
        {
            _refused.Remove(uid);
            Reconcile(uid, now);
        }
        return true;
    }

    private void Reconcile(string uid, DateTimeOffset now)
    {
        if (_store.ByUid(uid) is not { } item)
        {
            _freed = true;
            // the owners of other kinds are not served here, and are taken to be there
            foreach (var orphan in _store.OwnedBy(uid).Where(one => Kind.All.Any(kind => kind.Name == one.OwnerKind)))
                _store.Remove(orphan);
        }
        else if (item.Kind == Kind.Deployment)
            Rollout.Reconcile(item, _store, now);
        else if (item.Kind == Kind.ReplicaSet)
            Replicas(item, now);
        else if (item.Kind == Kind.StatefulSet)
            _statefulSets.Reconcile(item, now);
        else if (item.Kind == Kind.DaemonSet)
            OnEachNode(item, now);
        else if (item.Kind == Kind.Job)
            _jobs.Reconcile(item, now);
        else if (item.Kind == Kind.Pod && item["spec.nodeName"] is null)
            NewPods.Enqueue(_scheduler.Bind(item, _store, now));
    }

    /// <summary>Makes a pod, unless a quota forbids it: then its owner has an Event that says so.</summary>
    private ApiObject? Create(ApiObject owner, JsonObject pod, DateTimeOffset now)
    {
        if (_refused.ContainsKey(owner.Uid))
            return null;
        if (_quotas.Refusal(pod) is not { } why)
        {
            var made = _store.Put(Kind.Pod, pod, now);
            _quotas.Recount(now);
            return made;
        }
        _refused[owner.Uid] = why;
        _store.Put(Kind.Event, new()
        {
            ["kind"] = "Event",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{owner.Name}.{Guid.NewGuid().ToString("N")[..16]}",
                ["namespace"] = owner.Namespace,
            },
            ["involvedObject"] = new JsonObject
            {
                ["kind"] = owner.Kind.Name,
                ["apiVersion"] = owner.Kind.ApiVersion,
                ["namespace"] = owner.Namespace,
                ["name"] = owner.Name,
                ["uid"] = owner.Uid,
            },
            ["reason"] = "FailedCreate",
            ["message"] = $"Error creating: {why}",
            ["type"] = "Warning",
            ["count"] = 1,
            ["firstTimestamp"] = JsonText.Timestamp(now),
            ["lastTimestamp"] = JsonText.Timestamp(now),
        }, now);
        return null;
    }

    private void Replicas(ApiObject set, DateTimeOffset now)
    {
        var pods = _store.OwnedBy(set.Uid);
        var wanted = set.Number("spec.replicas");
        foreach (var surplus in pods.OrderBy(pod => pod.Condition("Ready")).ThenByDescending(pod => pod.Name, StringComparer.Ordinal)
            .Take(Math.Max(0, pods.Count - wanted)))
            _store.Remove(surplus);
        if (pods.Count >= wanted)
            _refused.Remove(set.Uid);
        for (var missing = pods.Count; missing < wanted; missing++)
            if (Create(set, PodTemplate.Pod(set, NameOfNext(set)), now) is null)
                break;
        pods = _store.OwnedBy(set.Uid);
        var ready = pods.Count(pod => pod.Condition("Ready"));
        var status = new JsonObject
        {
            ["replicas"] = pods.Count,
            ["fullyLabeledReplicas"] = pods.Count,
            ["readyReplicas"] = ready,
            ["availableReplicas"] = ready,
            ["observedGeneration"] = set.Number("metadata.generation"),
        };
        if (_refused.TryGetValue(set.Uid, out var why))
            status["conditions"] = new JsonArray(Rollout.ReplicaFailure(why,
                set.At("status") is { } before ? JsonObject.Create(before) : null, now));
        _store.Edit(set, now, draft => draft["status"] = status);
    }

    private string NameOfNext(ApiObject set) =>
        set.Owner is { } owner && _store.ByUid(owner) is { } deployment && _firstPods.Remove(deployment.Key, out var name)
            ? name : $"{set.Name}-{GeneratedName.Suffix(5)}";

    // a DaemonSet replaces its pods under the same name: first all broken ones, then one at a time
    private void OnEachNode(ApiObject set, DateTimeOffset now)
    {
        var revision = PodTemplate.Hash(set);
        string[] names = [.. _scheduler.Nodes.Select(node => $"{set.Name}-{GeneratedName.Stable(set.Uid + node, 5)}")];
        var pods = _store.OwnedBy(set.Uid);
        foreach (var surplus in pods.Where(pod => !names.Contains(pod.Name)))
            _store.Remove(surplus);
        var old = set["spec.updateStrategy.type"] == "OnDelete" ? [] : pods.Where(pod => pod.Label("controller-revision-hash") != revision)
            .OrderByDescending(pod => pod.Name, StringComparer.Ordinal).ToArray();
        var broken = old.Where(pod => !pod.Condition("Ready")).ToArray();
        foreach (var pod in broken.Length > 0 ? broken : pods.All(pod => pod.Condition("Ready")) ? old.Take(1) : [])
            _store.Remove(pod);
        for (var n = 0; n < names.Length; n++)
        {
            if (_store.Find(Kind.Pod, set.Namespace, names[n]) is not null)
                continue;
            var pod = PodTemplate.Pod(set, names[n]);
            pod["metadata"]!["labels"]!["controller-revision-hash"] = revision;
            pod["spec"]!["nodeName"] = _scheduler.Nodes[n];
            if (Create(set, pod, now) is { } put)
                NewPods.Enqueue(put);
        }
        pods = _store.OwnedBy(set.Uid);
        var ready = pods.Count(pod => pod.Condition("Ready"));
        _store.Edit(set, now, draft => draft["status"] = new JsonObject
        {
            ["desiredNumberScheduled"] = names.Length,
            ["currentNumberScheduled"] = pods.Count,
            ["updatedNumberScheduled"] = pods.Count(pod => pod.Label("controller-revision-hash") == revision),
            ["numberReady"] = ready,
            ["numberAvailable"] = ready,
            ["numberUnavailable"] = names.Length - ready,
            ["numberMisscheduled"] = 0,
            ["observedGeneration"] = set.Number("metadata.generation"),
        });
    }
}
