namespace Remediator.EndToEnd.Tests.Template;

public class RbacTests
{
    private static readonly string[] s_reading = ["get", "list"];

    [Fact]
    public void The_read_role_only_reads() =>
        Assert.All(Rbac.RightsOf("remediator-read"), right => Assert.Contains(right.Verb, s_reading));

    [Fact]
    public void The_restart_role_patches_workloads_evicts_pods_and_changes_nothing_else() =>
        Assert.Equal(
            [("deployments", "get"), ("deployments", "patch"), ("statefulsets", "get"), ("statefulsets", "patch"), ("daemonsets", "get"),
                ("daemonsets", "patch"), ("replicasets", "get"), ("resourcequotas", "list"), ("pods/eviction", "create")],
            Rbac.RightsOf("remediator-restart"));

    [Fact]
    public void Each_role_is_bound_by_itself_to_the_group_of_the_access_entry()
    {
        var cluster = StackTemplate.Read(
            Repository.PathOf("infra", "cluster.yaml"),
            new Dictionary<string, string> { ["ClusterName"] = "eks-workshop", ["RoleArn"] = "arn:aws:iam::123456789012:role/remediator" });
        var group = Assert.Single(cluster.ResourcesOf("AWS::EKS::AccessEntry").Single().Properties["KubernetesGroups"]!.AsArray());
        Assert.Equal(
            [("remediator-read", (string?)group), ("remediator-restart", (string?)group)],
            Rbac.Documents("ClusterRoleBinding")
                .Select(binding => ($"{binding["roleRef"]["name"]}", (string?)$"{binding["subjects"][0]["name"]}")));
    }
}
