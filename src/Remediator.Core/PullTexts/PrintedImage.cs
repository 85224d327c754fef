using System.Buffers;
using Remediator.Core.Images;

namespace Remediator.Core.PullTexts;

/// <summary>
/// The image a text is about, as printed between the quotes of the kubelet's or the runtime's wrapper. Where the two name different
/// repositories it is the runtime's, which was asked to pull it.
/// </summary>
internal static class PrintedImage
{
    // https://github.com/kubernetes/kubernetes/blob/master/pkg/kubelet/images/image_manager.go
    private static readonly string[] s_kubelet =
    [
        "Failed to pull image ", "Back-off pulling image ", "Failed to apply default image tag ", "Container image ",
        "Failed to inspect image ",
    ];

    private const string DockerTransport = "docker://";

    private static readonly SearchValues<char> s_afterName = SearchValues.Create(" \t\r\n\"'\\,;)]");

    private static readonly string[] s_runtime =
    [
        "failed to pull and unpack image ", "couldn't parse image name ", "couldn't parse image reference ", "failed to get sandbox image ",
        "failed pulling image ",
    ];

    internal static string? In(string text) =>
        Between(text, "image pull failed for ", " because the ")
        ?? Of(Quoted(text, s_kubelet), Quoted(text, s_runtime) ?? Transport(text));

    private static string? Of(string? kubelet, string? runtime) =>
        kubelet is null || runtime is null ? kubelet ?? runtime : NameTheSame(kubelet, runtime) ? kubelet : runtime;

    private static bool NameTheSame(string one, string other) => one == other
        || (RepositoryName.Of(one) is { } a && RepositoryName.Of(other) is { } b && a.IsSameRepository(b));

    /// <summary>CRI-O names the image by its transport, without quotes: <c>docker://quay.io/app:1: reading manifest</c>.</summary>
    private static string? Transport(string text)
    {
        if (text.IndexOf(DockerTransport, StringComparison.Ordinal) is not (>= 0 and var at))
            return null;
        var rest = text.AsSpan(at + DockerTransport.Length);
        var name = rest[..(rest.IndexOfAny(s_afterName) is >= 0 and var end ? end : rest.Length)].TrimEnd(":.");
        return name.Length > 0 ? name.ToString() : null;
    }

    private static string? Quoted(string text, string[] wrappers) =>
        wrappers.Select(wrapper => (At: text.IndexOf(wrapper, StringComparison.OrdinalIgnoreCase), wrapper.Length))
            .Where(found => found.At >= 0)
            .OrderBy(found => found.At)
            .Select(found => Unquoted(text, found.At + found.Length))
            .FirstOrDefault(image => image is not null);

    private static string? Unquoted(string text, int open) =>
        QuotedText.EndOf(text, open) is { } end && QuotedText.Inside(text, open, end) is { Length: > 0 } image ? image : null;

    private static string? Between(string text, string before, string after) =>
        text.IndexOf(before, StringComparison.Ordinal) is var at and >= 0
        && text.IndexOf(after, at + before.Length, StringComparison.Ordinal) is var end and >= 0
        && text[(at + before.Length)..end] is { Length: > 0 } image
            ? image
            : null;
}

/// <summary>A string as Go's <c>%q</c> prints it, plain (<c>"x"</c>) or inside another quoted text (<c>\"x\"</c>).</summary>
internal static class QuotedText
{
    /// <summary>The index after the closing quote; null where no quote opens at <paramref name="open"/> or none closes.</summary>
    internal static int? EndOf(string text, int open)
    {
        var nested = IsNested(text, open);
        var first = nested ? open + 1 : open;
        if (first >= text.Length || text[first] != '"')
            return null;
        for (var i = first + 1; i < text.Length; i++)
        {
            if (text[i] == '"')
                return i + 1;
            if (text[i] == '\\' && i + 1 < text.Length && !(nested && text[i + 1] == '"'))
                i++;
        }
        return null;
    }

    internal static string Inside(string text, int open, int end) =>
        IsNested(text, open) ? text[(open + 2)..(end - 2)] : text[(open + 1)..(end - 1)];

    private static bool IsNested(string text, int open) => open < text.Length && text[open] == '\\';
}
