using System.Text.Json.Serialization;
using Amazon.EKS.Model;
using AwsPackages.Kit;

namespace Amazon.EKS;

[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters =
    [
        typeof(EpochSecondsConverter), typeof(ConstantConverter<AuthenticationMode>), typeof(ConstantConverter<ClusterStatus>),
        typeof(ConstantConverter<FargateProfileStatus>), typeof(ConstantConverter<NodegroupStatus>),
        typeof(ConstantConverter<AMITypes>), typeof(ConstantConverter<TaintEffect>),
    ])]
[JsonSerializable(typeof(DescribeClusterResponse))]
[JsonSerializable(typeof(DescribeFargateProfileResponse))]
[JsonSerializable(typeof(DescribeNodegroupResponse))]
[JsonSerializable(typeof(ListClustersResponse))]
[JsonSerializable(typeof(ListFargateProfilesResponse))]
[JsonSerializable(typeof(ListNodegroupsResponse))]
internal sealed partial class EksJson : JsonSerializerContext;
