using System.Text.Json.Nodes;
using Remediator.Core.Failures;
using Remediator.Core.Triggers;

namespace Remediator.Core.Tests.Triggers;

public sealed class AlarmTests
{
    private const string Dimensions = "detail.configuration.metrics[0].metricStat.metric.dimensions";
    private static readonly Trigger.Sweep s_sweep = new("111122223333", null, null);
    private static readonly Scope s_workshop = new("111122223333", "us-west-2", "eks-workshop", "default", "ui-private", null);

    [Fact]
    public void The_workshops_alarm_triggers_a_look_at_its_workload() =>
        Assert.Equal(new Trigger.Look(s_workshop), Trigger.Read(SampleEvents.Alarm()));

    [Fact]
    public void An_alarm_back_to_OK_has_ended() =>
        Assert.Equal(new Trigger.Ended(s_workshop), Trigger.Read(SampleEvents.Alarm(name: "alarm-ok.json")));

    [Fact]
    public void An_alarm_without_data_has_ended_because_the_metric_is_only_sent_while_something_waits() =>
        Assert.Equal(new Trigger.Ended(s_workshop),
            Trigger.Read(SampleEvents.Alarm(e => e["detail"]!["state"]!["value"] = "INSUFFICIENT_DATA")));

    [Fact]
    public void FullPodName_is_the_pod() =>
        Assert.Equal(
            new Trigger.Look(s_workshop with { Pod = "ui-private-5d8f7c9b6-x2x7k" }),
            Trigger.Read(SampleEvents.Alarm(e => e.Metric()["dimensions"]!["FullPodName"] = "ui-private-5d8f7c9b6-x2x7k")));

    [Fact]
    public void An_alarm_on_the_cluster_alone_looks_at_all_of_it() =>
        Assert.Equal(
            new Trigger.Look(new("111122223333", "us-west-2", "eks-workshop", null, null, null)),
            Trigger.Read(SampleEvents.Alarm(e => e.Metric()["dimensions"] = new JsonObject { ["ClusterName"] = "eks-workshop" })));

    [Theory]
    [InlineData("name", "pod_cpu_utilization")]
    [InlineData("namespace", "AWS/EC2")]
    public void An_alarm_on_another_metric_is_not_ours(string field, string value) =>
        Assert.IsType<Trigger.Ignored>(Trigger.Read(SampleEvents.Alarm(e => e.Metric()[field] = value)));

