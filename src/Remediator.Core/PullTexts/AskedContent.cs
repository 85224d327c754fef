using System.Buffers;

namespace Remediator.Core.PullTexts;

/// <summary>What a registry was asked for by its digest, as a text prints it.</summary>
/// <param name="IsManifest">An image, or one that an index lists; false: a layer or a configuration.</param>
public sealed record AskedContent(string Digest, bool IsManifest)
{
    private const string Algorithm = "sha256:";
    private const int Digits = 64;

    private static readonly SearchValues<char> s_hex = SearchValues.Create("0123456789abcdef");
    private static readonly string[] s_beforeManifest = ["/manifests/", "manifest ", "manifest: "];
    private static readonly string[] s_beforeBlob = ["/blobs/", "blob "];

    /// <summary>
    /// The innermost. A digest of the node's own (a snapshot, an unpacked layer) is none that a registry knows, so what was asked for
    /// has to be said.
    /// </summary>
    internal static AskedContent? In(string text)
    {
        for (var at = text.LastIndexOf(Algorithm, StringComparison.Ordinal); at >= 0;
            at = at == 0 ? -1 : text.LastIndexOf(Algorithm, at - 1, StringComparison.Ordinal))
            if (DigestAt(text, at) is { } digest && Kind(text, at, digest.Length) is { } isManifest)
                return new(digest, isManifest);
        return null;
    }

    private static string? DigestAt(string text, int at)
    {
        var digits = text.AsSpan(at + Algorithm.Length);
        var end = digits.IndexOfAnyExcept(s_hex);
        return (end < 0 ? digits.Length : end) == Digits ? text.Substring(at, Algorithm.Length + Digits) : null;
    }

    /// <summary>Whether it is a manifest; null where the text does not say what it is.</summary>
    private static bool? Kind(string text, int at, int length)
    {
        var before = text.AsSpan(0, at);
        return EndsWithAny(before, s_beforeManifest) ? true
            : EndsWithAny(before, s_beforeBlob) ? false
            // containerd prints a descriptor with its media type
            : before.EndsWith("content descriptor ", StringComparison.Ordinal)
                && text.AsSpan(at + length).StartsWith(" (", StringComparison.Ordinal)
                && text.IndexOf(')', at + length) is >= 0 and var close
                ? text.AsSpan(at + length, close - at - length) is var type
                    && (type.Contains("manifest", StringComparison.Ordinal) || type.Contains("image.index", StringComparison.Ordinal))
            : null;
    }

    private static bool EndsWithAny(ReadOnlySpan<char> text, string[] endings)
    {
        foreach (var ending in endings)
            if (text.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }
}
