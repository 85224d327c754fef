using Remediator.Core.Wording;

namespace Remediator.Core.Images;

/// <summary>A reference taken apart as the container runtimes do, short names expanded; <c>Error</c> says why it is none.</summary>
internal sealed record ReferenceParts(string Host, string Path, string? Tag, string? Digest, Message? Error)
{
    internal static ReferenceParts Of(string text)
    {
        if (text.Length == 0)
            return Bad("image is empty");
        var (named, digest) = text.IndexOf('@') is var at and >= 0 ? (text[..at], text[(at + 1)..]) : (text, null);
        if (digest is not null && !ReferenceGrammar.IsDigest(digest))
            return Bad($"digest \"{Short(digest)}\" is not sha256: with 64 lower-case hex digits, sha384: with 96 or sha512: with 128");

        var colon = named.LastIndexOf(':');
        var tagged = colon > named.LastIndexOf('/');
        var (name, tag) = tagged ? (named[..colon], named[(colon + 1)..]) : (named, null);
        if (tag is not null && !ReferenceGrammar.IsTag(tag))
            return Bad($"tag \"{Short(tag)}\" is not 1 to 128 letters, digits, '_', '.' or '-'");

        var (host, path) = Split(name);
        if (!ReferenceGrammar.IsHost(host))
            return Bad($"registry \"{Short(host)}\" is not a host name with an optional port");
        if (path.Any(char.IsAsciiLetterUpper))
            return Bad($"repository \"{Short(path)}\" must be lower case");
        if (!path.Split('/').All(ReferenceGrammar.IsPathComponent))
            return Bad($"repository \"{Short(path)}\" is not lower-case words joined by '/', '.', '_', '__' or '-'");
        if (host.Length + 1 + path.Length > 255)
            return Bad("repository name is longer than 255 characters");
        return new(WithoutHttpsPort(host), path, tag ?? (digest is null ? "latest" : null), digest, null);
    }

    private static (string Host, string Path) Split(string name)
    {
        var slash = name.IndexOf('/');
        var first = slash < 0 ? "" : name[..slash];
        var isHost = first.Contains('.') || first.Contains(':') || first == "localhost" || first.Any(char.IsAsciiLetterUpper);
        return isHost ? (first, name[(slash + 1)..])
            : slash < 0 ? ("docker.io", $"library/{name}")
            : ("docker.io", name);
    }

    private static string WithoutHttpsPort(string host) => host.EndsWith(":443", StringComparison.Ordinal) ? host[..^4] : host;

    private static string Short(string text) => text.Length <= 80 ? text : text[..80] + "…";

    private static ReferenceParts Bad(string why) => new("", "", null, null, why);
}
