using Remediator.Core.Failures;

namespace Remediator.Core.Triggers;

/// <summary>
/// Container Insights' count of containers that wait for an image, and where its dimensions point.
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-enhanced-EKS.html
/// </summary>
internal static class ImagePullMetric
{
    internal const string Namespace = "ContainerInsights";
    internal const string Name = "pod_container_status_waiting_reason_image_pull_error";

    internal static bool Is(EventField metric) =>
        metric.Required("namespace").Text() == Namespace && metric.Required("name").Text() == Name;

    /// <summary>A query or a search names the metric in its text.</summary>
    internal static bool IsIn(string query) => query.Contains(Name, StringComparison.Ordinal);

    /// <summary>PodName is the workload's name, FullPodName the pod's; an alarm on the cluster alone has neither.</summary>
    internal static Scope ScopeOf(IncomingEvent e, EventField dimensions)
    {
        var workload = KubernetesName(dimensions, "PodName");
        var pod = KubernetesName(dimensions, "FullPodName");
        var isInNamespace = workload is not null || pod is not null;
        var space = isInNamespace ? dimensions.Required("Namespace") : dimensions.Optional("Namespace");
        return new(
            EventOrigin.Account(e),
            EventOrigin.Region(e),
            dimensions.Required("ClusterName").Text(NameGrammar.IsCluster, Accepted.Cluster),
            space?.Text(NameGrammar.IsKubernetes, Accepted.KubernetesName),
            workload,
            pod);
    }

    /// <param name="scope">Null where the alarm names no cluster.</param>
    internal static Trigger OfState(IncomingEvent e, EventField detail, Scope? scope) =>
        detail.Required("state").Required("value").Text(IsState, Accepted.AlarmState) != "ALARM" ? new Trigger.Ended(scope)
        : scope is null ? new Trigger.Sweep(EventOrigin.Account(e), null, null)
        : new Trigger.Look(scope);

    private static bool IsState(string text) => text is "ALARM" or "OK" or "INSUFFICIENT_DATA";

    private static string? KubernetesName(EventField dimensions, string name) =>
        dimensions.Optional(name)?.Text(NameGrammar.IsKubernetes, Accepted.KubernetesName);
}
