using Remediator.Sandbox.Json;

namespace Remediator.Sandbox.Kubelet;

/// <summary>Writes the status of a pod as the kubelet does.</summary>
internal static class PodStatus
{
    public static void Write(JsonObject draft, IReadOnlyList<ContainerState> containers, DateTimeOffset now)
    {
        var status = draft["status"]!.AsObject();
        var unready = containers.Where(container => !container.IsRunning).Select(container => container.Name).ToArray();
        status["phase"] = containers.All(container => container.ImageId is not null) ? "Running" : "Pending";
        status["startTime"] ??= JsonText.Timestamp(now);
        status["podIP"] ??= Address((string)draft["metadata"]!["uid"]!);
        status["podIPs"] ??= new JsonArray(new JsonObject { ["ip"] = (string)status["podIP"]! });
        var why = unready.Length == 0 ? null : $"containers with unready status: [{string.Join(' ', unready)}]";
        var before = status["conditions"]?.AsArray();
        status["conditions"] = new JsonArray(
            Condition("PodReadyToStartContainers", null, before, now), Condition("Initialized", null, before, now),
            Condition("Ready", why, before, now), Condition("ContainersReady", why, before, now),
            Condition("PodScheduled", null, before, now));
        status["containerStatuses"] = new JsonArray([.. containers.Select(Status)]);
    }

    private static JsonObject Status(ContainerState container)
    {
        var running = container.IsRunning;
        var state = running
            ? new JsonObject { ["running"] = new JsonObject { ["startedAt"] = JsonText.Timestamp(container.Since) } }
            : new JsonObject { ["waiting"] = new JsonObject { ["reason"] = container.Waiting } };
        if (container.Message is { } message)
            state["waiting"]!["message"] = message;
        return new()
        {
            ["name"] = container.Name,
            ["image"] = container.Image,
            ["imageID"] = container.ImageId ?? "",
            ["lastState"] = new JsonObject(),
            ["ready"] = running,
            ["restartCount"] = container.Waiting == ContainerState.Crashed ? 1 : 0,
            ["started"] = running,
            ["state"] = state,
        };
    }

    private static JsonObject Condition(string type, string? why, JsonArray? before, DateTimeOffset now)
    {
        var status = why is null ? "True" : "False";
        var same = before?.OfType<JsonObject>().FirstOrDefault(old => (string?)old["type"] == type && (string?)old["status"] == status);
        var condition = new JsonObject
        {
            ["type"] = type,
            ["status"] = status,
            ["lastProbeTime"] = null,
            ["lastTransitionTime"] = (string?)same?["lastTransitionTime"] ?? JsonText.Timestamp(now),
        };
        if (why is not null)
            (condition["reason"], condition["message"]) = ("ContainersNotReady", why);
        return condition;
    }

    private static string Address(string uid) => $"10.42.{Convert.ToInt32(uid[..2], 16)}.{Convert.ToInt32(uid[2..4], 16)}";
}
