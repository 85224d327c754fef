using Remediator.Core.PullTexts;
using Remediator.Kubernetes;

namespace Remediator.Scan;

/// <summary>A container that waits because its image, or that of a volume it mounts, could not be pulled.</summary>
/// <param name="Own">The image that the pod names for it; what failed is <see cref="WaitingText.Failed"/>.</param>
internal sealed record WaitingContainer(Pod Pod, SpecifiedImage Own, string Reason, string Message)
{
    public string Name => Own.Container;

    public static IEnumerable<WaitingContainer> Of(Pod pod) => Of(pod, StatusesOf(pod));

    /// <summary>Without debug containers: they were added to a pod that had started.</summary>
    public static IEnumerable<WaitingContainer> OfOwn(Pod pod) => Of(pod, pod.StatusesOfOwn);

    private static IEnumerable<WaitingContainer> Of(Pod pod, IEnumerable<PodContainerStatus> statuses) =>
        from status in statuses
        where status.State?.Waiting is { Reason: { } reason } && WaitingReason.IsOfPull(reason)
        let waiting = status.State!.Waiting!
        select new WaitingContainer(pod, PodImages.OwnOf(pod, status), waiting.Reason!, waiting.Message ?? "");

    public static IEnumerable<PodContainerStatus> StatusesOf(Pod pod) =>
        [.. pod.StatusesOfOwn, .. pod.Status?.EphemeralContainerStatuses ?? []];
}

/// <summary>
/// The kubelet's text about a waiting container and what it means: from the status, or from the pod's events where the status says nothing.
/// </summary>
internal sealed record WaitingText(PullText Read, string Text)
{
    /// <summary>Why the events, which may say more, could not be read; null where they were read or not needed.</summary>
    public Message? EventsGap { get; init; }

    public bool SaysWhy => Read.Symptom is not (Symptom.Unknown or Symptom.PullQpsExceeded);

    public FailedImage Failed(WaitingContainer container) =>
        FailedImage.Of(container.Own, PodImages.Of(container.Pod), Text);

    public static WaitingText Of(WaitingContainer container)
    {
        var status = Of(container.Message.Length > 0 ? container.Message : container.Reason);
        return status.SaysWhy || WaitingReason.SymptomOf(container.Reason) is not { } symptom
            ? status
            : status with { Read = status.Read with { Symptom = symptom } };
    }

    /// <summary>The newest event of what the container waits for that says why, or null.</summary>
    public WaitingText? FromEvents(WaitingContainer container, IReadOnlyList<ClusterEvent> events)
    {
        var waitsFor = Failed(container).For;
        return events
            .Where(e => e.Uid == container.Pod.Metadata.Uid)
            .OrderByDescending(e => e.At)
            .Select(e => (Event: e, Text: Of(e.Message ?? "")))
            .Where(one => one.Text.SaysWhy && IsAbout(one.Event, one.Text, container, waitsFor))
            .Select(one => one.Text)
            .FirstOrDefault();
    }

    private static WaitingText Of(string text) => new(PullText.Read(text), text);

    /// <summary>
    /// <c>spec.containers{ui}</c> names the container. An event of an image volume is about the pod as a whole, and prints the image.
    /// </summary>
    private static bool IsAbout(ClusterEvent e, WaitingText text, WaitingContainer container, SpecifiedImage waitsFor) =>
        e.InvolvedObject?.FieldPath is { Length: > 0 } path
            ? waitsFor.Volume is null && path.EndsWith($"{{{container.Name}}}", StringComparison.Ordinal)
            : text.Read.Image is not null
                && text.Failed(container) is { Unreconciled: null, For: { Volume: { } volume, Container: var mounting } }
                && mounting == container.Name && (waitsFor.Volume ?? volume) == volume;
}
