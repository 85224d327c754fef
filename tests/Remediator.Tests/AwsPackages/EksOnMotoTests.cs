using Amazon.EKS;
using Amazon.EKS.Model;
using Remediator.Tests.Witnesses;

namespace Remediator.Tests.AwsPackages;

public class EksOnMotoTests(Moto moto)
{
    private readonly string _cluster = $"eks-{Guid.NewGuid():N}";
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_cluster_has_its_endpoint_authority_and_network()
    {
        using var eks = await ClientWithClusterAsync();

        var found = (await eks.DescribeClusterAsync(new() { Name = _cluster }, _cancel)).Cluster!;

        Assert.Equal((_cluster, ClusterStatus.ACTIVE), (found.Name, found.Status));
        Assert.StartsWith("https://", found.Endpoint, StringComparison.Ordinal);
        Assert.NotEmpty(found.CertificateAuthority!.Data!);
        Assert.Equal(["subnet-1", "subnet-2"], found.ResourcesVpcConfig!.SubnetIds);
        Assert.Equal("demo", found.Tags!["stage"]);
        Assert.Equal(DateTimeKind.Utc, found.CreatedAt!.Value.Kind);
    }

    [Fact]
    public async Task A_node_group_has_its_role_and_subnets_and_is_listed()
    {
        using var eks = await ClientWithClusterAsync();
        await moto.RestAsync("eks", HttpMethod.Post, $"/clusters/{_cluster}/node-groups",
            """{"nodegroupName": "default", "nodeRole": "arn:aws:iam::123456789012:role/nodes", "subnets": ["subnet-1"],"""
                + """ "labels": {"a/b": "c"}}""");

        var found = (await eks.DescribeNodegroupAsync(new() { ClusterName = _cluster, NodegroupName = "default" }, _cancel)).Nodegroup!;
        var listed = await eks.ListNodegroupsAsync(new() { ClusterName = _cluster }, _cancel);

        Assert.Equal("arn:aws:iam::123456789012:role/nodes", found.NodeRole);
        Assert.Equal(["subnet-1"], found.Subnets);
        Assert.Equal("c", found.Labels!["a/b"]);
        Assert.Equal(NodegroupStatus.ACTIVE, found.Status);
        Assert.Equal(["default"], listed.Nodegroups);
    }

    [Fact]
    public async Task A_fargate_profile_has_its_execution_role()
    {
        using var eks = await ClientWithClusterAsync();
        await moto.RestAsync("eks", HttpMethod.Post, $"/clusters/{_cluster}/fargate-profiles",
            """{"fargateProfileName": "serverless", "podExecutionRoleArn": "arn:aws:iam::123456789012:role/fargate","""
                + """ "selectors": [{"namespace": "ui"}]}""");

        var found = (await eks.DescribeFargateProfileAsync(new() { ClusterName = _cluster, FargateProfileName = "serverless" },
            _cancel)).FargateProfile!;

        Assert.Equal("arn:aws:iam::123456789012:role/fargate", found.PodExecutionRoleArn);
        Assert.Equal("ui", Assert.Single(found.Selectors!).Namespace);
    }

    [Fact]
    public async Task A_missing_resource_gives_resource_not_found()
    {
        using var eks = Clients.Eks((await moto.UrlAsync()).ToString());
        Func<Task>[] calls =
        [
            () => eks.DescribeClusterAsync(new() { Name = _cluster }, _cancel),
            () => eks.DescribeNodegroupAsync(new() { ClusterName = _cluster, NodegroupName = "n" }, _cancel),
            () => eks.DescribeFargateProfileAsync(new() { ClusterName = _cluster, FargateProfileName = "f" }, _cancel),
        ];
        foreach (var call in calls)
            Assert.Equal(System.Net.HttpStatusCode.NotFound, (await Assert.ThrowsAsync<ResourceNotFoundException>(call)).StatusCode);
    }

    private async Task<AmazonEKSClient> ClientWithClusterAsync()
    {
        await moto.RestAsync("eks", HttpMethod.Post, "/clusters", $$"""
            {"name": "{{_cluster}}", "roleArn": "arn:aws:iam::123456789012:role/cluster",
             "resourcesVpcConfig": {"subnetIds": ["subnet-1", "subnet-2"] }, "tags": {"stage": "demo"} }
            """);
        return Clients.Eks((await moto.UrlAsync()).ToString());
    }
}
