using System.Globalization;
using Spectre.Console;

namespace Remediator.Cli.Views;

/// <summary>Text from outside, fit for a terminal.</summary>
internal static class TerminalText
{
    /// <summary>Nothing that a terminal would obey or hide.</summary>
    public static string Clean(string text) => string.Concat(text.Where(letter =>
        char.GetUnicodeCategory(letter) is not (UnicodeCategory.Control or UnicodeCategory.Format)));

    /// <summary>The same, and no markup either.</summary>
    public static string Escape(string? text) => Markup.Escape(Clean(text ?? ""));

    /// <summary>Unescaped text of at most <paramref name="most"/> letters, with a sign where it was cut.</summary>
    public static string Truncate(string text, int most) => Clean(text) is var line && line.Length <= most ? line : $"{line[..(most - 1)]}…";
}
