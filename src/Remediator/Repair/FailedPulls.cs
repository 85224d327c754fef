using Remediator.Core.PullTexts;
using Remediator.Kubernetes;
using Remediator.Scan;

namespace Remediator.Repair;

/// <summary>
/// The pulls that failed after a write, and what they prove: two with the old symptom prove that the change did not help.
/// </summary>
internal sealed class FailedPulls(PullFailure failure)
{
    private const int AttemptsThatProve = 2;

    /// <summary>IAM changes take a while to be seen everywhere, so an attempt that began earlier proves nothing.</summary>
    private static readonly TimeSpan s_settled = TimeSpan.FromSeconds(30);

    private readonly Dictionary<(string Pod, string? Container, DateTime At), (Symptom Symptom, string Text, FailingPod Pod)>
        _attempts = [];

    /// <summary>That the pulls fail as they did before the write; null where that is not proved.</summary>
    public Message? Again => _attempts.Values.Count(failed => failed.Symptom == failure.Symptom) is var again and >= AttemptsThatProve
        ? new Message("verify.failed-again",
            ("count", again), ("seconds", (long)s_settled.TotalSeconds),
            ("symptom", Message.Of("symptom", failure.Symptom.WireName))) : null;

    /// <summary>The failure that the pulls show instead of the one that was patched for; null where they show none.</summary>
    public PullFailure? Otherwise => _attempts.Values.Where(failed => failed.Symptom != failure.Symptom).GroupBy(failed => failed.Symptom)
        .Where(alike => alike.Count() >= AttemptsThatProve)
        .Select(alike => failure with
        {
            Symptom = alike.Key,
            Text = alike.Last().Text,
            Pods = [.. alike.Select(failed => failed.Pod).Distinct()],
            EventsGap = null,
        })
        .FirstOrDefault();

    /// <param name="events">Of these pods, about the image.</param>
    /// <param name="pods">By their uid.</param>
    /// <param name="written">When the write was read back, by the clock that the events have their times from.</param>
    public void Note(ClusterEvent[] events, IReadOnlyDictionary<string, Pod> pods, DateTimeOffset written)
    {
        foreach (var container in events.GroupBy(e => (e.Uid, e.InvolvedObject?.FieldPath)))
        {
            var began = container.Where(e => e.Reason == PullEvent.Pulling).Select(e => e.At).DefaultIfEmpty(DateTime.MinValue).Max();
            if (began < (written + s_settled).UtcDateTime)
                continue;
            // what one attempt failed with last is what it failed with
            foreach (var failed in container.Where(e => e.Reason == PullEvent.Failed && e.At >= began).OrderBy(e => e.At))
                _attempts[(container.Key.Uid, container.Key.FieldPath, began)] =
                    (PullText.Read(failed.Message ?? "").Symptom, failed.Message ?? "",
                        PodOf(pods[container.Key.Uid], container.Key.FieldPath, failed.Message ?? ""));
        }
    }

    /// <summary>With what the pod has the image for. An event of an image volume names no container, and prints the image.</summary>
    private FailingPod PodOf(Pod pod, string? fieldPath, string text)
    {
        var specified = PodImages.Of(pod);
        var named = ContainerOf(fieldPath);
        return specified.FirstOrDefault(one => (named is null || one.Container == named) && one.Volume is null) is { } waiting
            ? Owners.PodOf(pod, FailedImage.Of(waiting, specified, text).For, failure.Image)
            : Owners.PodOf(pod, named ?? "", failure.Image);
    }

    /// <summary><c>spec.containers{ui}</c></summary>
    private static string? ContainerOf(string? fieldPath) => fieldPath?.Split('{', '}') is [_, var name, ..] ? name : null;
}
