namespace Remediator.Kubernetes;

/// <summary>
/// The metadata of an object without its content, in a shape that is asked for:
/// https://kubernetes.io/docs/reference/using-api/api-concepts/#receiving-resources-as-tables
/// </summary>
internal sealed record PartialItem
{
    /// <summary>A server that does not know this shape answers 406, and never with the content.</summary>
    public const string Accept = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1";

    public PartialMetadata? Metadata { get; init; }
}

internal sealed record PartialMetadata
{
    public DateTimeOffset? CreationTimestamp { get; init; }
    public List<ManagedFieldsItem>? ManagedFields { get; init; }

    /// <summary>
    /// The last time that somebody set a field:
    /// https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/
    /// </summary>
    public DateTimeOffset? SetAt => (ManagedFields ?? []).Select(fields => fields.Time).Append(CreationTimestamp).Max();
}

internal sealed record ManagedFieldsItem
{
    public DateTimeOffset? Time { get; init; }
}
