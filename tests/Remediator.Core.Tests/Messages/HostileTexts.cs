using System.Globalization;
using System.Text;

namespace Remediator.Core.Tests.Messages;

/// <summary>Texts from outside that want to be more than text, wherever they are shown.</summary>
internal static class HostileTexts
{
    public static readonly string[] Texts =
    [
        "$(touch /tmp/owned)", "`touch /tmp/owned`", "<!channel>", "<@U123> &lt;", "[red]danger[/]", "\u001b[31mred\u001b[0m",
        "a\u202ecod.exe\u2066b\u2069",
        "*bold* _it_ ~no~ ```code```", "<script>alert(1)</script>", "line\r\nSubject: other", "zero\u200bwidth\ufeff",
        "bell\a\u0085null\0", "'; DROP TABLE incidents; --",
        "[link](https://example.org)", "@here", "lone \ud800 surrogate", "tag\U000e0041s",
    ];

    /// <summary>What a reader does not see in the text; a line break is seen.</summary>
    public static IEnumerable<Rune> InvisibleIn(string text) => text.EnumerateRunes().Where(IsInvisible);

    public static bool IsInvisible(Rune rune) =>
        rune.Value != '\n' && (Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format);
}
