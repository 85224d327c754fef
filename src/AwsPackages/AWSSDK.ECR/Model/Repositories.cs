using System.Text.Json.Serialization;
using Amazon.Runtime;

namespace Amazon.ECR.Model;

public class DescribeRepositoriesRequest : AmazonECRRequest
{
    public string? RegistryId { get; set; }

    public List<string>? RepositoryNames { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public string? NextToken { get; set; }

    public int? MaxResults { get; set; }
}

public class DescribeRepositoriesResponse : AmazonWebServiceResponse
{
    public List<Repository>? Repositories { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public string? NextToken { get; set; }
}

public class ListTagsForResourceRequest : AmazonECRRequest
{
    public string? ResourceArn { get; set; }
}

public class ListTagsForResourceResponse : AmazonWebServiceResponse
{
    public List<Tag>? Tags { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}

public class Repository
{
    public string? RepositoryArn { get; set; }

    public string? RegistryId { get; set; }

    public string? RepositoryName { get; set; }

    public string? RepositoryUri { get; set; }

    public DateTime? CreatedAt { get; set; }

    public ImageTagMutability? ImageTagMutability { get; set; }

    public EncryptionConfiguration? EncryptionConfiguration { get; set; }
}

public class EncryptionConfiguration
{
    public EncryptionType? EncryptionType { get; set; }

    public string? KmsKey { get; set; }
}

public class Tag
{
    [JsonPropertyName("Key")]
    public string? Key { get; set; }

    [JsonPropertyName("Value")]
    public string? Value { get; set; }
}
