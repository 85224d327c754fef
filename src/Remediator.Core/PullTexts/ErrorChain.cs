using System.Text;
using Remediator.Core.Images;

namespace Remediator.Core.PullTexts;

/// <summary>
/// An error text as the clauses Go programs wrap around each other, outermost first, lower case, with every image, URL and path taken out:
/// an image may be called <c>403</c> or <c>not-found</c>.
/// </summary>
internal sealed class ErrorChain
{
    /// <summary>Stands for an image, a URL or a path.</summary>
    internal const char Name = '·';

    private static readonly char[] s_punctuation = [.. "\"'`\\:,;.()[]<>"];
    private static readonly char[] s_edges = [.. " \"'\\:."];
    private static readonly string[] s_wordsWithSlash =
        ["i/o", "input/output", "net/http", "http/", "crypto/", "archive/", "compress/", "username/password", "(application/",
            "application/vnd.", "application/json", "application/octet-stream", "application/xml", "text/"];
    private static readonly string[] s_sockets = ["unix:/", "npipe:/"];
    private static readonly string[] s_leadsToName = ["for", "image", "repository", "reference", "manifest", "in", "host", "name", "from",
        "tag"];

    private readonly List<Clause> _clauses = [];
    private readonly StringBuilder _clause = new();
    private readonly HashSet<string> _names = [];
    private Endpoint? _endpoint;

    internal IReadOnlyList<Clause> Clauses => _clauses;

    /// <summary>The last gRPC status of the text, lower case.</summary>
    internal string? RpcCode { get; private set; }

    internal static ErrorChain Of(string text, string? image)
    {
        var chain = new ErrorChain();
        if (image is not null)
            chain._names.UnionWith(NamesIn(image));
        chain.Take(text);
        return chain;
    }

    private void Take(string text)
    {
        var (previous, beforePrevious) = ("", "");
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                if (text[at++] == '\n')
                    Close();
                continue;
            }
            var end = EndOfWord(text, at, previous);
            var word = text[at..end];
            Add(word, previous, isTag: previous == "manifest" && LeadsToRepository(text, end));
            if (previous == "=" && beforePrevious.EndsWith("code", StringComparison.Ordinal))
                RpcCode = word.ToLowerInvariant();
            if (word.EndsWith(':') || (word == "=" && previous == "desc"))
                Close();
            (previous, beforePrevious) = (word, previous);
            at = end;
        }
        Close();
    }

    private static int EndOfWord(string text, int at, string previous)
    {
        if (s_leadsToName.Contains(previous) && QuotedText.EndOf(text, at) is { } closed)
            at = closed;
        while (at < text.Length && !char.IsWhiteSpace(text[at]))
            at++;
        return at;
    }

    /// <summary>CRI-O names a tag by itself: <c>reading manifest v6 in quay.io/app</c>.</summary>
    private static bool LeadsToRepository(string text, int end) => text.AsSpan(end).StartsWith(" in ", StringComparison.Ordinal);

    private void Add(string word, string previous, bool isTag)
    {
        if (_clause.Length > 0)
            _clause.Append(' ');
        var bare = word.Trim(s_punctuation);
        // the runtime's socket is no registry
        var isSocket = s_sockets.Any(scheme => bare.StartsWith(scheme, StringComparison.Ordinal));
        var isUrl = !isSocket && bare.Contains(":/", StringComparison.Ordinal);
        if (isUrl)
            _endpoint = Endpoint.Of(bare);
        if (isSocket)
            _clause.Append(bare.AsSpan(0, bare.IndexOf(':'))).Append(' ').Append(Name);
        else if (isUrl || isTag || IsName(word, bare, previous))
            _clause.Append(Name);
        else if (QuotedIn(word) is { } key)
            _clause.Append(key.ToLowerInvariant()).Append(Name);
        else
            _clause.Append(word.ToLowerInvariant());
    }

    /// <summary>
    /// ECR quotes names: <c>with name 'csi-driver' in</c>, <c>{imageDigest:'null', imageTag:'v6'}</c>. What stands before the name, or null
    /// where the word quotes none.
    /// </summary>
    private static string? QuotedIn(string word)
    {
        var open = word.IndexOf('\'', StringComparison.Ordinal);
        var isOpened = open == 0 || (open > 0 && word[open - 1] is ':' or '(' or '{');
        return isOpened && word.LastIndexOf('\'') > open + 1 ? word[..open] : null;
    }

    private bool IsName(string word, string bare, string previous) =>
        (bare.Contains('/') && !word.Contains('<')
            && !s_wordsWithSlash.Any(known => word.TrimStart('"').StartsWith(known, StringComparison.OrdinalIgnoreCase)))
        || (s_leadsToName.Contains(previous) && (word[0] is '"' or '\\' || _names.Contains(bare)));

    private void Close()
    {
        var clause = _clause.Replace('_', ' ').ToString().Trim(s_edges);
        _clause.Clear();
        if (clause.Length > 0)
            _clauses.Add(new(clause, _endpoint));
    }

    /// <summary>A short name is printed with and without its tag.</summary>
    private static IEnumerable<string> NamesIn(string image)
    {
        var tag = image.IndexOfAny(['@', ':'], image.LastIndexOf('/') + 1);
        return tag < 0 ? [image, $"{image}:latest"] : [image, image[..tag]];
    }
}

