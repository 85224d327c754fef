using Remediator.Kubernetes;

namespace Remediator.Scan;

/// <summary>A container (init, ordinary or ephemeral) that waits because its image is not there.</summary>
internal sealed record WaitingContainer(Pod Pod, string Name, string Image, string Reason, string Message)
{
    private static readonly HashSet<string> PullReasons = new(StringComparer.Ordinal)
    {
        "ErrImagePull", "ImagePullBackOff", "ImageInspectError", "ErrImageNeverPull", "InvalidImageName", "RegistryUnavailable", "SignatureValidationFailed",
    };

    public static IEnumerable<WaitingContainer> Of(Pod pod) =>
        from status in StatusesOf(pod)
        where status.State?.Waiting is { Reason: { } reason } && PullReasons.Contains(reason)
        let waiting = status.State!.Waiting!
        select new WaitingContainer(pod, status.Name, ImageOf(pod, status), waiting.Reason!, waiting.Message ?? "");

    public static IEnumerable<PodContainerStatus> StatusesOf(Pod pod) =>
        [.. pod.Status?.InitContainerStatuses ?? [], .. pod.Status?.ContainerStatuses ?? [], .. pod.Status?.EphemeralContainerStatuses ?? []];

    /// <summary>The image as the pod asks for it; the status may show the name the runtime resolved it to.</summary>
    private static string ImageOf(Pod pod, PodContainerStatus status) =>
        pod.Spec.Containers?.FirstOrDefault(c => c.Name == status.Name)?.Image
        ?? pod.Spec.InitContainers?.FirstOrDefault(c => c.Name == status.Name)?.Image
        ?? pod.Spec.EphemeralContainers?.FirstOrDefault(c => c.Name == status.Name)?.Image
        ?? status.Image ?? "";
}
