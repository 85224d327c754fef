using Amazon.ECR.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;

namespace Amazon.ECR;

/// <summary>The operations that the function uses of the interface of the same name; all others are left out.</summary>
public interface IAmazonECR : IAmazonService, IDisposable
{
    Task<BatchCheckLayerAvailabilityResponse> BatchCheckLayerAvailabilityAsync(BatchCheckLayerAvailabilityRequest request, CancellationToken cancellationToken = default);

    Task<BatchGetImageResponse> BatchGetImageAsync(BatchGetImageRequest request, CancellationToken cancellationToken = default);

    Task<DeleteRepositoryPolicyResponse> DeleteRepositoryPolicyAsync(DeleteRepositoryPolicyRequest request, CancellationToken cancellationToken = default);

    Task<DescribeImagesResponse> DescribeImagesAsync(DescribeImagesRequest request, CancellationToken cancellationToken = default);

    Task<DescribePullThroughCacheRulesResponse> DescribePullThroughCacheRulesAsync(DescribePullThroughCacheRulesRequest request, CancellationToken cancellationToken = default);

    Task<DescribeRepositoryCreationTemplatesResponse> DescribeRepositoryCreationTemplatesAsync(DescribeRepositoryCreationTemplatesRequest request, CancellationToken cancellationToken = default);

    Task<DescribeRepositoriesResponse> DescribeRepositoriesAsync(DescribeRepositoriesRequest request, CancellationToken cancellationToken = default);

    Task<GetAccountSettingResponse> GetAccountSettingAsync(GetAccountSettingRequest request, CancellationToken cancellationToken = default);

    Task<GetLifecyclePolicyResponse> GetLifecyclePolicyAsync(GetLifecyclePolicyRequest request, CancellationToken cancellationToken = default);

    Task<GetRegistryPolicyResponse> GetRegistryPolicyAsync(GetRegistryPolicyRequest request, CancellationToken cancellationToken = default);

    Task<GetRepositoryPolicyResponse> GetRepositoryPolicyAsync(GetRepositoryPolicyRequest request, CancellationToken cancellationToken = default);

    Task<ListTagsForResourceResponse> ListTagsForResourceAsync(ListTagsForResourceRequest request, CancellationToken cancellationToken = default);

    Task<SetRepositoryPolicyResponse> SetRepositoryPolicyAsync(SetRepositoryPolicyRequest request, CancellationToken cancellationToken = default);

    Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonECRConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials? awsCredentials, ClientConfig clientConfig) =>
        clientConfig is not AmazonECRConfig config ? throw new AmazonClientException($"{clientConfig?.GetType().Name ?? "null"} is not a AmazonECRConfig")
        : awsCredentials is null ? new AmazonECRClient(config)
        : new AmazonECRClient(awsCredentials, config);
}
