namespace Remediator.Core.Images;

/// <summary>
/// Which images an entry of a docker configuration is for, as the kubelet decides it: each part of the host by itself, with <c>*</c> and
/// <c>?</c>, then the beginning of the path.
/// https://kubernetes.io/docs/concepts/containers/images/#config-json
/// </summary>
public static class RegistryEntry
{
    public static bool Covers(string entry, ImageReference.Ecr image)
    {
        var text = WithoutScheme(entry);
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var (host, path) = slash < 0 ? (text, "") : (text[..slash], text[slash..]);
        string[] given = host.Split('.'), parts = image.Registry.Host.Split('.');
        return given.Length == parts.Length && given.Zip(parts).All(pair => Matches(pair.First, pair.Second))
            && $"/{image.Repository}".StartsWith(WithoutVersion(path), StringComparison.Ordinal);
    }

    private static string WithoutScheme(string entry) =>
        entry.StartsWith("https://", StringComparison.Ordinal) ? entry["https://".Length..]
        : entry.StartsWith("http://", StringComparison.Ordinal) ? entry["http://".Length..]
        : entry;

    /// <summary>Docker writes the version of the registry's API behind the host; it is no part of a repository's name.</summary>
    private static string WithoutVersion(string path) =>
        path.StartsWith("/v1/", StringComparison.Ordinal) || path.StartsWith("/v2/", StringComparison.Ordinal) ? path["/v1".Length..]
        : path is "/v1" or "/v2" ? ""
        : path;

    /// <summary>A class of characters is not read: an entry with one may be for the image.</summary>
    private static bool Matches(string pattern, string part) => pattern.Contains('[') || Wildcard.Matches(pattern, part);
}
