namespace Remediator.Sandbox.Kubelet;

/// <summary>
/// One attempt: which image, as which role (name) in which session, for which architecture, over which way.
/// <paramref name="ShowsRegistryMessage"/>: the node's containerd prints why the registry refused.
/// </summary>
internal sealed record PullRequest(string Image, string Role, string Session, string Architecture, NetworkPath Path, bool ShowsRegistryMessage);

/// <summary>How it ended: the digest, or the error as kubelet 1.33 on containerd 1.7.24 words it.</summary>
internal sealed record PullResult(string? Digest, string? Error)
{
    public static PullResult Pulled(string digest) => new(digest, null);

    /// <param name="image">The image as it was asked for.</param>
    /// <param name="why">The innermost part of the text.</param>
    /// <param name="notFound">containerd gives this one a gRPC code, which the kubelet leaves in front.</param>
    public static PullResult Failed(string image, string why, bool notFound = false) =>
        new(null, $"{(notFound ? "rpc error: code = NotFound desc = " : "")}failed to pull and unpack image \"{image}\": {why}");

    public static PullResult Unresolved(string image, string why, bool notFound = false) =>
        Failed(image, $"failed to resolve reference \"{image}\": {why}", notFound);
}
