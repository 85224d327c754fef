namespace Remediator.Kubernetes;

/// <summary>The fields of a ServiceAccount that this program uses.</summary>
public sealed record ServiceAccount
{
    public ObjectMetadata? Metadata { get; init; }
    public List<PodSecretName>? ImagePullSecrets { get; init; }
}

public sealed record ObjectMetadata
{
    public string? Name { get; init; }
    public Dictionary<string, string>? Labels { get; init; }
    public Dictionary<string, string>? Annotations { get; init; }
    public List<PodOwner>? OwnerReferences { get; init; }
}
