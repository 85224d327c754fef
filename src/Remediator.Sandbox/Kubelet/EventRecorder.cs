using Remediator.Sandbox.Json;
using Remediator.Sandbox.Kubernetes;

namespace Remediator.Sandbox.Kubelet;

/// <summary>Writes the kubelet's Events; a repeated Event raises the count of the existing one.</summary>
internal sealed class EventRecorder(ObjectStore store)
{
    private readonly Dictionary<(string Uid, string? Container, string Reason, string Message), string> _names = [];

    /// <param name="container">Null for an Event about the pod as a whole.</param>
    public void Record(ApiObject pod, string? container, string reason, string message, DateTimeOffset at, bool warning = false) =>
        Record(pod, container, reason, message, at, at, 1, warning);

    /// <summary>Records <paramref name="count"/> occurrences of an Event between two times.</summary>
    public void Record(ApiObject pod, string? container, string reason, string message, DateTimeOffset first, DateTimeOffset last,
        int count, bool warning = false)
    {
        var key = (pod.Uid, container, reason, message);
        if (_names.TryGetValue(key, out var name) && store.Find(Kind.Event, pod.Namespace, name) is { } same)
        {
            store.Edit(same, last, draft =>
            {
                draft["count"] = (int)draft["count"]! + count;
                draft["lastTimestamp"] = JsonText.Timestamp(last);
            });
            return;
        }
        _names[key] = name = $"{pod.Name}.{Guid.NewGuid().ToString("N")[..16]}";
        var about = new JsonObject
        {
            ["kind"] = "Pod",
            ["apiVersion"] = "v1",
            ["namespace"] = pod.Namespace,
            ["name"] = pod.Name,
            ["uid"] = pod.Uid,
        };
        if (container is not null)
            about["fieldPath"] = $"spec.{ContainerState.ListOf(pod, container)}{{{container}}}";
        store.Put(Kind.Event, new()
        {
            ["kind"] = "Event",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = pod.Namespace },
            ["involvedObject"] = about,
            ["reason"] = reason,
            ["message"] = message,
            ["type"] = warning ? "Warning" : "Normal",
            ["count"] = count,
            ["firstTimestamp"] = JsonText.Timestamp(first),
            ["lastTimestamp"] = JsonText.Timestamp(last),
            ["eventTime"] = null,
            ["source"] = new JsonObject { ["component"] = "kubelet", ["host"] = pod["spec.nodeName"] },
            ["reportingComponent"] = "kubelet",
            ["reportingInstance"] = pod["spec.nodeName"],
        }, first);
    }
}
