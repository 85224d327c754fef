namespace Remediator.Core.Common;

/// <summary>The names an event may carry into a request path, as their owners restrict them.</summary>
public static class NameGrammar
{
    public static bool IsAccount(string text) => text.Length == 12 && text.All(char.IsAsciiDigit);

    internal static bool IsRegion(string text) =>
        text.Length is > 0 and <= 40 && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <summary>https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html</summary>
    internal static bool IsCluster(string text) =>
        text.Length is > 0 and <= 100 && char.IsAsciiLetterOrDigit(text[0])
            && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    /// <summary>As <see cref="IsCluster"/>, with <c>*</c> and <c>?</c> in place of some of its characters.</summary>
    internal static bool IsClusterPattern(string text) =>
        text.Length is > 0 and <= 100 && text[0] is not ('-' or '_')
            && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '*' or '?');

    /// <summary>https://kubernetes.io/docs/concepts/overview/working-with-objects/names/</summary>
    internal static bool IsKubernetes(string text) =>
        text.Length is > 0 and <= 253 && text.Split('.').All(IsLabel);

    /// <summary>https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html</summary>
    internal static bool IsRepository(string text) =>
        text.Length is > 1 and <= 256 && char.IsAsciiLetterOrDigit(text[0])
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '_' or '-' or '/');

    private static bool IsLabel(string text) =>
        text.Length > 0 && text[0] != '-' && text[^1] != '-'
            && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
