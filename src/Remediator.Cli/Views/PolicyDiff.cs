namespace Remediator.Cli.Views;

/// <summary>The difference of two policies, line by line of their indented texts, as markup.</summary>
internal static class PolicyDiff
{
    /// <param name="before">Null: there is no policy.</param>
    /// <param name="after">Null: the policy is deleted.</param>
    public static IEnumerable<string> Of(string? before, string? after) =>
        Lines(before, after).Select(line => Markup(line.Mark, line.Line));

    /// <summary>The same with at most <paramref name="context"/> common lines around each change.</summary>
    public static IEnumerable<string> Of(string? before, string? after, int context, TerminalPage page)
    {
        var lines = Lines(before, after).ToArray();
        var hidden = 0;
        for (var at = 0; at < lines.Length; at++)
        {
            var near = lines[Math.Max(0, at - context)..Math.Min(lines.Length, at + context + 1)].Any(line => line.Mark != ' ');
            if (!near)
            {
                hidden++;
                continue;
            }
            if (hidden > 0)
                yield return Folded(hidden, page);
            hidden = 0;
            foreach (var line in LineWrap.Indented(lines[at].Line, page.Room - 4))
                yield return Markup(lines[at].Mark, line);
        }
        if (hidden > 0)
            yield return Folded(hidden, page);
    }

    private static IEnumerable<(char Mark, string Line)> Lines(string? before, string? after) =>
        LineDiff.Of(Texts(before), Texts(after));

    private static string Markup(char mark, string line) => mark switch
    {
        '-' => $"[red]- {TerminalText.Escape(line)}[/]",
        '+' => $"[green]+ {TerminalText.Escape(line)}[/]",
        _ => $"  {TerminalText.Escape(line)}",
    };

    private static string[] Texts(string? policy) => policy is null ? [] : JsonText.Indented(policy).Split('\n');

    private static string Folded(int lines, TerminalPage page) =>
        $"[dim]  … {page.Say($"{lines} more line{(lines == 1 ? "" : "s")} as before", $"変更のない {lines} 行を省略")}[/]";
}
