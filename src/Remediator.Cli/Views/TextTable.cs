using Spectre.Console;
using Spectre.Console.Rendering;

namespace Remediator.Cli.Views;

/// <summary>Aligns rows in columns as kubectl does: three spaces apart, no lines.</summary>
internal static class TextTable
{
    private const string Gap = "   ";

    /// <param name="rows">Cells of markup, the same number in each row.</param>
    public static IEnumerable<string> Of(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var widths = rows[0].Select((_, column) => rows.Max(row => WidthOf(row[column]))).ToArray();
        return rows.Select(row => string.Join(Gap, row.Select((cell, column) =>
            column == widths.Length - 1 ? cell : cell + new string(' ', widths[column] - WidthOf(cell)))));
    }

    /// <summary>The width in terminal columns: an East Asian character takes two.</summary>
    private static int WidthOf(string markup) => new Segment(Markup.Remove(markup)).CellCount();
}
