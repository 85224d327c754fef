namespace Remediator.Core.Images;

/// <summary>
/// What a reference names, however it is spelled: <c>nginx</c> is <c>docker.io/library/nginx</c>, and all hosts of one ECR registry are
/// that registry.
/// </summary>
internal sealed record RepositoryName(string Registry, string Path, string? Tag, string? Digest)
{
    private const string DockerHub = "docker.io";

    private static readonly string[] s_dockerHosts = [DockerHub, "index.docker.io", "registry-1.docker.io"];

    /// <summary>Null where the text is no reference.</summary>
    internal static RepositoryName? Of(string image) => ReferenceParts.Of(image) is { Error: null } parts
        ? new(RegistryOf(parts.Host), PathOf(parts), parts.Tag, parts.Digest)
        : null;

    internal bool IsSameRepository(RepositoryName other) => (Registry, Path) == (other.Registry, other.Path);

    /// <summary>A digest decides what is pulled, whatever the tag beside it is.</summary>
    internal bool IsSameImage(RepositoryName other) => IsSameRepository(other)
        && (Digest is null || other.Digest is null ? Digest == other.Digest && Tag == other.Tag : Digest == other.Digest);

    /// <summary>
    /// The same name in a registry whose account was written with too few digits, or was made unreadable: no registry is called so, but
    /// texts are printed with such names.
    /// </summary>
    internal bool IsMasked(RepositoryName other) =>
        (Path, Tag, Digest) == (other.Path, other.Tag, other.Digest) && EcrRegistry.OfHost(Registry) is null
        && Registry.Split('.', 2) is [_, var rest] && EcrHostWithout(other.Registry) is { } whole && rest == whole;

    /// <summary>The same path and tag in another registry, as a mirror of it has.</summary>
    internal bool IsMirror(RepositoryName other) =>
        Registry != other.Registry && (EcrRegistry.OfHost(Registry) is not null || !Registry.Contains(".dkr.ecr", StringComparison.Ordinal))
        && (Tag, Digest) == (other.Tag, other.Digest)
        && (Path == other.Path || Path.EndsWith($"/{other.Path}", StringComparison.Ordinal));

    /// <summary>A text speaks of this repository: its path stands there whole.</summary>
    internal bool IsIn(string text)
    {
        for (var at = text.IndexOf(Path, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Path, at + 1, StringComparison.Ordinal))
            if ((at == 0 || !IsOfName(text[at - 1]) || text[at - 1] == '/')
                && (at + Path.Length == text.Length || !IsOfName(text[at + Path.Length]) || IsEndOfPath(text, at + Path.Length)))
                return true;
        return false;
    }

    private static bool IsOfName(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/';

    /// <summary>Of a URL of a registry, or of a sentence.</summary>
    private static bool IsEndOfPath(string text, int at) =>
        text.AsSpan(at) is var rest
        && (rest.StartsWith("/manifests/") || rest.StartsWith("/blobs/") || (rest[0] == '.' && (rest.Length == 1 || rest[1] == ' ')));

    private static string? EcrHostWithout(string host) => EcrRegistry.OfHost(host) is null ? null : host.Split('.', 2)[1];

    private static string RegistryOf(string host) => EcrRegistry.OfHost(host) is { } ecr
        // the one host that each registry has, in place of the dual-stack and FIPS ones
        ? $"{ecr.Account}.dkr.ecr.{ecr.Region}.{SuffixOf(ecr)}"
        : s_dockerHosts.Contains(host) ? DockerHub : host.ToLowerInvariant();

    private static string SuffixOf(EcrRegistry ecr) => ecr.Host.Split($".{ecr.Region}.", 2)[1] switch
    {
        "on.aws" => "amazonaws.com",
        "on.amazonwebservices.com.cn" => "amazonaws.com.cn",
        var suffix => suffix,
    };

    private static string PathOf(ReferenceParts parts) =>
        RegistryOf(parts.Host) == DockerHub && !parts.Path.Contains('/') ? $"library/{parts.Path}" : parts.Path;
}
