using System.Globalization;
using System.Net;
using System.Text;
using Remediator.EndToEnd.Tests.Browser;

namespace Remediator.Screenshots;

/// <summary>
/// A film of a terminal as an SVG that plays by its style sheet alone, in the reader's light or dark, and shows the end to whoever wants
/// no motion.
/// </summary>
internal sealed class FilmPicture(TerminalFilm film, int columns, int rows, string title)
{
    private const double ColumnWidth = 8.4;
    private const int LineHeight = 19, Margin = 16;
    private const string Fonts = "ui-monospace, \"DejaVu Sans Mono\", Menlo, Consolas, \"IPAGothic\", \"Noto Sans Mono CJK JP\", monospace";

    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(8);

    private readonly Dictionary<(TimeSpan From, TimeSpan? To), string> _times = [];

    private TimeSpan Whole => film.Duration + s_rest;

    private int Rows => film.Growth.Max(step => step.Count);

    public override string ToString()
    {
        var (width, height) = (columns * ColumnWidth, Math.Min(rows, Rows) * LineHeight);
        var (outer, tall) = (width + (2 * Margin), height + (2 * Margin));
        var lines = string.Concat(film.Lines.Select(Drawn));
        return FormattableString.Invariant($$"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{{outer:0}}" height="{{tall}}" viewBox="0 0 {{outer:0}} {{tall}}" role="img">
            <title>{{WebUtility.HtmlEncode(title)}}</title>
            <style>
            {{TerminalColours.Css}}
            .ground { fill: var(--ground); stroke: var(--line); }
            text { font: 14px {{Fonts}}; fill: var(--ink); }
            .bold { font-weight: 700; } .dim { opacity: .65; } .gone { visibility: hidden; }
            .roll { transform: translateY({{Offset(Rows)}}px); }
            @media (prefers-reduced-motion: no-preference) {
            .roll { animation: roll {{Whole.TotalSeconds:0.00}}s step-end infinite; }
            {{string.Join('\n', _times.Values.Select(Played))}}
            }
            {{Roll()}}
            {{string.Join('\n', _times.Select(time => Times(time.Key, time.Value)))}}
            </style>
            <rect class="ground" x=".5" y=".5" width="{{outer - 1:0.#}}" height="{{tall - 1}}" rx="8"/>
            <svg x="{{Margin}}" y="{{Margin}}" width="{{width:0.#}}" height="{{height}}"><g class="roll">
            {{lines}}</g></svg>
            </svg>

            """);
    }

    private string Played(string name) =>
        FormattableString.Invariant($".{name} {{ animation: {name} {Whole.TotalSeconds:0.00}s step-end infinite; }}");

    private int Offset(int count) => -LineHeight * Math.Max(0, count - rows);

    private string Roll() => $"@keyframes roll {{ {string.Concat(film.Growth.Select(step =>
        $"{Percent(step.At)} {{ transform: translateY({Offset(step.Count)}px); }} "))}}}";

    private string Times((TimeSpan From, TimeSpan? To) time, string name)
    {
        var before = time.From == TimeSpan.Zero ? "" : "0% { visibility: hidden; } ";
        var after = time.To is { } end ? $"{Percent(end)} {{ visibility: hidden; }} " : "";
        return $"@keyframes {name} {{ {before}{Percent(time.From)} {{ visibility: visible; }} {after}}}";
    }

    private string Percent(TimeSpan at) => (at / Whole).ToString("0.##%", CultureInfo.InvariantCulture);

    private string Drawn(TerminalFilm.Line line)
    {
        var classes = line is { To: null, From.Ticks: 0 } ? "" : $"{NameOf((line.From, line.To))}{(line.To is null ? "" : " gone")}";
        var drawn = new StringBuilder(classes.Length == 0 ? "<g>" : $"<g class=\"{classes}\">");
        foreach (var (column, cells) in Runs(line.Cells))
            drawn.Append(CultureInfo.InvariantCulture, $"<text x=\"{column * ColumnWidth:0.#}\" y=\"{(line.Row * LineHeight) + 14}\"")
                .Append(CultureInfo.InvariantCulture, $" textLength=\"{cells.Sum(cell => cell.Columns) * ColumnWidth:0.#}\"")
                .Append(TerminalColours.ClassOf(cells[0].Style) is { Length: > 0 } style ? $" class=\"{style}\"" : "")
                .Append('>').Append(WebUtility.HtmlEncode(string.Concat(cells.Select(cell => cell.Text)))).Append("</text>");
        return drawn.Append("</g>\n").ToString();
    }

    private string NameOf((TimeSpan From, TimeSpan? To) time) =>
        _times.TryGetValue(time, out var name) ? name : _times[time] = $"t{_times.Count}";

    /// <summary>Cells of one style without a wide gap, each run with the column that it begins in.</summary>
    private static IEnumerable<(int Column, IReadOnlyList<Screen.Cell> Cells)> Runs(IReadOnlyList<Screen.Cell> line)
    {
        var run = new List<Screen.Cell>();
        var (column, start) = (0, 0);
        for (var at = 0; at < line.Count; at++)
        {
            var isGap = line[at].Text == " " && (at + 1 == line.Count || line[at + 1].Text == " " || run.Count == 0);
            if (run.Count > 0 && (isGap || run[0].Style != line[at].Style))
            {
                yield return (start, Trimmed(run));
                run.Clear();
            }
            if (line[at].Text != " " || run.Count > 0)
            {
                start = run.Count == 0 ? column : start;
                if (!isGap)
                    run.Add(line[at]);
            }
            column += line[at].Columns;
        }
        if (run.Count > 0)
            yield return (start, Trimmed(run));
    }

    /// <summary>A space at the end is not drawn, and what stands before it would be stretched over its column.</summary>
    private static IReadOnlyList<Screen.Cell> Trimmed(List<Screen.Cell> run) =>
        [.. run.Take(run.FindLastIndex(cell => cell.Text != " ") + 1)];
}
