using Remediator.Core.Failures;

namespace Remediator.Core.Triggers;

// {"source": "aws.cloudwatch", "detail-type": "CloudWatch Alarm State Change", "detail": {
//   "alarmName": "eks-image-pull-error",
//   "configuration": {"metrics": [{"id": "m1", "returnData": true, "metricStat": {"period": 60, "stat": "Average", "metric": {
//     "namespace": "ContainerInsights", "name": "pod_container_status_waiting_reason_image_pull_error",
//     "dimensions": {"ClusterName": "eks-workshop", "Namespace": "default", "PodName": "ui-private"}}}}]},
//   "previousState": {"value": "OK", "timestamp": "2026-01-01T00:00:00.000+0000"},
//   "state": {"value": "ALARM", "reason": "Threshold Crossed: …", "timestamp": "2026-01-01T00:05:00.000+0000"}}}
// metric math:      {"id": "e1", "expression": "SUM(METRICS)", "returnData": true} beside metricStat entries with "returnData": false
// Metrics Insights: {"id": "m1", "expression": "SELECT MAX(…) FROM … GROUP BY ClusterName, …", "returnData": true} alone
// composite:        "configuration": {"alarmRule": "ALARM(a) OR ALARM(b)"}, and neither metrics nor dimensions
// PromQL:           neither metrics nor a rule; its contributors' events carry the labels

/// <summary>
/// An alarm on containers waiting for an image, as Container Insights or kube-state-metrics count them, or a composite of alarms.
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
/// </summary>
internal static class AlarmStateChange
{
    internal static Trigger Read(IncomingEvent e)
    {
        var detail = new EventField(e.Detail, "detail");
        var configuration = detail.Required("configuration");
        // a composite alarm names its children and says nothing else of them; that it is routed here is all that says it is ours
        if (configuration.Optional("alarmRule") is not null)
            return ImagePullMetric.OfState(e, detail, null);
        if (configuration.Optional("metrics") is not { } metrics)
            return AlarmQueries.Of(configuration) is var texts && (texts.Count == 0 || AlarmQueries.AreFollowed(texts))
                ? ImagePullMetric.OfState(e, detail, null)
                : NotOurs;
        var scopes = Scopes(e, metrics);
        return scopes.Length == 0 ? NotOurs : ImagePullMetric.OfState(e, detail, Common(scopes));
    }

    internal static Trigger.Ignored NotOurs { get; } = new(new Message("ignored.other-alarm"));

    /// <summary>
    /// One a metric of ours; null for a query over all clusters, whose dimensions only its contributors' events carry, and for a metric
    /// without a cluster.
    /// </summary>
    private static Scope?[] Scopes(IncomingEvent e, EventField metrics)
    {
        var scopes = new HashSet<Scope?>();
        foreach (var entry in metrics.Items())
        {
            if (entry.Optional("metricStat")?.Required("metric") is { } metric)
            {
                if (ImagePullMetric.Is(metric))
                    scopes.Add(ImagePullMetric.ScopeOf(e, metric.Required("dimensions")));
                else if (WaitingReasonMetric.Is(metric))
                    scopes.Add(WaitingReasonMetric.ScopeOf(e, metric.Optional("dimensions")));
            }
            else if (entry.Optional("expression") is { } expression && AlarmQueries.AreFollowed([expression.Text()]))
                scopes.Add(null);
        }
        return [.. scopes];
    }

    /// <summary>The narrowest scope that holds all of them; null where that is more than one cluster.</summary>
    private static Scope? Common(Scope?[] scopes) => scopes switch
    {
        [var only] => only,
        [{ } first, ..] when scopes.All(scope => scope?.Cluster == first.Cluster) => first with
        {
            Namespace = scopes.All(scope => scope?.Namespace == first.Namespace) ? first.Namespace : null,
            Workload = null,
            Pod = null,
        },
        _ => null,
    };
}
