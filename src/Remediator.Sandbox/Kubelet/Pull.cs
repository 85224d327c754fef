namespace Remediator.Sandbox.Kubelet;

/// <summary>
/// One attempt: which image, as which role (name) in which session, for which architecture, over which way.
/// <paramref name="TellsWhy"/>: the node's containerd prints why the registry refused.
/// </summary>
internal sealed record PullRequest(string Image, string Role, string Session, string Architecture, Way Way, bool TellsWhy);

/// <summary>How it ended: the digest, or the error as kubelet 1.33 on containerd 1.7.24 words it.</summary>
internal sealed record PullAnswer(string? Digest, string? Error)
{
    public static PullAnswer Pulled(string digest) => new(digest, null);

    /// <param name="image">The image as it was asked for.</param>
    /// <param name="why">The innermost part of the text.</param>
    /// <param name="notFound">containerd gives this one a gRPC code, which the kubelet leaves in front.</param>
    public static PullAnswer Failed(string image, string why, bool notFound = false) =>
        new(null, $"{(notFound ? "rpc error: code = NotFound desc = " : "")}failed to pull and unpack image \"{image}\": {why}");

    public static PullAnswer Unresolved(string image, string why, bool notFound = false) =>
        Failed(image, $"failed to resolve reference \"{image}\": {why}", notFound);
}
