namespace Remediator.Sandbox.Kubernetes;

/// <summary>
/// What <c>kubectl logs</c> gets: the API server's refusal for a container that waits, the sandbox's own for one that runs.
/// </summary>
internal static class ContainerLog
{
    public static ApiError Refused(ApiObject pod)
    {
        if (pod.At("status.containerStatuses") is { } containers)
            foreach (var container in containers.EnumerateArray())
                if (container.TryGetProperty("state", out var state) && state.TryGetProperty("waiting", out var waiting)
                    && waiting.TryGetProperty("reason", out var reason))
                {
                    var why = reason.GetString() is "ErrImagePull" or "ImagePullBackOff" ? "trying and failing to pull image"
                        : reason.GetString();
                    return new(400, "BadRequest",
                        $"container \"{container.GetProperty("name")}\" in pod \"{pod.Name}\" is waiting to start: {why}");
                }
        return new(501, "NotImplemented", $"the sandbox runs no containers, so pod \"{pod.Name}\" writes no log");
    }
}
