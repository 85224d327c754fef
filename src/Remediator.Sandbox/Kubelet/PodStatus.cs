using Remediator.Sandbox.Json;

namespace Remediator.Sandbox.Kubelet;

/// <summary>Writes the status of a pod as the kubelet does.</summary>
internal static class PodStatus
{
    public static void Write(JsonObject draft, IReadOnlyList<ContainerState> containers, DateTimeOffset now, bool hasSandbox = true)
    {
        var status = draft["status"]!.AsObject();
        var init = containers.Where(container => container.List == ContainerState.Init).ToArray();
        string[] unready = [.. containers.Where(container => container.List == ContainerState.Ordinary || container.IsSidecar)
            .Where(container => !container.IsRunning).Select(container => container.Name)];
        // one that never ran keeps the pod pending, whatever the others do
        var ordinary = containers.Where(container => container.List == ContainerState.Ordinary);
        status["phase"] = init.All(container => container.IsDone)
            && ordinary.All(container => container.ImageId is not null || container.RanBefore) ? "Running" : "Pending";
        status["startTime"] ??= JsonText.Timestamp(now);
        if (hasSandbox)
        {
            status["podIP"] ??= Address((string)draft["metadata"]!["uid"]!);
            status["podIPs"] ??= new JsonArray(new JsonObject { ["ip"] = (string)status["podIP"]! });
        }
        var why = unready.Length == 0 ? null : $"containers with unready status: [{string.Join(' ', unready)}]";
        var incomplete = init.Where(container => !container.IsDone).Select(container => container.Name).ToArray();
        var before = status["conditions"]?.AsArray();
        status["conditions"] = new JsonArray(
            Condition("PodReadyToStartContainers", hasSandbox ? null : "", before, now),
            Condition("Initialized",
                incomplete.Length == 0 ? null : $"containers with incomplete status: [{string.Join(' ', incomplete)}]", before, now),
            Condition("Ready", why, before, now), Condition("ContainersReady", why, before, now),
            Condition("PodScheduled", null, before, now));
        foreach (var list in containers.GroupBy(container => container.List))
            status[ContainerState.StatusesOf(list.Key)] = new JsonArray([.. list.Select(Status)]);
    }

    private static JsonObject Status(ContainerState container)
    {
        var running = container.IsRunning;
        var hasRun = container.RanBefore || container.Waiting == ContainerState.Crashed;
        return new()
        {
            ["name"] = container.Name,
            ["image"] = container.Image,
            ["imageID"] = container.ImageId ?? "",
            ["lastState"] = hasRun ? new JsonObject { ["terminated"] = new JsonObject { ["exitCode"] = 1, ["reason"] = "Error" } } : [],
            // an init container is ready once it has ended, a debug container never is
            ["ready"] = container.HasEnded || (running && container.List != ContainerState.Debug),
            ["restartCount"] = hasRun ? 1 : 0,
            ["started"] = running,
            ["state"] = State(container),
        };
    }

    private static JsonObject State(ContainerState container)
    {
        if (container.HasEnded)
            return new() { ["terminated"] = new JsonObject { ["exitCode"] = 0, ["reason"] = "Completed" } };
        if (container.IsRunning)
            return new() { ["running"] = new JsonObject { ["startedAt"] = JsonText.Timestamp(container.Since) } };
        var waiting = new JsonObject { ["reason"] = container.Waiting };
        if (container.Message is { } message)
            waiting["message"] = message;
        return new() { ["waiting"] = waiting };
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
        if (why is { Length: > 0 })
            (condition["reason"], condition["message"]) =
                (type == "Initialized" ? "ContainersNotInitialized" : "ContainersNotReady", why);
        return condition;
    }

    private static string Address(string uid) => $"10.42.{Convert.ToInt32(uid[..2], 16)}.{Convert.ToInt32(uid[2..4], 16)}";
}
