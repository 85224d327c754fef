using System.Text;
using System.Text.RegularExpressions;
using Remediator.EndToEnd.Tests.Browser;

namespace Remediator.Screenshots;

/// <summary>The lines that a terminal showed, each from one time to another.</summary>
/// <param name="Growth">How many lines there were, and since when.</param>
/// <param name="Duration">Until the last line was there.</param>
internal sealed partial record TerminalFilm(
    IReadOnlyList<TerminalFilm.Line> Lines, IReadOnlyList<(TimeSpan At, int Count)> Growth, TimeSpan Duration)
{
    /// <summary>So often a film changes at most.</summary>
    private static readonly TimeSpan s_frame = TimeSpan.FromMilliseconds(160);

    /// <summary>Nobody wants to watch a longer wait.</summary>
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(1);

    /// <param name="To">Null: to the end.</param>
    internal sealed record Line(int Row, IReadOnlyList<Screen.Cell> Cells, TimeSpan From, TimeSpan? To);

    /// <param name="prompt">What was typed, above all that was written.</param>
    public static TerminalFilm Of(TerminalSession session, string prompt, int columns)
    {
        var output = new StringBuilder($"{prompt}\n");
        var (lines, growth) = (new List<Line>(), new List<(TimeSpan, int)>());
        var (shown, read, taken) = (TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);
        Take(output.ToString(), shown);
        for (var at = 0; at < session.Pieces.Count; at++)
        {
            var (time, piece) = session.Pieces[at];
            output.Append(piece);
            (shown, read) = (shown + Shorter(time - read), time);
            var isLast = at == session.Pieces.Count - 1;
            if (!isLast && (shown - taken < s_frame || Unfinished().IsMatch(piece)))
                continue;
            taken = shown;
            Take(output.ToString(), shown);
        }
        return new(lines, growth, shown);

        void Take(string text, TimeSpan now)
        {
            IReadOnlyList<IReadOnlyList<Screen.Cell>> screen = Screen.Of(text, columns).Lines;
            for (var row = 0; row < Math.Max(screen.Count, lines.Count == 0 ? 0 : lines.Max(line => line.Row) + 1); row++)
            {
                var before = lines.FindLastIndex(line => line.Row == row && line.To is null);
                var cells = row < screen.Count ? screen[row] : [];
                if (before >= 0 && lines[before].Cells.SequenceEqual(cells))
                    continue;
                if (before >= 0)
                    lines[before] = lines[before] with { To = now };
                if (cells.Any(cell => cell.Text != " "))
                    lines.Add(new(row, [.. cells], now, null));
            }
            if (growth.Count == 0 || growth[^1].Item2 != screen.Count)
                growth.Add((now, screen.Count));
        }
    }

    private static TimeSpan Shorter(TimeSpan pause) => pause < s_longestPause ? pause : s_longestPause;

    /// <summary>A control sequence whose end is in the next piece.</summary>
    [GeneratedRegex(@"\x1b(\[[?0-9;]*)?\z")]
    private static partial Regex Unfinished();
}
