namespace Remediator.Kubernetes;

/// <summary>The metadata of an object, whatever its kind.</summary>
internal sealed record PartialItem
{
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
