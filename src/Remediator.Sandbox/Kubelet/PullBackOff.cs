using Remediator.Sandbox.Kubernetes;

namespace Remediator.Sandbox.Kubelet;

/// <summary>The kubelet's back-off between pulls, and the Events of attempts in the past.</summary>
internal static class PullBackOff
{
    /// <summary>10 s, doubled with every failure, never more than 300 s.</summary>
    public static TimeSpan DelayAfter(int failures) => TimeSpan.FromSeconds(Math.Min(300, 10 * Math.Pow(2, failures - 1)));

    /// <summary>The number of failed attempts between two times, and when the next one is due.</summary>
    public static (int Failures, DateTimeOffset Next) Attempts(DateTimeOffset first, DateTimeOffset now)
    {
        var (failures, next) = (0, first);
        while (next <= now)
            next += DelayAfter(++failures);
        return (failures, next);
    }

    /// <summary>Records the Events of every attempt from the first until now, as if the kubelet had made them.</summary>
    public static void RecordPastAttempts(EventRecorder recorder, ApiObject pod, string? container, string image, string error,
        DateTimeOffset first, TimeSpan backOffEventDelay, DateTimeOffset now)
    {
        var (failures, next) = Attempts(first, now);
        var last = next - DelayAfter(failures);
        void Record(string reason, string message, TimeSpan after, bool warning) =>
            recorder.Record(pod, container, reason, message, first + after, last + after, failures, warning);
        Record("Pulling", $"Pulling image \"{image}\"", TimeSpan.Zero, false);
        Record("Failed", $"Failed to pull image \"{image}\": {error}", TimeSpan.Zero, true);
        Record("Failed", "Error: ErrImagePull", TimeSpan.Zero, true);
        Record("BackOff", $"Back-off pulling image \"{image}\"", backOffEventDelay, false);
        Record("Failed", "Error: ImagePullBackOff", backOffEventDelay, true);
    }
}
