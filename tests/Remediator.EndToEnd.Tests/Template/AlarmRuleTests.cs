using System.Text.Json.Nodes;

namespace Remediator.EndToEnd.Tests.Template;

public class AlarmRuleTests
{
    private const string Sample = """
        {
          "version": "0",
          "id": "5f0c1f3e-6c1b-4f0e-9d0e-0c9b1f6a2d11",
          "detail-type": "CloudWatch Alarm State Change",
          "source": "aws.cloudwatch",
          "account": "123456789012",
          "time": "2026-03-02T09:15:40Z",
          "region": "us-west-2",
          "resources": ["arn:aws:cloudwatch:us-west-2:123456789012:alarm:image-pull-errors"],
          "detail": {
            "alarmName": "image-pull-errors",
            "configuration": {
              "metrics": [
                {
                  "id": "m1",
                  "metricStat": {
                    "metric": {
                      "namespace": "ContainerInsights",
                      "name": "pod_container_status_waiting_reason_image_pull_error",
                      "dimensions": { "ClusterName": "eks-workshop", "Namespace": "default", "PodName": "ui-private" }
                    },
                    "period": 60,
                    "stat": "Maximum"
                  },
                  "returnData": true
                }
              ]
            },
            "state": { "value": "ALARM", "timestamp": "2026-03-02T09:15:40.989+0000" }
          }
        }
        """;

    [Fact]
    public async Task The_image_pull_alarm_of_any_cluster_reaches_the_function() =>
        Assert.True(await Reaches(await Deployment.PatternOf("ImagePullAlarm"), Alarm()));

    [Theory]
    [InlineData("pod_container_status_waiting_reason_crash_loop_back_off", "ContainerInsights", "ALARM")]
    [InlineData("pod_container_status_waiting_reason_image_pull_error", "MyOwnMetrics", "ALARM")]
    [InlineData("pod_container_status_waiting_reason_image_pull_error", "ContainerInsights", "INSUFFICIENT_DATA")]
    public async Task Another_alarm_does_not_reach_the_function(string metric, string metrics, string state) =>
        Assert.False(await Reaches(await Deployment.PatternOf("ImagePullAlarm"), Alarm(metric, metrics, state)));

    [Fact]
    public async Task Where_clusters_are_named_the_alarms_of_other_clusters_do_not_reach_the_function()
    {
        var pattern = await Deployment.PatternOf("ImagePullAlarm", "Clusters=eks-workshop,blue");
        Assert.True(await Reaches(pattern, Alarm()));
        Assert.False(await Reaches(pattern, Alarm(cluster: "green")));
    }

    /// <summary>A rule could not list what a pattern matches, so the function decides.</summary>
    [Fact]
    public async Task Beside_a_pattern_the_alarms_of_all_clusters_reach_the_function()
    {
        var pattern = await Deployment.PatternOf("ImagePullAlarm", "Clusters=eks-workshop", "ClusterPatterns=prod-*");
        Assert.True(await Reaches(pattern, Alarm()));
        Assert.True(await Reaches(pattern, Alarm(cluster: "prod-a")));
    }

    [Fact]
    public async Task Every_leaf_of_the_pattern_is_a_list() =>
        Assert.All(LeavesOf(await Deployment.PatternOf("ImagePullAlarm")), leaf => Assert.IsType<JsonArray>(leaf));

    private static IEnumerable<JsonNode?> LeavesOf(JsonNode? node) =>
        node is JsonObject branch ? branch.SelectMany(child => LeavesOf(child.Value)) : [node];

    private static async Task<bool> Reaches(JsonNode pattern, JsonNode alarm) =>
        (await EventBridge.RulesReached(new Dictionary<string, JsonNode> { ["alarm"] = pattern }, alarm)).Count > 0;

    private static JsonNode Alarm(
        string metric = "pod_container_status_waiting_reason_image_pull_error",
        string metrics = "ContainerInsights",
        string state = "ALARM",
        string cluster = "eks-workshop")
    {
        var alarm = JsonNode.Parse(Sample)!;
        alarm["detail"]!["state"]!["value"] = state;
        foreach (var stat in alarm["detail"]!["configuration"]!["metrics"]!.AsArray().Select(item => item!["metricStat"]!["metric"]!))
        {
            stat["namespace"] = metrics;
            stat["name"] = metric;
            stat["dimensions"]!["ClusterName"] = cluster;
        }
        return alarm;
    }
}
