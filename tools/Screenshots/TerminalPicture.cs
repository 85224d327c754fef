using System.Net;
using Remediator.EndToEnd.Tests.Browser;

namespace Remediator.Screenshots;

/// <summary>Lines of a terminal's screen as HTML, each character as many columns wide as in the terminal.</summary>
internal static class TerminalPicture
{
    // the sixteen terminal colours, for a dark and for a light background
    private static readonly string[] s_dark =
    [
        "#000", "#cd3131", "#0dbc79", "#e5e510", "#4b8fe2", "#bc3fbc", "#11a8cd", "#e5e5e5",
        "#666", "#f14c4c", "#23d18b", "#f5f543", "#3b8eea", "#d670d6", "#29b8db", "#fff",
    ];

    private static readonly string[] s_light =
    [
        "#000", "#cd3131", "#00822c", "#807d00", "#0451a5", "#bc05bc", "#0f7591", "#555",
        "#666", "#cd3131", "#14893f", "#b5ba00", "#0451a5", "#bc05bc", "#0598bc", "#a5a5a5",
    ];

    public static string Of(IEnumerable<IReadOnlyList<Screen.Cell>> lines, bool dark) => $$"""
        <!DOCTYPE html><html><head><meta charset="utf-8"><link rel="icon" href="data:,"><style>
        body { margin: 0; background: {{(dark ? "#1e1e1e" : "#fff")}}; color: {{(dark ? "#ddd" : "#222")}}; }
        pre { margin: 0; padding: 14px 18px; width: max-content; font: 14px/19px "DejaVu Sans Mono", "IPAGothic", monospace; }
        i { display: inline-block; width: 1ch; height: 19px; vertical-align: top; }
        i { font-style: normal; text-align: center; white-space: pre; }
        i.wide { font-size: 1.2em; width: 1.667ch; }
        </style></head><body><pre>{{string.Join('\n', lines.Select(line => Drawn(line, dark ? s_dark : s_light)))}}</pre></body></html>
        """;

    private static string Drawn(IReadOnlyList<Screen.Cell> line, string[] palette) =>
        string.Concat(line.Select(cell => Drawn(cell, palette)));

    private static string Drawn(Screen.Cell cell, string[] palette)
    {
        var text = WebUtility.HtmlEncode(cell.Text);
        var shape = cell.Columns == 2 ? $"<i class=\"wide\">{text}</i>" : cell.Text[0] > '~' ? $"<i>{text}</i>" : text;
        return cell.Style.Length == 0 ? shape : $"<span style=\"{Css(cell.Style.Split(';'), palette)}\">{shape}</span>";
    }

    private static string Css(string[] codes, string[] palette)
    {
        var colour = Array.IndexOf(codes, "38") is >= 0 and var at ? $"color:{palette[int.Parse(codes[at + 2])]};" : "";
        var isDim = codes.TakeWhile(code => code != "38").Contains("2");
        return $"{colour}{(codes[0] is "1" ? "font-weight:700;" : "")}{(isDim ? "opacity:.6;" : "")}";
    }
}
