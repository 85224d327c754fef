using Remediator.Sandbox.Kubernetes;

namespace Remediator.Sandbox.Kubelet;

/// <summary>The kubelet's back-off, and what a container that never could be pulled has left behind.</summary>
internal static class PullBackOff
{
    /// <summary>10 s, doubled with every failure, never more than 300 s.</summary>
    public static TimeSpan DelayAfter(int failures) => TimeSpan.FromSeconds(Math.Min(300, 10 * Math.Pow(2, failures - 1)));

    /// <summary>How many attempts there were until now, and when the next one is due.</summary>
    public static (int Failures, DateTimeOffset Next) Attempts(DateTimeOffset first, DateTimeOffset now)
    {
        var (failures, next) = (0, first);
        while (next <= now) next += DelayAfter(++failures);
        return (failures, next);
    }

    public static void RecordPastAttempts(EventRecorder recorder, ApiObject pod, string container, string image, string error, DateTimeOffset first, TimeSpan toTheBackOff, DateTimeOffset now)
    {
        var (failures, next) = Attempts(first, now);
        var last = next - DelayAfter(failures);
        void Told(string reason, string message, TimeSpan after, bool warning) => recorder.Record(pod, container, reason, message, first + after, last + after, failures, warning);
        Told("Pulling", $"Pulling image \"{image}\"", TimeSpan.Zero, false);
        Told("Failed", $"Failed to pull image \"{image}\": {error}", TimeSpan.Zero, true);
        Told("Failed", "Error: ErrImagePull", TimeSpan.Zero, true);
        Told("BackOff", $"Back-off pulling image \"{image}\"", toTheBackOff, false);
        Told("Failed", "Error: ImagePullBackOff", toTheBackOff, true);
    }
}
