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

/// <summary>
/// An alarm on Container Insights' count of containers waiting for an image, or a composite of alarms.
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
            return new Trigger.Ignored("the alarm is on no metric");
        var scopes = Scopes(e, metrics);
        return scopes.Length == 0
            ? new Trigger.Ignored($"the alarm is not on {ImagePullMetric.Namespace} {ImagePullMetric.Name}")
            : ImagePullMetric.OfState(e, detail, Common(scopes));
    }

    /// <summary>One a metric of ours; null for a query over all clusters, whose dimensions only its contributors' events carry.</summary>
    private static Scope?[] Scopes(IncomingEvent e, EventField metrics)
    {
        var scopes = new HashSet<Scope?>();
        foreach (var entry in metrics.Items())
        {
            if (entry.Optional("metricStat")?.Required("metric") is { } metric && ImagePullMetric.Is(metric))
                scopes.Add(ImagePullMetric.ScopeOf(e, metric.Required("dimensions")));
            else if (entry.Optional("expression") is { } expression && ImagePullMetric.IsIn(expression))
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
