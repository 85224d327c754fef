using k8s.Models;
using Remediator.Core.PullTexts;
using Remediator.Core.Wording;

namespace Remediator.Scan;

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
