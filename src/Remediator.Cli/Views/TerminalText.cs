using System.Globalization;
using Spectre.Console;

namespace Remediator.Cli.Views;

/// <summary>Makes text from outside safe to print on a terminal.</summary>
internal static class TerminalText
{
    /// <summary>Removes control and format characters.</summary>
    public static string Clean(string text) => string.Concat(text.Where(letter =>
        char.GetUnicodeCategory(letter) is not (UnicodeCategory.Control or UnicodeCategory.Format)));

    /// <summary>The same, with markup escaped.</summary>
    public static string Escape(string? text) => Markup.Escape(Clean(text ?? ""));

    /// <summary>Clean, unescaped text of at most <paramref name="most"/> characters, ending in … if it was cut.</summary>
    public static string Truncate(string text, int most) =>
        Clean(text) is var line && line.Length <= most ? line : $"{line[..(most - 1)]}…";
}
