namespace Remediator.Core.PullTexts;

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
