using System.Text;
using System.Text.RegularExpressions;
using Spectre.Console.Rendering;

namespace Remediator.EndToEnd.Tests.Browser;

/// <summary>
/// What a terminal of this many columns shows of a program's output, as far as Spectre.Console draws:
/// colours, whole lines erased, and the cursor moved up. https://invisible-island.net/xterm/ctlseqs/ctlseqs.html
/// </summary>
internal sealed partial class Screen(int columns)
{
    /// <param name="Style">The parameters of the last Select Graphic Rendition, such as <c>1;38;5;2</c>.</param>
    public sealed record Cell(string Text, int Columns, string Style);

    private readonly List<List<Cell>> lines = [[]];
    private string style = "";
    private int row;
    private bool again;

    public IReadOnlyList<IReadOnlyList<Cell>> Lines => lines;

    public static Screen Of(string output, int columns)
    {
        var screen = new Screen(columns);
        foreach (Match piece in Pieces().Matches(output))
            screen.Take(piece.Value, piece.Groups["number"].Value, piece.Groups["final"].Value);
        return screen;
    }

    public static string TextOf(IEnumerable<Cell> line) => string.Concat(line.Select(cell => cell.Text));

    private void Take(string piece, string number, string final)
    {
        switch (final)
        {
            case "m": style = number is "0" ? "" : number; break;
            case "A" or "F": (row, again) = (row - int.Parse(number), true); break;
            case "K": lines[row].Clear(); break;
            case not "": break;
            default:
                foreach (var rune in piece.EnumerateRunes())
                    Put(rune);
                break;
        }
    }

    /// <summary>A line that the cursor comes back to is written anew.</summary>
    private void Put(Rune rune)
    {
        if (rune.Value == '\r')
        {
            again = true;
            return;
        }
        var wide = new Segment(rune.ToString()).CellCount();
        if (rune.Value == '\n' || (!again && lines[row].Sum(cell => cell.Columns) + wide > columns))
            (row, again) = (row + 1, true);
        if (row == lines.Count)
            lines.Add([]);
        if (rune.Value == '\n')
            return;
        if (again)
            lines[row].Clear();
        again = false;
        lines[row].Add(new(rune.ToString(), wide, style));
    }

    [GeneratedRegex(@"\x1b\[\??(?<number>[0-9;]*)(?<final>[A-Za-z])|[^\x1b]+")]
    private static partial Regex Pieces();
}
