using System.Text.Json.Serialization;
using Amazon.ECR.Model;
using AwsPackages.Kit;

namespace Amazon.ECR;

[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(EpochSecondsConverter), typeof(ConstantConverter<EncryptionType>), typeof(ConstantConverter<ImageFailureCode>),
        typeof(ConstantConverter<ImageStatus>), typeof(ConstantConverter<ImageStatusFilter>), typeof(ConstantConverter<ImageTagMutability>),
        typeof(ConstantConverter<LayerAvailability>), typeof(ConstantConverter<LayerFailureCode>),
        typeof(ConstantConverter<TagStatus>), typeof(ConstantConverter<UpstreamRegistry>),
    ])]
[JsonSerializable(typeof(BatchCheckLayerAvailabilityRequest))]
[JsonSerializable(typeof(BatchCheckLayerAvailabilityResponse))]
[JsonSerializable(typeof(BatchGetImageRequest))]
[JsonSerializable(typeof(BatchGetImageResponse))]
[JsonSerializable(typeof(DeleteRepositoryPolicyRequest))]
[JsonSerializable(typeof(DeleteRepositoryPolicyResponse))]
[JsonSerializable(typeof(DescribeImagesRequest))]
[JsonSerializable(typeof(DescribeImagesResponse))]
[JsonSerializable(typeof(DescribePullThroughCacheRulesRequest))]
[JsonSerializable(typeof(DescribePullThroughCacheRulesResponse))]
[JsonSerializable(typeof(DescribeRepositoriesRequest))]
[JsonSerializable(typeof(DescribeRepositoriesResponse))]
[JsonSerializable(typeof(DescribeRepositoryCreationTemplatesRequest))]
[JsonSerializable(typeof(DescribeRepositoryCreationTemplatesResponse))]
[JsonSerializable(typeof(GetAccountSettingRequest))]
[JsonSerializable(typeof(GetAccountSettingResponse))]
[JsonSerializable(typeof(GetLifecyclePolicyRequest))]
[JsonSerializable(typeof(GetLifecyclePolicyResponse))]
[JsonSerializable(typeof(GetRegistryPolicyRequest))]
[JsonSerializable(typeof(GetRegistryPolicyResponse))]
[JsonSerializable(typeof(GetRepositoryPolicyRequest))]
[JsonSerializable(typeof(GetRepositoryPolicyResponse))]
[JsonSerializable(typeof(ListTagsForResourceRequest))]
[JsonSerializable(typeof(ListTagsForResourceResponse))]
[JsonSerializable(typeof(SetRepositoryPolicyRequest))]
[JsonSerializable(typeof(SetRepositoryPolicyResponse))]
internal sealed partial class EcrJson : JsonSerializerContext;
