using Amazon.EKS.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using AwsPackages.Kit;

namespace Amazon.EKS;

/// <summary>Thread-safe client; endpoints, credentials, signatures and retries are those of AWSSDK.Core.</summary>
public class AmazonEKSClient : AmazonServiceClient, IAmazonEKS
{
    public AmazonEKSClient() : this(new AmazonEKSConfig()) { }

    public AmazonEKSClient(RegionEndpoint region) : this(new AmazonEKSConfig { RegionEndpoint = region }) { }

    public AmazonEKSClient(AmazonEKSConfig config) : base(config) { }

    public AmazonEKSClient(AWSCredentials credentials) : this(credentials, new AmazonEKSConfig()) { }

    public AmazonEKSClient(AWSCredentials credentials, RegionEndpoint region)
        : this(credentials, new AmazonEKSConfig { RegionEndpoint = region }) { }

    public AmazonEKSClient(AWSCredentials credentials, AmazonEKSConfig clientConfig) : base(credentials, clientConfig) { }

    public AmazonEKSClient(string awsAccessKeyId, string awsSecretAccessKey)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonEKSConfig()) { }

    public AmazonEKSClient(string awsAccessKeyId, string awsSecretAccessKey, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonEKSConfig { RegionEndpoint = region }) { }

    public AmazonEKSClient(string awsAccessKeyId, string awsSecretAccessKey, AmazonEKSConfig clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, clientConfig) { }

    public AmazonEKSClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonEKSConfig()) { }

    public AmazonEKSClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonEKSConfig { RegionEndpoint = region }) { }

    public AmazonEKSClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, AmazonEKSConfig clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, clientConfig) { }

    protected override IServiceMetadata ServiceMetadata => AmazonEKSConfig.Traits;

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) => ServicePipeline.Customize(pipeline);

    public virtual Task<DescribeClusterResponse> DescribeClusterAsync(DescribeClusterRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeClusterResponse>(request, EksOperations.DescribeCluster, cancellationToken);

    public virtual Task<DescribeFargateProfileResponse> DescribeFargateProfileAsync(DescribeFargateProfileRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeFargateProfileResponse>(request, EksOperations.DescribeFargateProfile, cancellationToken);

    public virtual Task<DescribeNodegroupResponse> DescribeNodegroupAsync(DescribeNodegroupRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeNodegroupResponse>(request, EksOperations.DescribeNodegroup, cancellationToken);

    public virtual Task<ListClustersResponse> ListClustersAsync(ListClustersRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListClustersResponse>(request, EksOperations.ListClusters, cancellationToken);

    public virtual Task<ListFargateProfilesResponse> ListFargateProfilesAsync(ListFargateProfilesRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListFargateProfilesResponse>(request, EksOperations.ListFargateProfiles, cancellationToken);

    public virtual Task<ListNodegroupsResponse> ListNodegroupsAsync(ListNodegroupsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListNodegroupsResponse>(request, EksOperations.ListNodegroups, cancellationToken);

    public Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request) =>
        Config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(request));
}
