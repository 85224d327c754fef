using System.Text.Json.Nodes;
using Remediator.Core.Failures;
using Remediator.Core.Triggers;

namespace Remediator.Core.Tests.Triggers;

/// <summary>Alarms on the metric of kube-state-metrics, which other pipelines than Container Insights send.</summary>
public sealed class WaitingReasonTests
{
    private const string Pod = "ui-private-7655bf59b9-jprrj";
    private static readonly Trigger.Sweep s_sweep = new("111122223333", null, null);
    private static readonly Scope s_cluster = new("111122223333", "us-west-2", "eks-workshop", null, null, null);
    private static readonly Scope s_namespace = s_cluster with { Namespace = "default" };

    [Fact]
    public void An_alarm_on_a_waiting_reason_about_images_looks_at_the_namespace_in_its_labels() =>
        Assert.Equal(new Trigger.Look(s_namespace), Trigger.Read(SampleEvents.Of("alarm-waiting-reason.json")));

    [Theory]
    [InlineData("ErrImagePull")]
    [InlineData("InvalidImageName")]
    [InlineData("RegistryUnavailable")]
    [InlineData("SignatureValidationFailed")]
    [InlineData("ContainerCreating")]
    public void Every_reason_that_may_be_about_an_image_counts(string reason) =>
        Assert.Equal(new Trigger.Look(s_namespace), Trigger.Read(With(labels => labels["reason"] = reason)));

    [Theory]
    [InlineData("CrashLoopBackOff")]
    [InlineData("CreateContainerConfigError")]
    public void A_container_that_waits_for_something_else_is_not_ours(string reason) =>
        Assert.IsType<Trigger.Ignored>(Trigger.Read(With(labels => labels["reason"] = reason)));

    [Fact]
    public void An_alarm_on_any_reason_is_ours() =>
        Assert.Equal(new Trigger.Look(s_namespace), Trigger.Read(With(labels => labels.Remove("reason"))));

    [Fact]
    public void An_init_container_s_metric_of_any_namespace_is_ours() =>
        Assert.Equal(new Trigger.Look(s_namespace), Trigger.Read(SampleEvents.Of("alarm-waiting-reason.json", e =>
            (e.Metric()["namespace"], e.Metric()["name"]) = ("MyMetrics", "kube_pod_init_container_status_waiting_reason"))));

    [Fact]
    public void Labels_that_a_scraper_renamed_are_those_of_the_container() =>
        Assert.Equal(new Trigger.Look(s_namespace), Trigger.Read(With(labels =>
        {
            (labels["namespace"], labels["pod"]) = ("kube-system", "kube-state-metrics-0");
            (labels["exported_namespace"], labels["exported_pod"]) = ("default", Pod);
        })));

    [Fact]
    public void Labels_that_may_be_those_of_the_exporter_are_not_followed() =>
        Assert.Equal(new Trigger.Look(s_cluster), Trigger.Read(With(labels =>
        {
            labels.Remove("namespace");
            labels.Remove("pod");
            (labels["Namespace"], labels["pod_name"]) = ("kube-system", "kube-state-metrics-0");
        })));

    [Theory]
    [InlineData("ClusterName", "no cluster!")]
    [InlineData("Region", "us-west-2")]
    public void Labels_without_a_cluster_sweep(string label, string value) =>
        Assert.Equal(s_sweep, Trigger.Read(With(labels =>
        {
            labels.Remove("ClusterName");
            labels[label] = value;
        })));

    [Fact]
    public void An_alarm_back_to_OK_has_ended() =>
        Assert.Equal(new Trigger.Ended(s_namespace), Trigger.Read(SampleEvents.Of("alarm-waiting-reason.json",
            e => e["detail"]!["state"]!["value"] = "OK")));

