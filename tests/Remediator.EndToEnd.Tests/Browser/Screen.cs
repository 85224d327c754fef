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

    private readonly List<List<Cell>> _lines = [[]];
    private string _style = "";
    private int _row;
    private bool _again;

    public IReadOnlyList<IReadOnlyList<Cell>> Lines => _lines;

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
            case "m": _style = number is "0" ? "" : number; break;
            case "A" or "F": (_row, _again) = (_row - int.Parse(number), true); break;
            case "K": _lines[_row].Clear(); break;
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
            _again = true;
            return;
        }
        var wide = new Segment(rune.ToString()).CellCount();
        if (rune.Value == '\n' || (!_again && _lines[_row].Sum(cell => cell.Columns) + wide > columns))
            (_row, _again) = (_row + 1, true);
        if (_row == _lines.Count)
            _lines.Add([]);
        if (rune.Value == '\n')
            return;
        if (_again)
            _lines[_row].Clear();
        _again = false;
        _lines[_row].Add(new(rune.ToString(), wide, _style));
    }

    // what sets the keys of the keypad draws nothing
    [GeneratedRegex(@"\x1b(\[\??(?<number>[0-9;]*)(?<final>[A-Za-z])|(?<final>[=>]))|[^\x1b]+")]
    private static partial Regex Pieces();
}
