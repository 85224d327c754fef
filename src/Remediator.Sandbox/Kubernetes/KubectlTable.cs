using System.Globalization;

namespace Remediator.Sandbox.Kubernetes;

/// <summary>The tables that the API server returns for kubectl get (Accept: …;as=Table).</summary>
internal static class KubectlTable
{
    private sealed record Column(string Name, Func<ApiObject, DateTimeOffset, JsonNode> Cell, int Priority = 0);

    private static readonly Column s_name = new("Name", (item, _) => item.Name);
    private static readonly Column s_age = new("Age", (item, now) => Since(item["metadata.creationTimestamp"], now));

    private static readonly Dictionary<Kind, Column[]> s_columns = new()
    {
        [Kind.Pod] =
        [
            s_name,
            new("Ready", (item, _) => $"{ReadyContainers(item)}/{item.At("spec.containers")?.GetArrayLength()}"),
            new("Status", (item, _) => PodStatus(item)),
            new("Restarts", (item, _) => $"{Containers(item).Sum(status => status.GetProperty("restartCount").GetInt32())}"),
            s_age,
            new("IP", (item, _) => item["status.podIP"] ?? "<none>", 1),
            new("Node", (item, _) => item["spec.nodeName"] ?? "<none>", 1),
            new("Nominated Node", (_, _) => "<none>", 1),
            new("Readiness Gates", (_, _) => "<none>", 1),
        ],
        [Kind.Deployment] =
        [
            s_name,
            new("Ready", (item, _) => $"{item.Number("status.readyReplicas")}/{item.Number("spec.replicas")}"),
            new("Up-to-date", (item, _) => item.Number("status.updatedReplicas")),
            new("Available", (item, _) => item.Number("status.availableReplicas")),
            s_age,
        ],
        [Kind.ReplicaSet] =
        [
            s_name,
            new("Desired", (item, _) => item.Number("spec.replicas")),
            new("Current", (item, _) => item.Number("status.replicas")),
            new("Ready", (item, _) => item.Number("status.readyReplicas")),
            s_age,
        ],
        [Kind.StatefulSet] = [s_name,
            new("Ready", (item, _) => $"{item.Number("status.readyReplicas")}/{item.Number("spec.replicas")}"), s_age],
        [Kind.DaemonSet] =
        [
            s_name,
            new("Desired", (item, _) => item.Number("status.desiredNumberScheduled")),
            new("Current", (item, _) => item.Number("status.currentNumberScheduled")),
            new("Ready", (item, _) => item.Number("status.numberReady")),
            s_age,
        ],
        [Kind.Node] = [s_name, new("Status", (item, _) => item.Condition("Ready") ? "Ready" : "NotReady"), new("Roles", (_, _) => "<none>"),
            s_age, new("Version", (item, _) => item["status.nodeInfo.kubeletVersion"] ?? "")],
        [Kind.Event] =
        [
            new("Last Seen", (item, now) => Since(item["lastTimestamp"] ?? item["eventTime"], now)),
            new("Type", (item, _) => item["type"] ?? ""),
            new("Reason", (item, _) => item["reason"] ?? ""),
            new("Object", (item, _) => $"{item["involvedObject.kind"]?.ToLowerInvariant()}/{item["involvedObject.name"]}"),
            new("Message", (item, _) => item["message"] ?? ""),
        ],
        [Kind.Namespace] = [s_name, new("Status", (item, _) => item["status.phase"] ?? "Active"), s_age],
        [Kind.ServiceAccount] = [s_name, new("Secrets", (_, _) => 0), s_age],
        [Kind.Secret] = [s_name, new("Type", (item, _) => item["type"] ?? ""), s_age],
        [Kind.Job] =
        [
            s_name, new("Status", (item, _) => item.Condition("Failed") ? "Failed" : "Running"),
            new("Completions", (item, _) => $"{item.Number("status.succeeded")}/{item.Number("spec.completions")}"), s_age,
        ],
        [Kind.CronJob] = [s_name, new("Schedule", (item, _) => item["spec.schedule"] ?? ""), new("Suspend", (_, _) => "False"), s_age],
        [Kind.ResourceQuota] = [s_name, s_age],
        [Kind.ClusterRole] = [s_name, s_age],
        [Kind.ClusterRoleBinding] = [s_name, new("Role", (item, _) => $"ClusterRole/{item["roleRef.name"]}"), s_age],
        [Kind.RoleBinding] = [s_name, new("Role", (item, _) => $"ClusterRole/{item["roleRef.name"]}"), s_age],
        [Kind.PodDisruptionBudget] = [s_name, new("Min Available", (item, _) => item["spec.minAvailable"] ?? "N/A"), s_age],
    };

    public static JsonObject Of(Kind kind, IEnumerable<ApiObject> items, JsonObject metadata, DateTimeOffset now) => new()
    {
        ["kind"] = "Table",
        ["apiVersion"] = "meta.k8s.io/v1",
        ["metadata"] = metadata,
        ["columnDefinitions"] = new JsonArray([.. s_columns[kind].Select(column => new JsonObject
        {
            ["name"] = column.Name,
            ["type"] = "string",
            ["format"] = column == s_name ? "name" : "",
            ["description"] = "",
            ["priority"] = column.Priority,
        })]),
        ["rows"] = new JsonArray([.. items.Select(item => new JsonObject
        {
            ["cells"] = new JsonArray([.. s_columns[kind].Select(column => column.Cell(item, now))]),
            ["object"] = new JsonObject
            {
                ["kind"] = "PartialObjectMetadata",
                ["apiVersion"] = "meta.k8s.io/v1",
                ["metadata"] = JsonObject.Create(item.At("metadata")!.Value),
            },
        })]),
    };

    private static string PodStatus(ApiObject pod) =>
        pod.Deleting ? "Terminating"
        : Containers(pod).Select(status => status.GetProperty("state")).Where(state => state.TryGetProperty("waiting", out _))
            .Select(state => state.GetProperty("waiting").GetProperty("reason").GetString()).FirstOrDefault()
        ?? pod["status.phase"] ?? "Unknown";

    private static JsonElement.ArrayEnumerator Containers(ApiObject pod) =>
        pod.At("status.containerStatuses") is { } list ? list.EnumerateArray() : default;

    private static int ReadyContainers(ApiObject pod) => Containers(pod).Count(status => status.GetProperty("ready").GetBoolean());

    // as kubectl prints ages: 59s, 5m12s, 3h, 2d
    private static string Since(string? time, DateTimeOffset now)
    {
        if (time is null)
            return "<unknown>";
        var age = now - DateTimeOffset.Parse(time, CultureInfo.InvariantCulture);
        return age.TotalMinutes < 2 ? $"{Math.Max(0, (int)age.TotalSeconds)}s"
            : age.TotalMinutes < 10 ? $"{age.Minutes}m{(age.Seconds > 0 ? $"{age.Seconds}s" : "")}"
            : age.TotalHours < 3 ? $"{(int)age.TotalMinutes}m"
            : age.TotalHours < 48 ? $"{(int)age.TotalHours}h" : $"{(int)age.TotalDays}d";
    }
}
