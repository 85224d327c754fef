namespace Remediator.EndToEnd.Tests.Template;

public class RbacTests
{
    private static readonly string[] s_reading = ["get", "list"];

    [Fact]
    public void The_file_that_is_applied_in_mode_report_only_lets_read() =>
        Assert.All(Rbac.RightsIn(Rbac.Reading), right => Assert.Contains(right.Verb, s_reading));

    [Fact]
    public void The_file_for_restarts_lets_patch_workloads_and_evict_pods_and_change_nothing_else() =>
        Assert.Equal(
            [("deployments", "get"), ("deployments", "patch"), ("statefulsets", "get"), ("statefulsets", "patch"), ("daemonsets", "get"),
                ("daemonsets", "patch"), ("replicasets", "get"), ("resourcequotas", "list"), ("pods/eviction", "create")],
            Rbac.RightsIn(Rbac.Restarting));

    [Fact]
    public void The_file_for_Events_lets_create_them_and_nothing_else_and_no_other_file_does()
    {
        var right = (Resource: "events", Verb: "create");
        Assert.Equal([right], Rbac.RightsIn(Rbac.Annotating));
        Assert.DoesNotContain(right, Rbac.RightsIn(Rbac.Reading).Concat(Rbac.RightsIn(Rbac.Restarting)));
    }

    [Fact]
    public void Each_file_binds_its_own_role_to_the_group_of_the_access_entry()
    {
        var cluster = StackTemplate.Read(
            Repository.PathOf("infra", "cluster.yaml"),
            new Dictionary<string, string> { ["ClusterName"] = "eks-workshop", ["RoleArn"] = "arn:aws:iam::123456789012:role/remediator" });
        var group = Assert.Single(cluster.ResourcesOf("AWS::EKS::AccessEntry").Single().Properties["KubernetesGroups"]!.AsArray());
        Assert.Equal(
            [("remediator-read", (string?)group), ("remediator-restart", (string?)group), ("remediator-annotate", (string?)group)],
            new[] { Rbac.Reading, Rbac.Restarting, Rbac.Annotating }
                .Select(file => Assert.Single(Rbac.Documents(file, "ClusterRoleBinding")))
                .Select(binding => ($"{binding["roleRef"]["name"]}", (string?)$"{binding["subjects"][0]["name"]}")));
    }
}
