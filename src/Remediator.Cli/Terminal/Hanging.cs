using System.Text.RegularExpressions;
using Remediator.Core;

namespace Remediator.Cli.Terminal;

/// <summary>Lines that are too long, broken for a terminal; Japanese breaks between letters.</summary>
internal static class Hanging
{
    private const char Kept = '\u00a0';

    /// <summary>The line goes on below itself, two columns further in where a long word leaves room for that.</summary>
    public static IEnumerable<string> Of(string line, int most)
    {
        var indent = line.Length - line.TrimStart(' ').Length;
        var below = Math.Clamp(most - line.Split(' ').Max(Columns.Of), 0, indent + 2);
        return Columns.Wrapped($"{new string(Kept, indent)}{line[indent..]}", new string(' ', below), most).Select(one => one.Replace(Kept, ' ')).DefaultIfEmpty("");
    }

    /// <summary>The same without indent; a word that is longer than a line is cut, and the text goes on behind its end.</summary>
    public static IEnumerable<string> Cell(string text, int most) => text.Length <= most
        ? [text]
        : Columns.Wrapped(Regex.Replace(text, $"[!-~]{{{most},}}", word => string.Join(' ', word.Value.Chunk(most).Select(part => new string(part)))), most: most);
}
