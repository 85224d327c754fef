using Amazon.EKS.Model;
using Amazon.Runtime.Internal;
using AwsPackages.Kit;

namespace Amazon.EKS;

internal static class EksOperations
{
    private static readonly JsonProtocol Protocol = new(AmazonEKSConfig.Traits, EksJson.Default, EksErrors.Known);

    public static readonly InvokeOptions DescribeCluster = Protocol.Get<DescribeClusterRequest, DescribeClusterResponse>(
        "/clusters/{name}",
        (request, input) => request.AddPathResource("{name}", Required(input.Name, "Name")));

    public static readonly InvokeOptions DescribeFargateProfile = Protocol.Get<DescribeFargateProfileRequest, DescribeFargateProfileResponse>(
        "/clusters/{name}/fargate-profiles/{fargateProfileName}",
        (request, input) =>
        {
            request.AddPathResource("{name}", Required(input.ClusterName, "ClusterName"));
            request.AddPathResource("{fargateProfileName}", Required(input.FargateProfileName, "FargateProfileName"));
        });

    public static readonly InvokeOptions DescribeNodegroup = Protocol.Get<DescribeNodegroupRequest, DescribeNodegroupResponse>(
        "/clusters/{name}/node-groups/{nodegroupName}",
        (request, input) =>
        {
            request.AddPathResource("{name}", Required(input.ClusterName, "ClusterName"));
            request.AddPathResource("{nodegroupName}", Required(input.NodegroupName, "NodegroupName"));
        });

    public static readonly InvokeOptions ListClusters = Protocol.Get<ListClustersRequest, ListClustersResponse>(
        "/clusters",
        (request, input) => Page(request, input.MaxResults, input.NextToken));

    public static readonly InvokeOptions ListFargateProfiles = Protocol.Get<ListFargateProfilesRequest, ListFargateProfilesResponse>(
        "/clusters/{name}/fargate-profiles",
        (request, input) => Page(request, input.ClusterName, input.MaxResults, input.NextToken));

    public static readonly InvokeOptions ListNodegroups = Protocol.Get<ListNodegroupsRequest, ListNodegroupsResponse>(
        "/clusters/{name}/node-groups",
        (request, input) => Page(request, input.ClusterName, input.MaxResults, input.NextToken));

    private static void Page(DefaultRequest request, string? cluster, int? maxResults, string? nextToken)
    {
        request.AddPathResource("{name}", Required(cluster, "ClusterName"));
        Page(request, maxResults, nextToken);
    }

    private static void Page(DefaultRequest request, int? maxResults, string? nextToken)
    {
        if (maxResults is { } most)
            request.Parameters["maxResults"] = most.ToString();
        if (nextToken is not null)
            request.Parameters["nextToken"] = nextToken;
    }

    private static string Required(string? value, string name) =>
        string.IsNullOrEmpty(value) ? throw new AmazonEKSException($"Request object does not have required field {name} set") : value;
}
