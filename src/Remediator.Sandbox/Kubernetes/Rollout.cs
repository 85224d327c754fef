using System.Globalization;
using Remediator.Sandbox.Json;

namespace Remediator.Sandbox.Kubernetes;

/// <summary>
/// The rolling update of a Deployment: a new ReplicaSet scales up within maxSurge, old ones scale down within maxUnavailable.
/// https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment
/// </summary>
internal static class Rollout
{
    public static void Reconcile(ApiObject deployment, ObjectStore store, DateTimeOffset now)
    {
        var sets = store.OwnedBy(deployment.Uid).Where(item => item.Kind == Kind.ReplicaSet).ToList();
        var hash = PodTemplate.Hash(deployment);
        // a paused Deployment keeps its newest ReplicaSet, even if its template has changed
        var current = sets.Find(set => set.Label("pod-template-hash") == hash)
            ?? (deployment["spec.paused"] == "true" ? sets.MaxBy(set => int.Parse(Revision(set), CultureInfo.InvariantCulture)) : null)
                ?? Added(sets, New(deployment, hash, sets.Count + 1, store, now));
        current = Renewed(current, sets, deployment["spec.paused"] == "true", store, now);
        Scale(deployment, current, sets, store, now);
        store.Edit(deployment, now, draft =>
        {
            draft["metadata"]!["annotations"] ??= new JsonObject();
            draft["metadata"]!["annotations"]!["deployment.kubernetes.io/revision"] = Revision(current);
            draft["status"] = Status(deployment, current, [.. sets.Select(set => store.ByUid(set.Uid)!)],
                draft["status"] as JsonObject, now);
        });
    }

    /// <summary>A template that comes back, by <c>kubectl rollout undo</c> say, is the latest revision again.</summary>
    private static ApiObject Renewed(ApiObject current, List<ApiObject> sets, bool isPaused, ObjectStore store, DateTimeOffset now)
    {
        var latest = sets.Max(set => int.Parse(Revision(set), CultureInfo.InvariantCulture));
        if (isPaused || Revision(current) == $"{latest}")
            return current;
        var renewed = store.Edit(current, now, draft =>
            draft["metadata"]!["annotations"]!["deployment.kubernetes.io/revision"] = $"{latest + 1}")!;
        sets[sets.FindIndex(set => set.Uid == current.Uid)] = renewed;
        return renewed;
    }

    private static string Revision(ApiObject set) =>
        set.At("metadata.annotations")!.Value.GetProperty("deployment.kubernetes.io/revision").GetString()!;

    private static ApiObject Added(List<ApiObject> sets, ApiObject set)
    {
        sets.Add(set);
        return set;
    }

