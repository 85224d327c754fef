using k8s.Models;

namespace Remediator.Kubernetes;

internal static class EventTime
{
    /// <summary>When it was seen last, in whole seconds.</summary>
    public static DateTime At(this Corev1Event e) => e.LastTimestamp ?? e.EventTime ?? e.FirstTimestamp ?? DateTime.MinValue;
}
