using System.Globalization;
using System.Text;

namespace Remediator.Core.Common;

/// <summary>Text from outside (image names, event texts, Sids) made fit for where it goes: it may be long, malformed or hostile.</summary>
public static class Untrusted
{
    /// <summary>
    /// One printable line of at most <paramref name="most"/> characters: no control, bidirectional or other invisible format characters.
    /// </summary>
    public static string Line(string text, int most = 2000)
    {
        var line = new StringBuilder(Math.Min(text.Length, most));
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length >= most)
                return line.Append('…').ToString();
            line.Append(Rune.IsControl(rune) || Rune.IsWhiteSpace(rune) ? " " : Visible(rune) ? rune.ToString() : "\uFFFD");
        }
        return line.ToString().Trim();
    }

    /// <summary>For chat markdown: nothing of it can mention, link or format. <c>&lt;!channel&gt;</c> stays text.</summary>
    public static string Markdown(string text, int most = 2000) =>
        Line(text, most)
            .Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal)
            .Replace('`', 'ˋ')
            .Replace('*', '∗')
            .Replace('~', '∼')
            .Replace("_", "_\u2060", StringComparison.Ordinal)
            .Replace("@", "@\u2060", StringComparison.Ordinal);

    /// <summary>For a code span: what stands in it is shown as it is, so only its closing backtick and the three escapes matter.</summary>
    public static string Code(string text, int most = 2000)
    {
        var shown = Line(text, most)
            .Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal)
            .Replace('`', 'ˋ');
        return $"`{shown}`";
    }

    /// <summary>For HTML, as text or as a quoted attribute: what it says is shown, and nothing of it is markup.</summary>
    public static string Html(string text, int most = 20_000) =>
        Line(text, most)
            .Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal)
            .Replace("\"", "&quot;", StringComparison.Ordinal)
            .Replace("'", "&#39;", StringComparison.Ordinal);

    /// <summary>
    /// JSON in the same meaning, with what cannot be seen escaped: a policy that is shown has to stay one that can be restored.
    /// </summary>
    public static string Json(string json)
    {
        var shown = new StringBuilder(json.Length);
        foreach (var c in json)
            if (char.IsControl(c) ? c is not ('\n' or '\r' or '\t') : !Seen(c))
                shown.Append($"\\u{(int)c:x4}");
            else
                shown.Append(c);
        return shown.ToString();
    }

    /// <summary>Halves of a surrogate pair are escaped one by one, which says the same.</summary>
    private static bool Seen(char c) => char.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.Surrogate
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static bool Visible(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
