namespace Remediator.Kubernetes;

internal sealed record QuotaList
{
    public List<QuotaObject>? Items { get; init; }
}

/// <summary>The fields of a ResourceQuota that this program uses; amounts as Kubernetes writes them, such as <c>500m</c>.</summary>
internal sealed record QuotaObject
{
    public ObjectMetadata? Metadata { get; init; }
    public QuotaAmounts? Spec { get; init; }
    public QuotaAmounts? Status { get; init; }
}

internal sealed record QuotaAmounts
{
    public Dictionary<string, string>? Hard { get; init; }
    public Dictionary<string, string>? Used { get; init; }
}
