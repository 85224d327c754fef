using Amazon.ECR.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using AwsPackages.Kit;

namespace Amazon.ECR;

internal static class EcrOperations
{
    private static readonly JsonProtocol Protocol = new(AmazonECRConfig.Traits, EcrJson.Default, EcrErrors.Known);

    public static readonly InvokeOptions BatchCheckLayerAvailability = Post<BatchCheckLayerAvailabilityRequest, BatchCheckLayerAvailabilityResponse>("BatchCheckLayerAvailability");
    public static readonly InvokeOptions BatchGetImage = Post<BatchGetImageRequest, BatchGetImageResponse>("BatchGetImage");
    public static readonly InvokeOptions DeleteRepositoryPolicy = Post<DeleteRepositoryPolicyRequest, DeleteRepositoryPolicyResponse>("DeleteRepositoryPolicy");
    public static readonly InvokeOptions DescribeImages = Post<DescribeImagesRequest, DescribeImagesResponse>("DescribeImages");
    public static readonly InvokeOptions DescribePullThroughCacheRules = Post<DescribePullThroughCacheRulesRequest, DescribePullThroughCacheRulesResponse>("DescribePullThroughCacheRules");
    public static readonly InvokeOptions DescribeRepositories = Post<DescribeRepositoriesRequest, DescribeRepositoriesResponse>("DescribeRepositories");
    public static readonly InvokeOptions DescribeRepositoryCreationTemplates = Post<DescribeRepositoryCreationTemplatesRequest, DescribeRepositoryCreationTemplatesResponse>("DescribeRepositoryCreationTemplates");
    public static readonly InvokeOptions GetAccountSetting = Post<GetAccountSettingRequest, GetAccountSettingResponse>("GetAccountSetting");
    public static readonly InvokeOptions GetLifecyclePolicy = Post<GetLifecyclePolicyRequest, GetLifecyclePolicyResponse>("GetLifecyclePolicy");
    public static readonly InvokeOptions GetRegistryPolicy = Post<GetRegistryPolicyRequest, GetRegistryPolicyResponse>("GetRegistryPolicy");
    public static readonly InvokeOptions GetRepositoryPolicy = Post<GetRepositoryPolicyRequest, GetRepositoryPolicyResponse>("GetRepositoryPolicy");
    public static readonly InvokeOptions ListTagsForResource = Post<ListTagsForResourceRequest, ListTagsForResourceResponse>("ListTagsForResource");
    public static readonly InvokeOptions SetRepositoryPolicy = Post<SetRepositoryPolicyRequest, SetRepositoryPolicyResponse>("SetRepositoryPolicy");

    private static InvokeOptions Post<TRequest, TResponse>(string operation)
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse, new() =>
        Protocol.Post<TRequest, TResponse>($"AmazonEC2ContainerRegistry_V20150921.{operation}");
}
