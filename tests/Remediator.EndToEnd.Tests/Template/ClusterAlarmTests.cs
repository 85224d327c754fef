using System.Text.Json;
using System.Text.Json.Nodes;
using Remediator.Core.Triggers;

namespace Remediator.EndToEnd.Tests.Template;

/// <summary>The alarm that <c>infra/cluster.yaml</c> makes for each mode of Container Insights.</summary>
public class ClusterAlarmTests
{
    [Fact]
    public void The_alarm_of_a_cluster_fires_for_one_stuck_container_anywhere_in_it()
    {
        var alarm = Assert.Single(Cluster("classic").ResourcesOf("AWS::CloudWatch::Alarm")).Properties;
        Assert.Equal(
            ("ContainerInsights", "pod_container_status_waiting_reason_image_pull_error", "Maximum", "GreaterThanThreshold", "0"),
            ((string?)alarm["Namespace"], (string?)alarm["MetricName"], (string?)alarm["Statistic"], (string?)alarm["ComparisonOperator"],
                $"{alarm["Threshold"]}"));
        var dimension = Assert.Single(alarm["Dimensions"]!.AsArray())!;
        Assert.Equal(("ClusterName", "eks-workshop"), ((string?)dimension["Name"], (string?)dimension["Value"]));
    }

    [Fact]
    public void With_OTel_Container_Insights_the_alarm_asks_for_the_pods_of_that_cluster_that_wait_for_an_image()
    {
        var alarm = Assert.Single(Cluster("otel").ResourcesOf("AWS::CloudWatch::Alarm")).Properties;
        Assert.Equal(
            """max by ("@resource.k8s.cluster.name", namespace, pod) (kube_pod_container_status_waiting_reason{PULLS} or """.Replace(
                "PULLS", Pulls, StringComparison.Ordinal)
            + """kube_pod_init_container_status_waiting_reason{PULLS}) > 0""".Replace("PULLS", Pulls, StringComparison.Ordinal),
            QueryOf(alarm));
    }

    /// <summary>botocore: whoever gives EvaluationCriteria gives none of the fields of an alarm on a metric.</summary>
    [Theory]
    [InlineData("infra/cluster.yaml")]
    [InlineData("template.yaml")]
    public void An_alarm_on_a_PromQL_query_has_no_field_of_an_alarm_on_a_metric(string file)
    {
        var alarms = (file == "template.yaml" ? StackTemplate.Of(file, ("InsightsAlarm", "otel")) : Cluster("otel"))
            .ResourcesOf("AWS::CloudWatch::Alarm").Select(alarm => alarm.Properties)
            .Where(alarm => alarm.ContainsKey("EvaluationCriteria"));
        string[] fields = ["AlarmDescription", "AlarmName", "EvaluationCriteria", "EvaluationInterval"];
        Assert.Equal(fields, Assert.Single(alarms).Select(field => field.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Without_Container_Insights_there_is_no_alarm() => Assert.Empty(Cluster("none").ResourcesOf("AWS::CloudWatch::Alarm"));

    [Theory]
    [InlineData("CloudWatch Alarm Contributor State Change")]
    [InlineData("CloudWatch Alarm State Change")]
    public async Task What_the_alarm_says_reaches_the_function_which_follows_it(string kind)
    {
        var alarm = Cluster("otel").ResourcesOf("AWS::CloudWatch::Alarm").Single().Properties;
        var e = JsonNode.Parse(await File.ReadAllTextAsync(Repository.PathOf("events", "alarm-promql.json"),
            TestContext.Current.CancellationToken))!;
        e["detail-type"] = kind;
        if (kind == "CloudWatch Alarm State Change")
            e["detail"]!.AsObject().Remove("alarmContributor");
        e["detail"]!["alarmName"] = (string?)alarm["AlarmName"];
        e["detail"]!["configuration"] = new JsonObject
        {
            ["evaluationCriteria"] = new JsonObject { ["promQLCriteria"] = new JsonObject { ["query"] = QueryOf(alarm) } },
        };
        var pattern = await Deployment.PatternOf("ClusterQueryAlarm");
        Assert.Single(await EventBridge.RulesReached(new Dictionary<string, JsonNode> { ["alarm"] = pattern }, e));
        Assert.True(Trigger.Read(Incoming(e)) is Trigger.Look or Trigger.Sweep);
    }

    [Theory]
    [InlineData("off")]
    [InlineData("classic", "remediator-image-pull-errors")]
    [InlineData("otel", "remediator-image-pull-errors-otel")]
    [InlineData("both", "remediator-image-pull-errors", "remediator-image-pull-errors-otel")]
    public void The_alarm_over_all_clusters_is_made_for_the_modes_that_they_have(string mode, params string[] alarms)
    {
        var stack = StackTemplate.Of("template.yaml", ("InsightsAlarm", mode));
        Assert.Equal(alarms, stack.ResourcesOf("AWS::CloudWatch::Alarm").Select(alarm => (string)alarm.Properties["AlarmName"]!)
            .Where(name => name.Contains("image-pull", StringComparison.Ordinal)));
        Assert.Equal(alarms, stack.ResourcesOf("AWS::Events::Rule").Where(rule => rule.Id == "InsightsAlarmChange")
            .SelectMany(rule => rule.Properties["EventPattern"]!["detail"]!["alarmName"]!.AsArray()).Select(name => (string)name!));
    }

    [Fact]
    public void A_cluster_whose_authentication_mode_is_CONFIG_MAP_gets_the_item_of_aws_auth_and_no_access_entry()
    {
        var mapped = Cluster("classic", ("Access", "aws-auth"));
        Assert.Empty(mapped.ResourcesOf("AWS::EKS::AccessEntry"));
        Assert.Equal(
            "- rolearn: arn:aws:iam::123456789012:role/remediator\n  username: remediator\n  groups:\n    - remediator\n",
            mapped.Outputs["AwsAuthEntry"]);
        Assert.Empty(Cluster("classic").Outputs);
    }

    private const string Pulls = "\"@resource.k8s.cluster.name\"=\"eks-workshop\","
        + "reason=~\"ErrImagePull|ImagePullBackOff|InvalidImageName|ErrImageNeverPull|ImageInspectError\"";

    private static string? QueryOf(JsonObject alarm) => (string?)alarm["EvaluationCriteria"]!["PromQLCriteria"]!["Query"];

    private static StackTemplate Cluster(string insights, params (string, string)[] parameters) => StackTemplate.Of("infra/cluster.yaml",
        [("ClusterName", "eks-workshop"), ("RoleArn", "arn:aws:iam::123456789012:role/remediator"), ("ContainerInsights", insights),
            .. parameters]);

    private static IncomingEvent Incoming(JsonNode e) => new((string)e["id"]!, (string)e["source"]!, (string)e["detail-type"]!,
        (string)e["account"]!, (string)e["region"]!, (DateTimeOffset)e["time"]!, [], JsonSerializer.SerializeToElement(e["detail"]));
}
