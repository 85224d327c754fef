using Amazon.Runtime;

namespace Amazon.ECR.Model;

public class DescribeImagesRequest : AmazonECRRequest
{
    public string? RegistryId { get; set; }

    public string? RepositoryName { get; set; }

    public List<ImageIdentifier>? ImageIds { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public string? NextToken { get; set; }

    public int? MaxResults { get; set; }

    public DescribeImagesFilter? Filter { get; set; }
}

public class DescribeImagesResponse : AmazonWebServiceResponse
{
    public List<ImageDetail>? ImageDetails { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public string? NextToken { get; set; }
}

public class BatchGetImageRequest : AmazonECRRequest
{
    public string? RegistryId { get; set; }

    public string? RepositoryName { get; set; }

    public List<ImageIdentifier>? ImageIds { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public List<string>? AcceptedMediaTypes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}

public class BatchGetImageResponse : AmazonWebServiceResponse
{
    public List<Image>? Images { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public List<ImageFailure>? Failures { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}

public class DescribeImagesFilter
{
    public TagStatus? TagStatus { get; set; }

    public ImageStatusFilter? ImageStatus { get; set; }
}

public class ImageIdentifier
{
    public string? ImageDigest { get; set; }

    public string? ImageTag { get; set; }
}

public class ImageDetail
{
    public string? RegistryId { get; set; }

    public string? RepositoryName { get; set; }

    public string? ImageDigest { get; set; }

    public List<string>? ImageTags { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public long? ImageSizeInBytes { get; set; }

    public DateTime? ImagePushedAt { get; set; }

    public string? ImageManifestMediaType { get; set; }

    public string? ArtifactMediaType { get; set; }

    public DateTime? LastRecordedPullTime { get; set; }

    public string? SubjectManifestDigest { get; set; }

    public ImageStatus? ImageStatus { get; set; }

    public DateTime? LastArchivedAt { get; set; }

    public DateTime? LastActivatedAt { get; set; }
}

public class Image
{
    public string? RegistryId { get; set; }

    public string? RepositoryName { get; set; }

    public ImageIdentifier? ImageId { get; set; }

    public string? ImageManifest { get; set; }

    public string? ImageManifestMediaType { get; set; }
}

public class ImageFailure
{
    public ImageIdentifier? ImageId { get; set; }

    public ImageFailureCode? FailureCode { get; set; }

    public string? FailureReason { get; set; }
}
