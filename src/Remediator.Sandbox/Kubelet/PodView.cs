using Remediator.Sandbox.Kubernetes;

namespace Remediator.Sandbox.Kubelet;

/// <summary>A pod as an operator sees it; the reason and message are those of the first container that waits.</summary>
public sealed record PodView(
    string Namespace, string Name, string Workload, string Node, string Phase, bool Ready,
    string? WaitingReason, string? WaitingMessage, int RestartCount, DateTimeOffset Created)
{
    /// <summary>The node could not create the pod's sandbox, so that no container was started.</summary>
    public bool LacksSandbox { get; init; }

    internal static PodView Of(ApiObject pod, ObjectStore store)
    {
        JsonElement[] containers = [.. ContainerState.Statuses(pod)];
        var waiting = containers.Select(Waiting).FirstOrDefault(state => state is not null);
        return new(pod.Namespace, pod.Name, WorkloadOf(pod, store), pod["spec.nodeName"] ?? "", pod["status.phase"] ?? "Pending",
            pod.Condition("Ready"), Text(waiting, "reason"), Text(waiting, "message"),
            containers.Sum(container => container.GetProperty("restartCount").GetInt32()),
            pod.At("metadata.creationTimestamp")!.Value.GetDateTimeOffset())
        {
            LacksSandbox = pod.At("status.conditions") is { } conditions && conditions.EnumerateArray().Any(one =>
                one.GetProperty("type").ValueEquals("PodReadyToStartContainers") && one.GetProperty("status").ValueEquals("False")),
        };
    }

    private static JsonElement? Waiting(JsonElement container) =>
        container.GetProperty("state").TryGetProperty("waiting", out var waiting) ? waiting : null;

    private static string? Text(JsonElement? waiting, string member) =>
        waiting is { } state && state.TryGetProperty(member, out var text) ? text.GetString() : null;

    private static string WorkloadOf(ApiObject pod, ObjectStore store)
    {
        var owner = pod;
        while (owner.Owner is { } uid && store.ByUid(uid) is { } next)
            owner = next;
        return $"{owner.Kind.Name}/{owner.Name}";
    }
}
