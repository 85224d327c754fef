using Amazon.Runtime;

namespace Amazon.ECR.Model;

public class DescribeRepositoryCreationTemplatesRequest : AmazonECRRequest
{
    public List<string>? Prefixes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public string? NextToken { get; set; }

    public int? MaxResults { get; set; }
}

public class DescribeRepositoryCreationTemplatesResponse : AmazonWebServiceResponse
{
    public string? RegistryId { get; set; }

    public List<RepositoryCreationTemplate>? RepositoryCreationTemplates { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public string? NextToken { get; set; }
}

public class RepositoryCreationTemplate
{
    public string? Prefix { get; set; }

    public string? Description { get; set; }

    public List<string>? AppliedFor { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public string? CustomRoleArn { get; set; }

    public string? RepositoryPolicy { get; set; }

    public string? LifecyclePolicy { get; set; }

    public DateTime? CreatedAt { get; set; }

    public DateTime? UpdatedAt { get; set; }
}
