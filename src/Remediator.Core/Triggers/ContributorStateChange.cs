using Remediator.Core.Failures;

namespace Remediator.Core.Triggers;

// {"source": "aws.cloudwatch", "detail-type": "CloudWatch Alarm Contributor State Change", "detail": {
//   "alarmName": "eks-image-pull-errors",
//   "alarmContributor": {"id": "6d442278dba546f6",
//     "attributes": {"ClusterName": "eks-workshop", "Namespace": "default", "PodName": "ui-private"}},
//   "state": {"value": "ALARM", "reason": "Threshold Crossed: …", "timestamp": "2026-01-01T00:05:00.000+0000"},
//   "configuration": {"metrics": [{"id": "m1", "expression": "SELECT MAX(pod_container_status_waiting_reason_image_pull_error) FROM …
//     GROUP BY ClusterName, Namespace, PodName", "returnData": true, "period": 60}]}}}

/// <summary>
/// One time series of an alarm on a query, Metrics Insights or PromQL; what the query groups by stands in its attributes.
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
/// </summary>
internal static class ContributorStateChange
{
    internal static Trigger Read(IncomingEvent e)
    {
        var detail = new EventField(e.Detail, "detail");
        var configuration = detail.Required("configuration");
        var queries = AlarmQueries.Of(configuration);
        var attributes = detail.Required("alarmContributor").Required("attributes");
        // a query that the event does not show may be one of ours: what it groups by may tell, and in doubt it is
        var isOurs = AlarmQueries.AreFollowed(queries)
            || (queries.Count == 0 && !configuration.Has("metrics") && WaitingReasonMetric.ReasonOf(attributes) is not false);
        return isOurs ? ImagePullMetric.OfState(e, detail, ScopeOf(e, queries, attributes)) : AlarmStateChange.NotOurs;
    }

    /// <summary>Null where the query groups by less than the cluster.</summary>
    private static Scope? ScopeOf(IncomingEvent e, IReadOnlyList<string> queries, EventField attributes) =>
        !queries.Any(ImagePullMetric.IsIn) ? WaitingReasonMetric.ScopeOf(e, attributes)
        : attributes.Optional("ClusterName") is null ? null
        : ImagePullMetric.ScopeOf(e, attributes);
}