    /// <summary>This one counts them among all others that wait.</summary>
    [Fact]
    public void Of_a_metric_of_all_waiting_containers_it_is_said_that_it_counts_others_too() =>
        Assert.Equal("the alarm is on no metric that counts only containers that wait for an image",
            $"{Assert.IsType<Trigger.Ignored>(Trigger.Read(SampleEvents.Alarm(
                e => e.Metric()["name"] = "pod_container_status_waiting"))).Why}");

    [Fact]
    public void An_alarm_on_an_expression_alone_is_not_ours() =>
        Assert.IsType<Trigger.Ignored>(Trigger.Read(SampleEvents.WithDetail(
            """{"configuration": {"metrics": [{"id": "e1", "expression": "SUM(METRICS)", "returnData": true}]},"""
                + """ "state": {"value": "ALARM"}}""")));

    [Fact]
    public void Metrics_of_two_workloads_are_looked_for_in_their_namespace() =>
        Assert.Equal(new Trigger.Look(s_workshop with { Workload = null }), Trigger.Read(SampleEvents.Of("alarm-metric-math.json")));

    [Fact]
    public void Metrics_of_two_clusters_sweep() =>
        Assert.Equal(s_sweep, Trigger.Read(SampleEvents.Of("alarm-metric-math.json", e =>
            e["detail"]!["configuration"]!["metrics"]![2]!["metricStat"]!["metric"]!["dimensions"]!["ClusterName"] = "blue")));

    [Fact]
    public void A_metric_of_another_name_beside_ours_does_not_count() =>
        Assert.Equal(new Trigger.Look(s_workshop), Trigger.Read(SampleEvents.Of("alarm-metric-math.json", e =>
            e["detail"]!["configuration"]!["metrics"]![2]!["metricStat"]!["metric"]!["name"] = "pod_status_pending")));

    [Theory]
    [InlineData("alarm-composite.json")]
    [InlineData("alarm-metrics-insights.json")]
    public void An_alarm_that_names_no_cluster_sweeps(string sample) => Assert.Equal(s_sweep, Trigger.Read(SampleEvents.Of(sample)));

    [Theory]
    [InlineData("alarm-composite.json")]
    [InlineData("alarm-metrics-insights.json")]
    public void An_alarm_that_names_no_cluster_ends_without_one(string sample) =>
        Assert.Equal(new Trigger.Ended(null), Trigger.Read(SampleEvents.Of(sample, e => e["detail"]!["state"]!["value"] = "OK")));

    [Fact]
    public void A_contributor_of_a_query_is_a_workload() =>
        Assert.Equal(new Trigger.Look(s_workshop), Trigger.Read(SampleEvents.Of("alarm-contributor.json")));

    [Fact]
    public void A_contributor_back_to_OK_has_ended() =>
        Assert.Equal(new Trigger.Ended(s_workshop),
            Trigger.Read(SampleEvents.Of("alarm-contributor.json", e => e["detail"]!["state"]!["value"] = "OK")));

    [Fact]
    public void A_contributor_of_a_query_that_does_not_group_by_cluster_sweeps() =>
        Assert.Equal(s_sweep, Trigger.Read(SampleEvents.Of("alarm-contributor.json", e =>
            e["detail"]!["alarmContributor"]!["attributes"]!.AsObject().Remove("ClusterName"))));

    [Fact]
    public void A_contributor_of_another_query_is_not_ours() =>
        Assert.IsType<Trigger.Ignored>(Trigger.Read(SampleEvents.Of("alarm-contributor.json", e =>
            e["detail"]!["configuration"]!["metrics"]![0]!["expression"] =
                "SELECT AVG(ConsumedWriteCapacityUnits) FROM \"AWS/DynamoDB\" GROUP BY TableName")));

    [Fact]
    public void A_change_of_an_alarms_configuration_is_not_ours() =>
        Assert.IsType<Trigger.Ignored>(Trigger.Read(SampleEvents.Alarm() with { DetailType = "CloudWatch Alarm Configuration Change" }));

    [Fact]
    public void An_event_nobody_knows_is_not_ours_and_says_what_it_was() =>
        Assert.Equal(
            "no trigger is read from source \"aws.ec2\", detail-type \"EC2 Instance State-change Notification\"",
            $"{Assert.IsType<Trigger.Ignored>(Trigger.Read(SampleEvents.Alarm() with
            {
                Source = "aws.ec2",
                DetailType = "EC2 Instance State-change Notification",
            })).Why}");

    [Theory]
    [InlineData("ClusterName", "\"-x\"", Dimensions + ".ClusterName")]
    [InlineData("ClusterName", "\"a/../b\"", Dimensions + ".ClusterName")]
    [InlineData("ClusterName", "7", Dimensions + ".ClusterName")]
    [InlineData("ClusterName", "null", Dimensions + ".ClusterName")]
    [InlineData("Namespace", "\"\"", Dimensions + ".Namespace")]
    [InlineData("PodName", "\"Ui\"", Dimensions + ".PodName")]
    [InlineData("FullPodName", "[]", Dimensions + ".FullPodName")]
    public void A_dimension_that_is_no_name_is_named_with_its_path(string dimension, string value, string path)
    {
        var thrown = Malformed(SampleEvents.Alarm(e => e.Metric()["dimensions"]![dimension] = JsonNode.Parse(value)));

        Assert.Equal(path, thrown.Field);
        Assert.Contains(value.Trim('"'), thrown.Message);
    }

    [Theory]
    [InlineData(null, "detail")]
    [InlineData("null", "detail")]
    [InlineData("[]", "detail")]
    [InlineData("{}", "detail.configuration")]
    [InlineData("""{"configuration": 1}""", "detail.configuration")]
    [InlineData("""{"configuration": {"metrics": {}}}""", "detail.configuration.metrics")]
    [InlineData("""{"configuration": {"metrics": [null]}}""", "detail.configuration.metrics[0]")]
    [InlineData("""{"configuration": {"metrics": [{}, {"metricStat": {}}]}}""", "detail.configuration.metrics[1].metricStat.metric")]
    [InlineData("""{"configuration": {"metrics": [{"metricStat": {"metric": {"namespace": "\ud800", "name": "x"}}}]}}""",
        "detail.configuration.metrics[0].metricStat.metric.namespace")]
    [InlineData("""{"configuration": {"metrics": []}, "configuration": {"metrics": []}}""", "detail.configuration")]
    public void A_detail_of_another_shape_is_named_where_it_breaks(string? detail, string path) =>
        Assert.StartsWith(path, Malformed(SampleEvents.WithDetail(detail)).Field);

    [Fact]
    public void A_dimension_given_twice_is_malformed_because_readers_differ_on_which_counts()
    {
        var detail = SampleEvents.Json("alarm.json")["detail"]!.ToJsonString()
            .Replace("\"ClusterName\":\"eks-workshop\"", "\"ClusterName\":\"eks-workshop\",\"ClusterName\":\"other\"",
                StringComparison.Ordinal);

        Assert.Equal(Dimensions + ".ClusterName", Malformed(SampleEvents.WithDetail(detail)).Field);
    }

    [Fact]
    public void A_workload_without_its_namespace_is_malformed() =>
        Assert.Equal(Dimensions + ".Namespace",
            Malformed(SampleEvents.Alarm(e => e.Metric()["dimensions"]!.AsObject().Remove("Namespace"))).Field);

    [Fact]
    public void An_unknown_state_is_refused_with_the_accepted_ones() =>
        Assert.Equal(
            "malformed event: detail.state.value is \"alarm\", accepted is ALARM, OK or INSUFFICIENT_DATA",
            Malformed(SampleEvents.Alarm(e => e["detail"]!["state"]!["value"] = "alarm")).Message);

    [Fact]
    public void A_value_of_a_megabyte_is_quoted_short() =>
        Assert.InRange(Malformed(SampleEvents.Alarm(e => e["detail"]!["state"]!["value"] = new string('x',
            1 << 20))).Message.Length, 100, 300);

    [Theory]
    [InlineData("")]
    [InlineData("1234567890")]
    public void An_envelope_without_a_proper_account_is_malformed(string account) =>
        Assert.Equal("account", Malformed(SampleEvents.Alarm() with { Account = account }).Field);

    [Fact]
    public void An_envelope_without_a_proper_region_is_malformed() =>
        Assert.Equal("region", Malformed(SampleEvents.Alarm() with { Region = "us west" }).Field);

    private static MalformedEventException Malformed(IncomingEvent e) => Assert.Throws<MalformedEventException>(() => Trigger.Read(e));
}
