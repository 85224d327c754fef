using Remediator.Sandbox.Json;

namespace Remediator.Sandbox.Aws;

/// <summary>The Container Insights alarm about a scenario's first workload, as EventBridge delivers it.</summary>
internal static class AlarmEvent
{
    public static string Of(Scenario scenario, DateTimeOffset now)
    {
        var (cluster, described) = scenario.Clusters.First();
        var workload = described.Workloads.Keys.FirstOrDefault() ?? "default/none";
        var (ns, name) = workload.Split('/', 2) is [var space, var rest] ? (space, rest) : ("default", workload);
        return new JsonObject
        {
            ["version"] = "0",
            ["id"] = Guid.NewGuid().ToString(),
            ["detail-type"] = "CloudWatch Alarm State Change",
            ["source"] = "aws.cloudwatch",
            ["account"] = scenario.Account,
            ["time"] = JsonText.Timestamp(now),
            ["region"] = scenario.Region,
            ["resources"] = new JsonArray($"arn:aws:cloudwatch:{scenario.Region}:{scenario.Account}:alarm:eks-image-pull-error"),
            ["detail"] = new JsonObject
            {
                ["alarmName"] = "eks-image-pull-error",
                ["configuration"] = new JsonObject
                {
                    ["description"] = "containers that cannot pull their image",
                    ["metrics"] = new JsonArray(Metric(cluster, ns, name)),
                },
                ["previousState"] = State("OK", "no datapoints were received", now.AddMinutes(-5)),
                ["state"] = State("ALARM", "Threshold Crossed: 1 datapoint [1.0] was greater than the threshold (0.0).", now),
            },
        }.ToJsonString(JsonText.Relaxed);
    }

    private static JsonObject Metric(string cluster, string ns, string workload) => new()
    {
        ["id"] = "m1",
        ["metricStat"] = new JsonObject
        {
            ["metric"] = new JsonObject
            {
                ["namespace"] = "ContainerInsights",
                ["name"] = "pod_container_status_waiting_reason_image_pull_error",
                // Container Insights puts the workload's name into PodName
                ["dimensions"] = new JsonObject { ["ClusterName"] = cluster, ["Namespace"] = ns, ["PodName"] = workload },
            },
            ["period"] = 60,
            ["stat"] = "Maximum",
        },
        ["returnData"] = true,
    };

    private static JsonObject State(string value, string reason, DateTimeOffset at) => new()
    {
        ["value"] = value,
        ["reason"] = reason,
        ["timestamp"] = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0000'"),
    };
}