/// <summary>One clause of an <see cref="ErrorChain"/>.</summary>
/// <param name="Endpoint">The last URL printed in this clause or before it.</param>
internal readonly record struct Clause(string Text, Endpoint? Endpoint);

/// <summary>Where a request went, read from its URL as far as a text prints it, broken ones included.</summary>
internal sealed record Endpoint(string Host, bool IsEcr, bool IsManifest, bool IsLayer)
{
    private static readonly string[] s_layerHosts = ["-starport-layer-bucket.", ".s3.", ".s3-", ".cloudfront.net"];
    private static readonly string[] s_aws = [".amazonaws.com", ".amazonaws.com.cn", ".aws", ".ic.gov", ".sgov.gov"];

    private bool AsksRegistry { get; init; }

    /// <summary>The repository of the registry's API that was asked, or null.</summary>
    private string? Repository { get; init; }

    /// <summary>
    /// The registry that the image names, which containerd adds where it asks a mirror.
    /// https://github.com/containerd/containerd/blob/main/docs/hosts.md
    /// </summary>
    private string? Namespace { get; init; }

    /// <summary>
    /// A registry that is neither ECR nor where ECR keeps its layers. A host that was blacked out of a report has neither dot nor port.
    /// </summary>
    internal bool IsMirror => AsksRegistry && !IsEcr && !IsAws && Host.AsSpan().ContainsAny('.', ':');

    private bool IsAws => s_aws.Any(suffix => Host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
        || s_layerHosts.Any(part => Host.Contains(part, StringComparison.Ordinal));

    /// <summary>The ECR repository that was asked in place of the image's own registry; null where it was that one.</summary>
    internal string? EcrMirrorOf(string? image)
    {
        if (Repository is null || EcrRegistry.OfHost(Host) is not { } asked)
            return null;
        var own = Namespace ?? (image is null ? "" : ReferenceParts.Of(image).Host);
        // an image whose registry was made unreadable in a report tells nothing
        var isOther = EcrRegistry.OfHost(own) is { } its ? its.Place != asked.Place : Namespace is not null;
        return isOther ? $"{asked.Host}/{Repository}" : null;
    }

    internal static Endpoint? Of(string url)
    {
        var scheme = url.IndexOf(":/", StringComparison.Ordinal);
        if (scheme < 0)
            return null;
        // the workshop's own page prints https:/"host/…
        var rest = url[(scheme + 1)..].TrimStart('/', '"', '\\');
        var slash = rest.IndexOf('/');
        var (host, asked) = slash < 0 ? (rest, "") : (rest[..slash], rest[slash..]);
        var query = asked.IndexOf('?');
        var path = query < 0 ? asked : asked[..query];
        var manifest = path.LastIndexOf("/manifests/", StringComparison.Ordinal);
        var blob = path.LastIndexOf("/blobs/", StringComparison.Ordinal);
        return new(
            host,
            IsEcr: host.Contains(".dkr.ecr", StringComparison.Ordinal) || host.Contains(".dkr-ecr", StringComparison.Ordinal),
            IsManifest: manifest > blob,
            IsLayer: blob > manifest || s_layerHosts.Any(part => host.Contains(part, StringComparison.Ordinal)))
        {
            AsksRegistry = path.StartsWith("/v2/", StringComparison.Ordinal),
            Repository = path.StartsWith("/v2/", StringComparison.Ordinal) && Math.Max(manifest, blob) is > 4 and var end
                ? path[4..end] : null,
            Namespace = query < 0 ? null : asked[(query + 1)..].Split('&')
                .FirstOrDefault(one => one.StartsWith("ns=", StringComparison.Ordinal))?[3..],
        };
    }
}