    [Theory]
    [InlineData("SELECT MAX(kube_pod_container_status_waiting_reason) FROM SCHEMA(\"ContainerInsights/Prometheus\", pod)", true)]
    [InlineData("SELECT MAX(kube_pod_container_status_waiting_reason) FROM x WHERE reason = 'ImagePullBackOff' GROUP BY pod", true)]
    [InlineData("SELECT MAX(kube_pod_container_status_waiting_reason) FROM x WHERE reason = 'CrashLoopBackOff' GROUP BY pod", false)]
    [InlineData("SELECT MAX(kube_pod_container_status_ready) FROM x", false)]
    public void A_query_over_all_clusters_sweeps_where_it_may_be_about_images(string query, bool isOurs) =>
        Assert.Equal(isOurs, s_sweep.Equals(Trigger.Read(SampleEvents.Of("alarm-metrics-insights.json",
            e => e["detail"]!["configuration"]!["metrics"]![0]!["expression"] = query))));

    [Fact]
    public void A_contributor_of_a_PromQL_alarm_names_a_namespace() =>
        Assert.Equal(new Trigger.Look(s_namespace), Trigger.Read(SampleEvents.Of("alarm-promql.json")));

    [Theory]
    [InlineData("k8s_cluster_name")]
    [InlineData("k8s.cluster.name")]
    [InlineData("ClusterName")]
    [InlineData("cluster")]
    public void The_cluster_is_read_in_each_spelling(string label) =>
        Assert.Equal(new Trigger.Look(s_namespace), Trigger.Read(PromQL(attributes =>
        {
            attributes.Remove("@resource.k8s.cluster.name");
            attributes[label] = "eks-workshop";
        })));

    [Fact]
    public void A_cluster_s_ARN_names_the_cluster() =>
        Assert.Equal(new Trigger.Look(s_namespace), Trigger.Read(PromQL(attributes =>
        {
            attributes.Remove("@resource.k8s.cluster.name");
            attributes["aws.eks.cluster.arn"] = "arn:aws:eks:us-west-2:111122223333:cluster/eks-workshop";
        })));

    [Fact]
    public void A_contributor_of_a_PromQL_alarm_that_is_over_has_ended() =>
        Assert.Equal(new Trigger.Ended(s_namespace), Trigger.Read(SampleEvents.Of("alarm-promql.json",
            e => e["detail"]!["state"]!["value"] = "OK")));

    [Theory]
    [InlineData("max by (pod) (kube_pod_container_status_waiting_reason{reason=\"CrashLoopBackOff\"}) > 0", false)]
    [InlineData("max by (pod) (kube_pod_container_status_waiting_reason{reason=~\".*\"}) > 0", true)]
    [InlineData("max by (pod) (kube_pod_container_status_waiting_reason{reason!=\"ContainerCreating\"}) > 0", true)]
    [InlineData("sum(rate(http_requests_total[5m])) > 100", false)]
    public void A_PromQL_query_is_ours_if_it_may_be_about_images(string query, bool isOurs) =>
        Assert.Equal(isOurs, Trigger.Read(SampleEvents.Of("alarm-promql.json", e =>
            e["detail"]!["configuration"]!["evaluationCriteria"]!["promQLCriteria"]!["query"] = query)) is Trigger.Look);

    [Theory]
    [InlineData("ImagePullBackOff", true)]
    [InlineData(null, true)]
    [InlineData("CrashLoopBackOff", false)]
    public void A_contributor_of_a_query_that_is_not_shown_is_ours_unless_its_reason_says_otherwise(string? reason, bool isOurs) =>
        Assert.Equal(isOurs, Trigger.Read(SampleEvents.Of("alarm-promql.json", e =>
        {
            e["detail"]!["configuration"] = new JsonObject { ["description"] = "query(x)", ["evaluationInterval"] = 60 };
            e["detail"]!["alarmContributor"]!["attributes"]!["reason"] = reason;
        })) is Trigger.Look);

    [Fact]
    public void A_PromQL_alarm_as_a_whole_sweeps() =>
        Assert.Equal(s_sweep, Trigger.Read(
            SampleEvents.Of("alarm-promql.json", e => e["detail"]!.AsObject().Remove("alarmContributor")) with
            {
                DetailType = "CloudWatch Alarm State Change",
            }));

    private static IncomingEvent With(Action<JsonObject> change) => SampleEvents.Of("alarm-waiting-reason.json",
        e => change(e.Metric()["dimensions"]!.AsObject()));

    private static IncomingEvent PromQL(Action<JsonObject> change) => SampleEvents.Of("alarm-promql.json",
        e => change(e["detail"]!["alarmContributor"]!["attributes"]!.AsObject()));
}
