namespace Remediator.Core.PullTexts;

/// <summary>Where a request went, read from its URL as far as a text prints it, broken ones included.</summary>
internal sealed record Endpoint(bool IsEcr, bool IsManifest, bool IsLayer)
{
    private static readonly string[] s_layerHosts = ["-starport-layer-bucket.", ".s3.", ".s3-", ".cloudfront.net"];

    internal static Endpoint? Of(string url)
    {
        var scheme = url.IndexOf(":/", StringComparison.Ordinal);
        if (scheme < 0)
            return null;
        // the workshop's own page prints https:/"host/…
        var rest = url[(scheme + 1)..].TrimStart('/', '"', '\\');
        var slash = rest.IndexOf('/');
        var (host, path) = slash < 0 ? (rest, "") : (rest[..slash], rest[slash..]);
        var manifest = path.LastIndexOf("/manifests/", StringComparison.Ordinal);
        var blob = path.LastIndexOf("/blobs/", StringComparison.Ordinal);
        return new(
            IsEcr: host.Contains(".dkr.ecr", StringComparison.Ordinal) || host.Contains(".dkr-ecr", StringComparison.Ordinal),
            IsManifest: manifest > blob,
            IsLayer: blob > manifest || s_layerHosts.Any(part => host.Contains(part, StringComparison.Ordinal)));
    }
}
