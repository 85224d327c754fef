using System.Text;

namespace Remediator.Core.Messages;

/// <summary>Text in columns of a terminal: a letter of East Asia takes two. https://www.unicode.org/reports/tr11/</summary>
public static class Columns
{
    // never first in a line, and never last: JIS X 4051
    private const string Closing = "、。，．・：；？！）］｝」』】〉》〕”’ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ々…‥)]},.:;!?";
    private const string Opening = "（［｛「『【〈《〔“‘([{";

    private static readonly (int From, int To)[] s_wide =
    [
        (0x1100, 0x115F), (0x2E80, 0x303E), (0x3041, 0x33FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA000, 0xA4CF), (0xAC00, 0xD7A3),
        (0xF900, 0xFAFF), (0xFE30, 0xFE4F), (0xFF00, 0xFF60), (0xFFE0, 0xFFE6), (0x1F300, 0x1F64F), (0x1F900, 0x1F9FF), (0x20000, 0x3FFFD),
    ];

    // drawn wide by Japanese fonts
    private const string WideInJapanese = "■→…";

    public static int Of(string text) => text.EnumerateRunes().Sum(Of);

    public static int Of(Rune rune) => IsWide(rune) ? 2 : 1;

    /// <summary>
    /// Lines of at most <paramref name="most"/> columns, from the second on after <paramref name="indent"/>. A longer word stays whole.
    /// </summary>
    public static IEnumerable<string> Wrapped(string text, string indent = "", int most = 80)
    {
        var line = new StringBuilder();
        var column = 0;
        foreach (var (piece, spaced) in Pieces(text))
        {
            var space = spaced && column > 0 ? 1 : 0;
            if (line.Length > 0 && line.Length > indent.Length && column + space + Of(piece) > most)
            {
                yield return line.ToString();
                line.Clear().Append(indent);
                (column, space) = (indent.Length, 0);
            }
            line.Append(' ', space).Append(piece);
            column += space + Of(piece);
        }
        if (line.Length > 0)
            yield return line.ToString();
    }

    /// <summary>What may not be broken, and whether a space stands before it.</summary>
    private static IEnumerable<(string Piece, bool Spaced)> Pieces(string text)
    {
        var spaced = false;
        foreach (var word in text.Split(' '))
        {
            foreach (var piece in Unbroken(word))
            {
                yield return (piece, spaced);
                spaced = false;
            }
            spaced = true;
        }
    }

    private static IEnumerable<string> Unbroken(string word)
    {
        var piece = new StringBuilder();
        Rune? last = null;
        foreach (var rune in word.EnumerateRunes())
        {
            if (last is { } before && (IsWide(before) || IsWide(rune)) && !IsIn(Closing, rune) && !IsIn(Opening, before))
            {
                yield return piece.ToString();
                piece.Clear();
            }
            piece.Append(rune);
            last = rune;
        }
        yield return piece.ToString();
    }

    private static bool IsWide(Rune rune) =>
        s_wide.Any(range => rune.Value >= range.From && rune.Value <= range.To) || IsIn(WideInJapanese, rune);

    private static bool IsIn(string letters, Rune rune) => letters.Contains(rune.ToString(), StringComparison.Ordinal);
}
