using Remediator.Kubernetes;

namespace Remediator.Scan;

/// <summary>A container (init, ordinary or ephemeral) that waits because its image could not be pulled.</summary>
internal sealed record WaitingContainer(Pod Pod, string Name, string Image, string Reason, string Message)
{
    private static readonly HashSet<string> s_pullReasons = new(StringComparer.Ordinal)
    {
        "ErrImagePull", "ImagePullBackOff", "ImageInspectError", "ErrImageNeverPull", "InvalidImageName", "RegistryUnavailable",
        "SignatureValidationFailed",
    };

    public static IEnumerable<WaitingContainer> Of(Pod pod) =>
        from status in StatusesOf(pod)
        where status.State?.Waiting is { Reason: { } reason } && s_pullReasons.Contains(reason)
        let waiting = status.State!.Waiting!
        select new WaitingContainer(pod, status.Name, ImageOf(pod, status), waiting.Reason!, waiting.Message ?? "");

    public static IEnumerable<PodContainerStatus> StatusesOf(Pod pod) =>
        pod.Status is not { } status ? []
        : [.. status.InitContainerStatuses ?? [], .. status.ContainerStatuses ?? [], .. status.EphemeralContainerStatuses ?? []];

    /// <summary>The image as the pod names it; the status may show the name that the runtime resolved it to.</summary>
    private static string ImageOf(Pod pod, PodContainerStatus status) =>
        pod.Spec.Containers?.FirstOrDefault(c => c.Name == status.Name)?.Image
        ?? pod.Spec.InitContainers?.FirstOrDefault(c => c.Name == status.Name)?.Image
        ?? pod.Spec.EphemeralContainers?.FirstOrDefault(c => c.Name == status.Name)?.Image
        ?? status.Image ?? "";
}
