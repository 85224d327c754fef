using Remediator.Core.Policies.Language;

namespace Remediator.Core.Facts;

/// <summary>What a VPC endpoint stands before.</summary>
public enum EndpointService
{
    /// <summary>Where the kubelet's credential provider asks for a token.</summary>
    EcrApi,

    /// <summary>Where containerd asks for manifests and layers.</summary>
    EcrDkr,

    /// <summary>Where the layers are kept.</summary>
    S3,
}

/// <summary>The policy of a VPC endpoint on the node's way.</summary>
/// <param name="Id"><c>vpce-…</c></param>
public sealed record EndpointPolicy(EndpointService Service, string Id, PolicyDocument Policy)
{
    /// <summary>Why it is not sure that the node's traffic goes through it; null where it is.</summary>
    public Message? Doubt { get; init; }
}
