using System.Text.RegularExpressions;
using Remediator.Core.Messages;

namespace Remediator.Cli.Views;

/// <summary>Breaks lines that are too long for a terminal; Japanese breaks between characters.</summary>
internal static class LineWrap
{
    private const char Kept = '\u00a0';
    private const string Cut = "…";

    /// <summary>Continuation lines are indented by two more columns, unless a long word needs the room.</summary>
    public static IEnumerable<string> Indented(string line, int most)
    {
        var text = line.TrimStart(' ');
        var indent = Math.Clamp(most - Columns.Of(text.Split(' ')[0]), 0, line.Length - text.Length);
        var below = Math.Clamp(most - text.Split(' ').Max(Columns.Of), 0, indent + 2);
        return Columns.Wrapped($"{new string(Kept, indent)}{text}", new string(' ', below), most).Select(one => one.Replace(Kept, ' '))
            .DefaultIfEmpty("");
    }

    /// <summary>The same without indent; a word longer than a line is split.</summary>
    public static IEnumerable<string> Cell(string text, int most) => Columns.Of(text) <= most
        ? [text]
        : Columns.Wrapped(Regex.Replace(text, $"[!-~]{{{most},}}",
            word => string.Join(' ', word.Value.Chunk(most).Select(part => new string(part)))), most: most);

    /// <summary>The first of these lines; the last ends in … where more follow.</summary>
    public static IEnumerable<string> Cell(string text, int most, int lines)
    {
        var all = Cell(text, most).ToArray();
        return all.Length <= lines ? all : [.. all[..(lines - 1)], $"{Cell(all[lines - 1], most - Columns.Of(Cut)).First()}{Cut}"];
    }
}
