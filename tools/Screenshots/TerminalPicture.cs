using System.Net;
using Remediator.EndToEnd.Tests.Browser;

namespace Remediator.Screenshots;

/// <summary>Lines of a terminal's screen as HTML, each character as many columns wide as in the terminal.</summary>
internal static class TerminalPicture
{
    public static string Of(IEnumerable<IReadOnlyList<Screen.Cell>> lines, bool dark) => $$"""
        <!DOCTYPE html><html><head><meta charset="utf-8"><link rel="icon" href="data:,"><style>
        body { margin: 0; background: {{TerminalColours.Ground(dark)}}; color: {{TerminalColours.Ink(dark)}}; }
        pre { margin: 0; padding: 14px 18px; width: max-content; font: 14px/19px "DejaVu Sans Mono", "IPAGothic", monospace; }
        i { display: inline-block; width: 1ch; height: 19px; vertical-align: top; }
        i { font-style: normal; text-align: center; white-space: pre; }
        i.wide { font-size: 1.2em; width: 1.667ch; }
        </style></head><body><pre>{{string.Join('\n', lines.Select(line => Drawn(line, TerminalColours.On(dark))))}}</pre></body></html>
        """;

    private static string Drawn(IReadOnlyList<Screen.Cell> line, IReadOnlyList<string> palette) =>
        string.Concat(line.Select(cell => Drawn(cell, palette)));

    private static string Drawn(Screen.Cell cell, IReadOnlyList<string> palette)
    {
        var text = WebUtility.HtmlEncode(cell.Text);
        var shape = cell.Columns == 2 ? $"<i class=\"wide\">{text}</i>" : cell.Text[0] > '~' ? $"<i>{text}</i>" : text;
        return cell.Style.Length == 0 ? shape : $"<span style=\"{Css(cell.Style.Split(';'), palette)}\">{shape}</span>";
    }

    private static string Css(string[] codes, IReadOnlyList<string> palette)
    {
        var colour = TerminalColours.NumberIn(codes) is { } number ? $"color:{palette[number]};" : "";
        var isDim = codes.TakeWhile(code => code != "38").Contains("2");
        return $"{colour}{(codes[0] is "1" ? "font-weight:700;" : "")}{(isDim ? "opacity:.6;" : "")}";
    }
}
