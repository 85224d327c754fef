using Amazon.Runtime;

namespace Amazon.ECR.Model;

public class BatchCheckLayerAvailabilityRequest : AmazonECRRequest
{
    public string? RegistryId { get; set; }

    public string? RepositoryName { get; set; }

    public List<string>? LayerDigests { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}

public class BatchCheckLayerAvailabilityResponse : AmazonWebServiceResponse
{
    public List<Layer>? Layers { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public List<LayerFailure>? Failures { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}

public class Layer
{
    public string? LayerDigest { get; set; }

    public LayerAvailability? LayerAvailability { get; set; }

    public long? LayerSize { get; set; }

    public string? MediaType { get; set; }
}

public class LayerFailure
{
    public string? LayerDigest { get; set; }

    public LayerFailureCode? FailureCode { get; set; }

    public string? FailureReason { get; set; }
}
