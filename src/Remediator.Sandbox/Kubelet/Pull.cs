namespace Remediator.Sandbox.Kubelet;

/// <summary>
/// One attempt to pull an image: the role (by name) and session that pull, the node's architecture, and its network path.
/// <paramref name="ShowsRegistryMessage"/>: the node's containerd prints the registry's error message.
/// </summary>
internal sealed record PullRequest(string Image, string Role, string Session, string Architecture, NetworkPath Path,
    bool ShowsRegistryMessage);

/// <summary>The digest, or the error as kubelet 1.33 with containerd 1.7.24 words it.</summary>
internal sealed record PullResult(string? Digest, string? Error)
{
    public static PullResult Pulled(string digest) => new(digest, null);

    /// <param name="image">The image as the pod names it.</param>
    /// <param name="why">The innermost part of the text.</param>
    /// <param name="notFound">containerd returns gRPC NotFound, which the kubelet prints first.</param>
    public static PullResult Failed(string image, string why, bool notFound = false) =>
        new(null, $"{(notFound ? "rpc error: code = NotFound desc = " : "")}failed to pull and unpack image \"{image}\": {why}");

    public static PullResult Unresolved(string image, string why, bool notFound = false) =>
        Failed(image, $"failed to resolve reference \"{image}\": {why}", notFound);
}
