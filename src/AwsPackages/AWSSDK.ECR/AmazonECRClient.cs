using Amazon.ECR.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using AwsPackages.Kit;

namespace Amazon.ECR;

/// <summary>Thread-safe client; endpoints, credentials, signatures and retries are those of AWSSDK.Core.</summary>
public class AmazonECRClient : AmazonServiceClient, IAmazonECR
{
    public AmazonECRClient() : this(new AmazonECRConfig()) { }

    public AmazonECRClient(RegionEndpoint region) : this(new AmazonECRConfig { RegionEndpoint = region }) { }

    public AmazonECRClient(AmazonECRConfig config) : base(config) { }

    public AmazonECRClient(AWSCredentials credentials) : this(credentials, new AmazonECRConfig()) { }

    public AmazonECRClient(AWSCredentials credentials, RegionEndpoint region)
        : this(credentials, new AmazonECRConfig { RegionEndpoint = region }) { }

    public AmazonECRClient(AWSCredentials credentials, AmazonECRConfig clientConfig) : base(credentials, clientConfig) { }

    public AmazonECRClient(string awsAccessKeyId, string awsSecretAccessKey)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonECRConfig()) { }

    public AmazonECRClient(string awsAccessKeyId, string awsSecretAccessKey, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonECRConfig { RegionEndpoint = region }) { }

    public AmazonECRClient(string awsAccessKeyId, string awsSecretAccessKey, AmazonECRConfig clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, clientConfig) { }

    public AmazonECRClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonECRConfig()) { }

    public AmazonECRClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonECRConfig { RegionEndpoint = region }) { }

    public AmazonECRClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, AmazonECRConfig clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, clientConfig) { }

    protected override IServiceMetadata ServiceMetadata => AmazonECRConfig.Traits;

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) => ServicePipeline.Customize(pipeline);

    public virtual Task<BatchCheckLayerAvailabilityResponse> BatchCheckLayerAvailabilityAsync(BatchCheckLayerAvailabilityRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<BatchCheckLayerAvailabilityResponse>(request, EcrOperations.BatchCheckLayerAvailability, cancellationToken);

    public virtual Task<BatchGetImageResponse> BatchGetImageAsync(BatchGetImageRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<BatchGetImageResponse>(request, EcrOperations.BatchGetImage, cancellationToken);

    public virtual Task<DeleteRepositoryPolicyResponse> DeleteRepositoryPolicyAsync(DeleteRepositoryPolicyRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DeleteRepositoryPolicyResponse>(request, EcrOperations.DeleteRepositoryPolicy, cancellationToken);

    public virtual Task<DescribeImagesResponse> DescribeImagesAsync(DescribeImagesRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeImagesResponse>(request, EcrOperations.DescribeImages, cancellationToken);

    public virtual Task<DescribePullThroughCacheRulesResponse> DescribePullThroughCacheRulesAsync(DescribePullThroughCacheRulesRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribePullThroughCacheRulesResponse>(request, EcrOperations.DescribePullThroughCacheRules, cancellationToken);

    public virtual Task<DescribeRepositoryCreationTemplatesResponse> DescribeRepositoryCreationTemplatesAsync(DescribeRepositoryCreationTemplatesRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeRepositoryCreationTemplatesResponse>(request, EcrOperations.DescribeRepositoryCreationTemplates, cancellationToken);

    public virtual Task<DescribeRepositoriesResponse> DescribeRepositoriesAsync(DescribeRepositoriesRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeRepositoriesResponse>(request, EcrOperations.DescribeRepositories, cancellationToken);

    public virtual Task<GetAccountSettingResponse> GetAccountSettingAsync(GetAccountSettingRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<GetAccountSettingResponse>(request, EcrOperations.GetAccountSetting, cancellationToken);

    public virtual Task<GetLifecyclePolicyResponse> GetLifecyclePolicyAsync(GetLifecyclePolicyRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<GetLifecyclePolicyResponse>(request, EcrOperations.GetLifecyclePolicy, cancellationToken);

    public virtual Task<GetRegistryPolicyResponse> GetRegistryPolicyAsync(GetRegistryPolicyRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<GetRegistryPolicyResponse>(request, EcrOperations.GetRegistryPolicy, cancellationToken);

    public virtual Task<GetRepositoryPolicyResponse> GetRepositoryPolicyAsync(GetRepositoryPolicyRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<GetRepositoryPolicyResponse>(request, EcrOperations.GetRepositoryPolicy, cancellationToken);

    public virtual Task<ListTagsForResourceResponse> ListTagsForResourceAsync(ListTagsForResourceRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListTagsForResourceResponse>(request, EcrOperations.ListTagsForResource, cancellationToken);

    public virtual Task<SetRepositoryPolicyResponse> SetRepositoryPolicyAsync(SetRepositoryPolicyRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<SetRepositoryPolicyResponse>(request, EcrOperations.SetRepositoryPolicy, cancellationToken);

    public Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request) =>
        Config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(request));
}
