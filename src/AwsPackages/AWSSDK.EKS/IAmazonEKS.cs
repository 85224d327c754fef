using Amazon.EKS.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;

namespace Amazon.EKS;

/// <summary>The operations that the function uses of the interface of the same name; all others are left out.</summary>
public interface IAmazonEKS : IAmazonService, IDisposable
{
    Task<DescribeClusterResponse> DescribeClusterAsync(DescribeClusterRequest request, CancellationToken cancellationToken = default);

    Task<DescribeFargateProfileResponse> DescribeFargateProfileAsync(DescribeFargateProfileRequest request, CancellationToken cancellationToken = default);

    Task<DescribeNodegroupResponse> DescribeNodegroupAsync(DescribeNodegroupRequest request, CancellationToken cancellationToken = default);

    Task<ListClustersResponse> ListClustersAsync(ListClustersRequest request, CancellationToken cancellationToken = default);

    Task<ListFargateProfilesResponse> ListFargateProfilesAsync(ListFargateProfilesRequest request, CancellationToken cancellationToken = default);

    Task<ListNodegroupsResponse> ListNodegroupsAsync(ListNodegroupsRequest request, CancellationToken cancellationToken = default);

    Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonEKSConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials? awsCredentials, ClientConfig clientConfig) =>
        clientConfig is not AmazonEKSConfig config ? throw new AmazonClientException($"{clientConfig?.GetType().Name ?? "null"} is not a AmazonEKSConfig")
        : awsCredentials is null ? new AmazonEKSClient(config)
        : new AmazonEKSClient(awsCredentials, config);
}
