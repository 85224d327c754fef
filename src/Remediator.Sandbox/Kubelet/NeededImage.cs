using Remediator.Sandbox.Kubernetes;

namespace Remediator.Sandbox.Kubelet;

/// <summary>
/// An image that a container needs before it can start. The Events of an image volume are about the pod as a whole, those of its own image
/// about the container.
/// </summary>
/// <param name="EventsOf">The container that the Events are about; null: the pod.</param>
internal sealed record NeededImage(string Image, string? EventsOf)
{
    public bool IsOfVolume => EventsOf is null;

    /// <summary>The first image volume that the container mounts and its node does not have; with all of them, its own image.</summary>
    public static NeededImage Next(ApiObject pod, ContainerState container, IReadOnlySet<(string Node, string Image)> present) =>
        VolumesOf(pod, container.Name).Where(image => !present.Contains((pod["spec.nodeName"]!, image)))
            .Select(image => new NeededImage(image, null)).FirstOrDefault() ?? new(container.Image, container.Name);

    private static IEnumerable<string> VolumesOf(ApiObject pod, string container) =>
        from one in In(pod.At("spec.containers"))
        where one.GetProperty("name").ValueEquals(container) && one.TryGetProperty("volumeMounts", out _)
        from mount in In(one.GetProperty("volumeMounts"))
        from volume in In(pod.At("spec.volumes"))
        where volume.GetProperty("name").ValueEquals(mount.GetProperty("name").GetString()) && volume.TryGetProperty("image", out _)
        select volume.GetProperty("image").GetProperty("reference").GetString()!;

    private static JsonElement.ArrayEnumerator In(JsonElement? list) =>
        list is { ValueKind: JsonValueKind.Array } some ? some.EnumerateArray() : default;
}
