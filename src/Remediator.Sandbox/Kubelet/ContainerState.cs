using Remediator.Sandbox.Kubernetes;

namespace Remediator.Sandbox.Kubelet;

/// <summary>
/// The state of a container: waiting (with <c>ImageId</c> if its image crashed), or running an image since a time.
/// </summary>
internal sealed record ContainerState(string Name, string Image, string? Waiting, string? Message, string? ImageId, DateTimeOffset Since)
{
    public const string Crashed = "CrashLoopBackOff";

    public bool IsRunning => ImageId is not null && Waiting is null;

    /// <summary>The containers of a pod by its status; one without a status is being created.</summary>
    public static ContainerState[] Of(ApiObject pod)
    {
        var written = pod.At("status.containerStatuses") is { } list
            ? list.EnumerateArray().ToDictionary(status => status.GetProperty("name").GetString()!) : [];
        return [.. pod.At("spec.containers")!.Value.EnumerateArray().Select(container =>
        {
            var (name, image) = (container.GetProperty("name").GetString()!, container.GetProperty("image").GetString()!);
            return written.TryGetValue(name, out var status) ? Read(name, image, status)
                : new(name, image, "ContainerCreating", null, null, default);
        })];
    }

    private static ContainerState Read(string name, string image, JsonElement status)
    {
        var state = status.GetProperty("state");
        if (state.TryGetProperty("running", out var running))
            return new(name, image, null, null, status.GetProperty("imageID").GetString(),
                running.GetProperty("startedAt").GetDateTimeOffset());
        var waiting = state.GetProperty("waiting");
        return new(name, image, waiting.GetProperty("reason").GetString(),
            waiting.TryGetProperty("message", out var message) ? message.GetString() : null,
            status.GetProperty("imageID").GetString() is { Length: > 0 } id ? id : null, default);
    }
}
