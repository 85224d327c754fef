using Amazon.Runtime;

namespace Amazon.ECR.Model;

public class DescribePullThroughCacheRulesRequest : AmazonECRRequest
{
    public string? RegistryId { get; set; }

    public List<string>? EcrRepositoryPrefixes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public string? NextToken { get; set; }

    public int? MaxResults { get; set; }
}

public class DescribePullThroughCacheRulesResponse : AmazonWebServiceResponse
{
    public List<PullThroughCacheRule>? PullThroughCacheRules { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public string? NextToken { get; set; }
}

public class PullThroughCacheRule
{
    public string? EcrRepositoryPrefix { get; set; }

    public string? UpstreamRegistryUrl { get; set; }

    public DateTime? CreatedAt { get; set; }

    public string? RegistryId { get; set; }

    public string? CredentialArn { get; set; }

    public string? CustomRoleArn { get; set; }

    public string? UpstreamRepositoryPrefix { get; set; }

    public UpstreamRegistry? UpstreamRegistry { get; set; }

    public DateTime? UpdatedAt { get; set; }
}
