namespace Remediator.Core.Images;

/// <summary>A reference taken apart as the container runtimes do, short names expanded; <c>Error</c> says why it is none.</summary>
internal sealed record ReferenceParts(string Host, string Path, string? Tag, string? Digest, Message? Error)
{
    internal static ReferenceParts Of(string text)
    {
        if (text.Length == 0)
            return Bad(new Message("invalid-image.empty"));
        var (named, digest) = text.IndexOf('@') is var at and >= 0 ? (text[..at], text[(at + 1)..]) : (text, null);
        if (digest is not null && !ReferenceGrammar.IsDigest(digest))
            return Bad(new Message("invalid-image.digest", ("digest", Short(digest))));

        var colon = named.LastIndexOf(':');
        var tagged = colon > named.LastIndexOf('/');
        var (name, tag) = tagged ? (named[..colon], named[(colon + 1)..]) : (named, null);
        if (tag is not null && !ReferenceGrammar.IsTag(tag))
            return Bad(new Message("invalid-image.tag", ("tag", Short(tag))));

        var (host, path) = Split(name);
        if (!ReferenceGrammar.IsHost(host))
            return Bad(new Message("invalid-image.registry", ("registry", Short(host))));
        if (path.Any(char.IsAsciiLetterUpper))
            return Bad(new Message("invalid-image.upper-case", ("repository", Short(path))));
        if (!path.Split('/').All(ReferenceGrammar.IsPathComponent))
            return Bad(new Message("invalid-image.repository", ("repository", Short(path))));
        if (host.Length + 1 + path.Length > 255)
            return Bad(new Message("invalid-image.too-long"));
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

    private static ReferenceParts Bad(Message why) => new("", "", null, null, why);
}
