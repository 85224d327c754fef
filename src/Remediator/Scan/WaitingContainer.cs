using k8s.Models;
using Remediator.Core.PullTexts;
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

/// <summary>
/// The kubelet's text about a waiting container and what it means: from the status, or from the pod's events where the status says nothing.
/// </summary>
internal sealed record WaitingText(PullText Read, string Text)
{
    /// <summary>Why the events, which may say more, could not be read; null where they were read or not needed.</summary>
    public Message? EventsGap { get; init; }

    public bool SaysWhy => Read.Symptom is not (Symptom.Unknown or Symptom.PullQpsExceeded);

    public static WaitingText Of(WaitingContainer container)
    {
        var status = Of(container.Message.Length > 0 ? container.Message : container.Reason);
        return status.SaysWhy || OfReason(container.Reason) is not { } symptom
            ? status
            : status with { Read = status.Read with { Symptom = symptom } };
    }

    /// <summary>The newest event of this container's image that says why, or null.</summary>
    public static WaitingText? FromEvents(WaitingContainer container, IReadOnlyList<Corev1Event> events) => events
        .Where(e => e.InvolvedObject?.Uid == container.Pod.Metadata.Uid && IsAbout(e, container))
        .OrderByDescending(e => e.LastTimestamp ?? e.EventTime ?? e.FirstTimestamp)
        .Select(e => Of(e.Message ?? ""))
        .FirstOrDefault(text => text.SaysWhy);

    private static WaitingText Of(string text) => new(PullText.Read(text), text);

    /// <summary><c>spec.containers{ui}</c> names the container.</summary>
    private static bool IsAbout(Corev1Event e, WaitingContainer container) =>
        e.InvolvedObject.FieldPath is { } path && path.EndsWith($"{{{container.Name}}}", StringComparison.Ordinal);

    private static Symptom? OfReason(string reason) => reason switch
    {
        "InvalidImageName" => Symptom.InvalidImageName,
        "ErrImageNeverPull" => Symptom.NeverPull,
        "RegistryUnavailable" => Symptom.RegistryUnavailable,
        "SignatureValidationFailed" => Symptom.SignatureInvalid,
        _ => null,
    };
}
