

namespace Remediator.Core.Triggers;

// {"source": "aws.cloudwatch", "detail-type": "CloudWatch Alarm Contributor State Change", "detail": {
//   "alarmName": "eks-image-pull-errors",
//   "alarmContributor": {"id": "6d442278dba546f6",
//     "attributes": {"ClusterName": "eks-workshop", "Namespace": "default", "PodName": "ui-private"}},
//   "state": {"value": "ALARM", "reason": "Threshold Crossed: …", "timestamp": "2026-01-01T00:05:00.000+0000"},
//   "configuration": {"metrics": [{"id": "m1", "expression": "SELECT MAX(pod_container_status_waiting_reason_image_pull_error) FROM …
//     GROUP BY ClusterName, Namespace, PodName", "returnData": true, "period": 60}]}}}

/// <summary>
/// One time series of a Metrics Insights alarm; what the query groups by stands in its attributes.
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
/// </summary>
internal static class ContributorStateChange
{
    internal static Trigger Read(IncomingEvent e)
    {
        var detail = new EventField(e.Detail, "detail");
        var expressions = detail.Required("configuration").Required("metrics").Items().Select(entry => entry.Optional("expression"));
        if (!expressions.Any(expression => expression is { } text && ImagePullMetric.IsIn(text)))
            return new Trigger.Ignored($"the alarm does not query {ImagePullMetric.Name}");
        var attributes = detail.Required("alarmContributor").Required("attributes");
        // a query of somebody's own may group by less than the cluster
        var scope = attributes.Optional("ClusterName") is null ? null : ImagePullMetric.ScopeOf(e, attributes);
        return ImagePullMetric.OfState(e, detail, scope);
    }
}