    private static ApiObject New(ApiObject deployment, string hash, int revision, ObjectStore store, DateTimeOffset now)
    {
        var template = JsonObject.Create(deployment.At("spec.template")!.Value)!.DeepClone().AsObject();
        template["metadata"] ??= new JsonObject();
        template["metadata"]!["labels"] ??= new JsonObject();
        template["metadata"]!["labels"]!["pod-template-hash"] = hash;
        var selector = JsonObject.Create(deployment.At("spec.selector")!.Value)!.DeepClone();
        selector["matchLabels"]!["pod-template-hash"] = hash;
        return store.Put(Kind.ReplicaSet, new()
        {
            ["kind"] = "ReplicaSet",
            ["apiVersion"] = "apps/v1",
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{deployment.Name}-{hash}",
                ["namespace"] = deployment.Namespace,
                ["generation"] = 1,
                ["labels"] = template["metadata"]!["labels"]!.DeepClone(),
                ["annotations"] = new JsonObject { ["deployment.kubernetes.io/revision"] = $"{revision}" },
                ["ownerReferences"] = new JsonArray(PodTemplate.Reference(deployment)),
            },
            ["spec"] = new JsonObject { ["replicas"] = 0, ["selector"] = selector, ["template"] = template },
        }, now);
    }

    private static void Scale(ApiObject deployment, ApiObject current, List<ApiObject> sets, ObjectStore store, DateTimeOffset now)
    {
        var desired = deployment.Number("spec.replicas");
        var surge = Share(deployment, "maxSurge", desired, up: true);
        var unavailable = Share(deployment, "maxUnavailable", desired, up: false);
        if (surge + unavailable == 0)
            unavailable = 1;
        var old = sets.Where(set => set.Uid != current.Uid).ToArray();
        var oldPods = old.Sum(set => set.Number("spec.replicas"));
        Resize(current, old.Length == 0 ? desired : Math.Clamp(desired + surge - oldPods, current.Number("spec.replicas"), desired),
            store, now);

        var pods = sets.SelectMany(set => store.OwnedBy(set.Uid)).ToArray();
        var wanted = store.ByUid(current.Uid)!.Number("spec.replicas");
        var ready = store.OwnedBy(current.Uid).Count(pod => pod.Condition("Ready"));
        // old pods that are not ready go first: deleting them does not reduce availability
        var spare = Math.Max(0, oldPods + wanted - (desired - unavailable) - (wanted - ready));
        var readyToSpare = Math.Max(0, pods.Count(pod => pod.Condition("Ready")) - (desired - unavailable));
        foreach (var set in old)
        {
            var replicas = set.Number("spec.replicas");
            var broken = store.OwnedBy(set.Uid).Count(pod => !pod.Condition("Ready"));
            var down = Math.Min(replicas, Math.Min(spare, broken + readyToSpare));
            Resize(set, replicas - down, store, now);
            (spare, readyToSpare) = (spare - down, Math.Max(0, readyToSpare - Math.Max(0, down - broken)));
        }
    }

    private static void Resize(ApiObject set, int replicas, ObjectStore store, DateTimeOffset now) =>
        store.Edit(set, now, draft => draft["spec"]!["replicas"] = replicas);

    private static int Share(ApiObject deployment, string field, int desired, bool up)
    {
        var text = deployment[$"spec.strategy.rollingUpdate.{field}"] ?? "0";
        if (!text.EndsWith('%'))
            return int.Parse(text, CultureInfo.InvariantCulture);
        var share = desired * double.Parse(text.TrimEnd('%'), CultureInfo.InvariantCulture) / 100;
        return (int)(up ? Math.Ceiling(share) : Math.Floor(share));
    }

    private static JsonObject Status(ApiObject deployment, ApiObject current, ApiObject[] sets, JsonObject? before, DateTimeOffset now)
    {
        int Sum(string field) => sets.Sum(set => set.Number(field));
        var (desired, ready) = (deployment.Number("spec.replicas"), Sum("status.readyReplicas"));
        var updated = sets.First(set => set.Uid == current.Uid).Number("status.replicas");
        var done = updated == desired && ready >= desired && Sum("status.replicas") == desired;
        var status = new JsonObject
        {
            ["observedGeneration"] = deployment.Number("metadata.generation"),
            ["replicas"] = Sum("status.replicas"),
            ["updatedReplicas"] = updated,
        };
        if (ready > 0)
            (status["readyReplicas"], status["availableReplicas"]) = (ready, ready);
        if (ready < desired)
            status["unavailableReplicas"] = desired - ready;
        var conditions = new JsonArray(
            ready >= desired
                ? Condition("Available", true, "MinimumReplicasAvailable", "Deployment has minimum availability.", before, now)
                : Condition("Available", false, "MinimumReplicasUnavailable", "Deployment does not have minimum availability.",
                    before, now),
            done
                ? Condition("Progressing", true, "NewReplicaSetAvailable", $"ReplicaSet \"{current.Name}\" has successfully progressed.",
                    before, now)
                : Condition("Progressing", true, "ReplicaSetUpdated", $"ReplicaSet \"{current.Name}\" is progressing.", before, now));
        if (sets.First(set => set.Uid == current.Uid).At("status.conditions") is { } failures)
            foreach (var failure in failures.EnumerateArray())
                conditions.Add(JsonObject.Create(failure));
        status["conditions"] = conditions;
        return status;
    }

    /// <summary>The condition of a ReplicaSet, and of its Deployment, that a pod was not let in.</summary>
    public static JsonObject ReplicaFailure(string why, JsonObject? before, DateTimeOffset now) =>
        Condition("ReplicaFailure", true, "FailedCreate", why, before, now);

    private static JsonObject Condition(string type, bool holds, string reason, string message, JsonObject? before, DateTimeOffset now)
    {
        var condition = new JsonObject
        {
            ["type"] = type,
            ["status"] = holds ? "True" : "False",
            ["reason"] = reason,
            ["message"] = message,
        };
        var same = before?["conditions"]?.AsArray().OfType<JsonObject>()
            .FirstOrDefault(old => (string?)old["type"] == type && (string?)old["reason"] == reason && (string?)old["message"] == message);
        (condition["lastTransitionTime"], condition["lastUpdateTime"]) =
            ((string?)same?["lastTransitionTime"] ?? JsonText.Timestamp(now), (string?)same?["lastUpdateTime"] ?? JsonText.Timestamp(now));
        return condition;
    }
}
