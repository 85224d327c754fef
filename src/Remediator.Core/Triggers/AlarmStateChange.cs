namespace Remediator.Core;

// {"source": "aws.cloudwatch", "detail-type": "CloudWatch Alarm State Change", "detail": {
//   "alarmName": "eks-image-pull-error",
//   "configuration": {"metrics": [{"id": "m1", "returnData": true, "metricStat": {"period": 60, "stat": "Average", "metric": {
//     "namespace": "ContainerInsights", "name": "pod_container_status_waiting_reason_image_pull_error",
//     "dimensions": {"ClusterName": "eks-workshop", "Namespace": "default", "PodName": "ui-private"}}}}]},
//   "previousState": {"value": "OK", "timestamp": "2026-01-01T00:00:00.000+0000"},
//   "state": {"value": "ALARM", "reason": "Threshold Crossed: …", "timestamp": "2026-01-01T00:05:00.000+0000"}}}

/// <summary>
/// The alarm on Container Insights' count of containers waiting for an image.
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
/// </summary>
internal static class AlarmStateChange
{
    private const string Namespace = "ContainerInsights";
    private const string Metric = "pod_container_status_waiting_reason_image_pull_error";

    internal static Trigger Read(IncomingEvent e)
    {
        var detail = new EventField(e.Detail, "detail");
        if (detail.Required("configuration").Optional("metrics") is not { } metrics)
            return new Trigger.NotOurs("the alarm is on no metric");
        foreach (var entry in metrics.Items())
            if (entry.Optional("metricStat")?.Required("metric") is { } metric && IsOurs(metric))
                return OfState(detail.Required("state").Required("value"), ScopeOf(e, metric.Required("dimensions")));
        return new Trigger.NotOurs($"the alarm is not on {Namespace} {Metric}");
    }

    private static bool IsOurs(EventField metric) =>
        metric.Required("namespace").Text() == Namespace && metric.Required("name").Text() == Metric;

    private static Trigger OfState(EventField state, Scope scope) =>
        state.Text(IsState, "ALARM, OK or INSUFFICIENT_DATA") == "ALARM" ? new Trigger.Look(scope) : new Trigger.Ended(scope);

    private static bool IsState(string text) => text is "ALARM" or "OK" or "INSUFFICIENT_DATA";

    /// <summary>PodName is the workload's name, FullPodName the pod's; an alarm on the cluster alone has neither.</summary>
    private static Scope ScopeOf(IncomingEvent e, EventField dimensions)
    {
        var cluster = dimensions.Required("ClusterName").Text(NameGrammar.IsCluster, "an EKS cluster's name");
        var workload = KubernetesName(dimensions, "PodName");
        var pod = KubernetesName(dimensions, "FullPodName");
        var isInNamespace = workload is not null || pod is not null;
        var space = isInNamespace ? dimensions.Required("Namespace") : dimensions.Optional("Namespace");
        return new(
            NameGrammar.IsAccount(e.Account) ? e.Account : throw NotAccepted("account", e.Account, "an account id of 12 digits"),
            NameGrammar.IsRegion(e.Region) ? e.Region : throw NotAccepted("region", e.Region, "a region's name"),
            cluster,
            space?.Text(NameGrammar.IsKubernetes, "a Kubernetes name"),
            workload,
            pod);
    }

    private static string? KubernetesName(EventField dimensions, string name) =>
        dimensions.Optional(name)?.Text(NameGrammar.IsKubernetes, "a Kubernetes name");

    private static MalformedEventException NotAccepted(string field, string? value, string accepted) =>
        new(field, $"is \"{Shown.Of(value)}\", accepted is {accepted}");
}
