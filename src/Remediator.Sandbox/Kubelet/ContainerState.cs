using Remediator.Sandbox.Kubernetes;

namespace Remediator.Sandbox.Kubelet;

/// <summary>
/// The state of a container: waiting (with <c>ImageId</c> if its image crashed), or running an image since a time.
/// </summary>
internal sealed record ContainerState(string Name, string Image, string? Waiting, string? Message, string? ImageId, DateTimeOffset Since)
{
    public const string Crashed = "CrashLoopBackOff";

    public const string Init = "initContainers", Ordinary = "containers", Debug = "ephemeralContainers";

    private static readonly (string List, string Statuses)[] s_lists =
        [(Init, "initContainerStatuses"), (Ordinary, "containerStatuses"), (Debug, "ephemeralContainerStatuses")];

    /// <summary>The list of the pod's spec that it stands in.</summary>
    public string List { get; init; } = Ordinary;

    /// <summary>An init container that keeps running.</summary>
    public bool IsSidecar { get; init; }

    /// <summary>An init container that has done its work.</summary>
    public bool HasEnded { get; init; }

    /// <summary>It ran before, and was restarted.</summary>
    public bool RanBefore { get; init; }

    public bool IsRunning => ImageId is not null && Waiting is null && !HasEnded;

    /// <summary>What waits for it may start.</summary>
    public bool IsDone => IsSidecar ? IsRunning : HasEnded;

    /// <summary>The name of the list of statuses that goes with a list of the spec.</summary>
    public static string StatusesOf(string list) => s_lists.Single(one => one.List == list).Statuses;

    /// <summary>The list of the pod's spec that a container stands in.</summary>
    public static string ListOf(ApiObject pod, string container) =>
        s_lists.Select(one => one.List).FirstOrDefault(
            list => In(pod, $"spec.{list}").Any(one => one.GetProperty("name").ValueEquals(container))) ?? Ordinary;

    /// <summary>The spec of a container, in whichever list.</summary>
    public static JsonElement? SpecOf(ApiObject pod, string container) =>
        s_lists.SelectMany(one => In(pod, $"spec.{one.List}")).Cast<JsonElement?>()
            .FirstOrDefault(one => one!.Value.GetProperty("name").ValueEquals(container));

    /// <summary>The statuses of a pod's containers, those of init containers first.</summary>
    public static IEnumerable<JsonElement> Statuses(ApiObject pod) => s_lists.SelectMany(one => In(pod, $"status.{one.Statuses}"));

    /// <summary>The containers of a pod by its status; one without a status is being created.</summary>
    public static ContainerState[] Of(ApiObject pod)
    {
        var written = Statuses(pod).ToDictionary(status => status.GetProperty("name").GetString()!);
        var first = In(pod, "spec.initContainers").Any() ? "PodInitializing" : "ContainerCreating";
        return [.. s_lists.SelectMany(one => In(pod, $"spec.{one.List}").Select(container =>
        {
            var (name, image) = (container.GetProperty("name").GetString()!, container.GetProperty("image").GetString()!);
            var state = written.TryGetValue(name, out var status) ? Read(name, image, status)
                : new(name, image, first, null, null, default);
            return state with
            {
                List = one.List,
                IsSidecar = one.List == Init && container.TryGetProperty("restartPolicy", out var policy) && policy.ValueEquals("Always"),
            };
        }))];
    }

    /// <summary>
    /// The containers that may start now: init containers one after another, then the ordinary ones; a debug container at any time.
    /// </summary>
    public static IEnumerable<ContainerState> Startable(ApiObject pod)
    {
        var all = Of(pod);
        var init = all.Where(one => one.List == Init).ToArray();
        var waiting = init.TakeWhile(one => one.IsDone).Count();
        return [.. init.Take(waiting + 1), .. all.Where(one => one.List == Debug || (one.List == Ordinary && waiting == init.Length))];
    }

    private static JsonElement.ArrayEnumerator In(ApiObject pod, string path) =>
        pod.At(path) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : default;

    private static ContainerState Read(string name, string image, JsonElement status)
    {
        var state = status.GetProperty("state");
        var id = status.GetProperty("imageID").GetString() is { Length: > 0 } known ? known : null;
        var ranBefore = status.GetProperty("restartCount").GetInt32() > 0;
        if (state.TryGetProperty("running", out var running))
            return new(name, image, null, null, id, running.GetProperty("startedAt").GetDateTimeOffset()) { RanBefore = ranBefore };
        if (state.TryGetProperty("terminated", out _))
            return new(name, image, null, null, id, default) { HasEnded = true };
        var waiting = state.GetProperty("waiting");
        return new(name, image, waiting.GetProperty("reason").GetString(),
            waiting.TryGetProperty("message", out var message) ? message.GetString() : null, id, default)
        { RanBefore = ranBefore };
    }
}
