using System.Globalization;
using Spectre.Console;

namespace Remediator.Cli.Terminal;

/// <summary>Text from outside, fit for a terminal.</summary>
internal static class Safe
{
    /// <summary>Nothing that a terminal would obey or hide.</summary>
    public static string Text(string text) => string.Concat(text.Where(letter =>
        char.GetUnicodeCategory(letter) is not (UnicodeCategory.Control or UnicodeCategory.Format)));

    /// <summary>The same, and no markup either.</summary>
    public static string Of(string? text) => Markup.Escape(Text(text ?? ""));

    /// <summary>Unescaped text of at most <paramref name="most"/> letters, with a sign where it was cut.</summary>
    public static string Cut(string text, int most) => Text(text) is var line && line.Length <= most ? line : $"{line[..(most - 1)]}…";
}
