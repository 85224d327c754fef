using Amazon.Runtime;

namespace Amazon.ECR;

public class EncryptionType(string value) : ConstantClass(value)
{
    public static readonly EncryptionType AES256 = new("AES256");
    public static readonly EncryptionType KMS = new("KMS");
    public static readonly EncryptionType KMS_DSSE = new("KMS_DSSE");

    public static EncryptionType? FindValue(string? value) => FindValue<EncryptionType>(value);
    public static implicit operator EncryptionType?(string? value) => FindValue(value);
}

public class ImageFailureCode(string value) : ConstantClass(value)
{
    public static readonly ImageFailureCode InvalidImageDigest = new("InvalidImageDigest");
    public static readonly ImageFailureCode InvalidImageTag = new("InvalidImageTag");
    public static readonly ImageFailureCode ImageTagDoesNotMatchDigest = new("ImageTagDoesNotMatchDigest");
    public static readonly ImageFailureCode ImageNotFound = new("ImageNotFound");
    public static readonly ImageFailureCode MissingDigestAndTag = new("MissingDigestAndTag");
    public static readonly ImageFailureCode ImageReferencedByManifestList = new("ImageReferencedByManifestList");
    public static readonly ImageFailureCode KmsError = new("KmsError");
    public static readonly ImageFailureCode UpstreamAccessDenied = new("UpstreamAccessDenied");
    public static readonly ImageFailureCode UpstreamTooManyRequests = new("UpstreamTooManyRequests");
    public static readonly ImageFailureCode UpstreamUnavailable = new("UpstreamUnavailable");
    public static readonly ImageFailureCode ImageInaccessible = new("ImageInaccessible");

    public static ImageFailureCode? FindValue(string? value) => FindValue<ImageFailureCode>(value);
    public static implicit operator ImageFailureCode?(string? value) => FindValue(value);
}

public class ImageStatus(string value) : ConstantClass(value)
{
    public static readonly ImageStatus ACTIVE = new("ACTIVE");
    public static readonly ImageStatus ARCHIVED = new("ARCHIVED");
    public static readonly ImageStatus ACTIVATING = new("ACTIVATING");

    public static ImageStatus? FindValue(string? value) => FindValue<ImageStatus>(value);
    public static implicit operator ImageStatus?(string? value) => FindValue(value);
}

public class ImageStatusFilter(string value) : ConstantClass(value)
{
    public static readonly ImageStatusFilter ACTIVE = new("ACTIVE");
    public static readonly ImageStatusFilter ARCHIVED = new("ARCHIVED");
    public static readonly ImageStatusFilter ACTIVATING = new("ACTIVATING");
    public static readonly ImageStatusFilter ANY = new("ANY");

    public static ImageStatusFilter? FindValue(string? value) => FindValue<ImageStatusFilter>(value);
    public static implicit operator ImageStatusFilter?(string? value) => FindValue(value);
}

public class ImageTagMutability(string value) : ConstantClass(value)
{
    public static readonly ImageTagMutability MUTABLE = new("MUTABLE");
    public static readonly ImageTagMutability IMMUTABLE = new("IMMUTABLE");
    public static readonly ImageTagMutability IMMUTABLE_WITH_EXCLUSION = new("IMMUTABLE_WITH_EXCLUSION");
    public static readonly ImageTagMutability MUTABLE_WITH_EXCLUSION = new("MUTABLE_WITH_EXCLUSION");

    public static ImageTagMutability? FindValue(string? value) => FindValue<ImageTagMutability>(value);
    public static implicit operator ImageTagMutability?(string? value) => FindValue(value);
}

public class LayerAvailability(string value) : ConstantClass(value)
{
    public static readonly LayerAvailability AVAILABLE = new("AVAILABLE");
    public static readonly LayerAvailability UNAVAILABLE = new("UNAVAILABLE");
    public static readonly LayerAvailability ARCHIVED = new("ARCHIVED");

    public static LayerAvailability? FindValue(string? value) => FindValue<LayerAvailability>(value);
    public static implicit operator LayerAvailability?(string? value) => FindValue(value);
}

public class LayerFailureCode(string value) : ConstantClass(value)
{
    public static readonly LayerFailureCode InvalidLayerDigest = new("InvalidLayerDigest");
    public static readonly LayerFailureCode MissingLayerDigest = new("MissingLayerDigest");

    public static LayerFailureCode? FindValue(string? value) => FindValue<LayerFailureCode>(value);
    public static implicit operator LayerFailureCode?(string? value) => FindValue(value);
}

public class TagStatus(string value) : ConstantClass(value)
{
    public static readonly TagStatus TAGGED = new("TAGGED");
    public static readonly TagStatus UNTAGGED = new("UNTAGGED");
    public static readonly TagStatus ANY = new("ANY");

    public static TagStatus? FindValue(string? value) => FindValue<TagStatus>(value);
    public static implicit operator TagStatus?(string? value) => FindValue(value);
}

public class UpstreamRegistry(string value) : ConstantClass(value)
{
    public static readonly UpstreamRegistry Ecr = new("ecr");
    public static readonly UpstreamRegistry EcrPublic = new("ecr-public");
    public static readonly UpstreamRegistry Quay = new("quay");
    public static readonly UpstreamRegistry K8s = new("k8s");
    public static readonly UpstreamRegistry DockerHub = new("docker-hub");
    public static readonly UpstreamRegistry GithubContainerRegistry = new("github-container-registry");
    public static readonly UpstreamRegistry AzureContainerRegistry = new("azure-container-registry");
    public static readonly UpstreamRegistry GitlabContainerRegistry = new("gitlab-container-registry");
    public static readonly UpstreamRegistry Chainguard = new("chainguard");

    public static UpstreamRegistry? FindValue(string? value) => FindValue<UpstreamRegistry>(value);
    public static implicit operator UpstreamRegistry?(string? value) => FindValue(value);
}
