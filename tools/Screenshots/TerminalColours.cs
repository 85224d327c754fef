namespace Remediator.Screenshots;

/// <summary>The colours of a terminal on a dark and on a light ground.</summary>
internal static class TerminalColours
{
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

    /// <summary>The sixteen colours of the ground, by their number.</summary>
    public static IReadOnlyList<string> On(bool dark) => dark ? s_dark : s_light;

    public static string Ground(bool dark) => dark ? "#1e1e1e" : "#fff";

    public static string Ink(bool dark) => dark ? "#ddd" : "#222";

    /// <summary>A class for each colour, in the reader's light or dark.</summary>
    public static string Css => $$"""
        svg { {{Variables(dark: false)}} --line: #d5dae1; }
        @media (prefers-color-scheme: dark) { svg { {{Variables(dark: true)}} --line: #444; } }
        {{string.Join(' ', s_dark.Select((_, number) => $".c{number} {{ fill: var(--c{number}); }}"))}}
        """;

    /// <summary>The classes for the parameters of a Select Graphic Rendition, such as <c>1;38;5;2</c>.</summary>
    public static string ClassOf(string style)
    {
        var codes = style.Split(';');
        List<string> classes = [];
        if (NumberIn(codes) is { } number)
            classes.Add($"c{number}");
        var ofText = codes.TakeWhile(code => code != "38").ToArray();
        if (ofText.Contains("1"))
            classes.Add("bold");
        if (ofText.Contains("2"))
            classes.Add("dim");
        return string.Join(' ', classes);
    }

    /// <summary>The number of the colour; null: that of the ink.</summary>
    public static int? NumberIn(string[] codes) => Array.IndexOf(codes, "38") is >= 0 and var at ? int.Parse(codes[at + 2])
        : codes.Select(code => NumberOf(int.TryParse(code, out var number) ? number : 0)).FirstOrDefault(number => number is not null);

    private static int? NumberOf(int code) => code switch
    {
        >= 30 and <= 37 => code - 30,
        >= 90 and <= 97 => code - 82,
        _ => null,
    };

    private static string Variables(bool dark) => $"--ground: {Ground(dark)}; --ink: {Ink(dark)}; "
        + string.Join(' ', On(dark).Select((colour, number) => $"--c{number}: {colour};"));
}
