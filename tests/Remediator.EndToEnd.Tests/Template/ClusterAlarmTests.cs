namespace Remediator.EndToEnd.Tests.Template;

public class ClusterAlarmTests
{
    [Fact]
    public void The_alarm_of_a_cluster_fires_for_one_stuck_container_anywhere_in_it()
    {
        var cluster = StackTemplate.Read(
            Repository.PathOf("infra", "cluster.yaml"),
            new Dictionary<string, string> { ["ClusterName"] = "eks-workshop", ["RoleArn"] = "arn:aws:iam::123456789012:role/remediator" });
        var alarm = Assert.Single(cluster.ResourcesOf("AWS::CloudWatch::Alarm")).Properties;
        Assert.Equal(
            ("ContainerInsights", "pod_container_status_waiting_reason_image_pull_error", "Maximum", "GreaterThanThreshold", "0"),
            ((string?)alarm["Namespace"], (string?)alarm["MetricName"], (string?)alarm["Statistic"], (string?)alarm["ComparisonOperator"],
                $"{alarm["Threshold"]}"));
        var dimension = Assert.Single(alarm["Dimensions"]!.AsArray())!;
        Assert.Equal(("ClusterName", "eks-workshop"), ((string?)dimension["Name"], (string?)dimension["Value"]));
    }
}
