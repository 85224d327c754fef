namespace Remediator.Cli.Views;

/// <summary>The difference of two policies, line by line of their indented texts, as markup.</summary>
internal static class PolicyDiff
{
    /// <summary>So many lines above a change show its effect and principal.</summary>
    private const int Around = 6;

    private const int BriefBelow = 1;

    /// <param name="before">Null: there is no policy.</param>
    /// <param name="after">Null: the policy is deleted.</param>
    public static IEnumerable<string> Of(string? before, string? after) =>
        Lines(before, after).Select(line => Markup(line.Mark, line.Line));

    /// <summary>The same with a few common lines around each change.</summary>
    /// <param name="isBrief">Fewer below it, and those that are too long are shortened in their middle.</param>
    public static IEnumerable<string> Of(string? before, string? after, TerminalPage page, bool isBrief)
    {
        var lines = Lines(before, after).ToArray();
        var (hidden, below) = (0, isBrief ? BriefBelow : Around);
        for (var at = 0; at < lines.Length; at++)
        {
            var near = lines[Math.Max(0, at - below)..Math.Min(lines.Length, at + Around + 1)].Any(line => line.Mark != ' ');
            if (!near)
            {
                hidden++;
                continue;
            }
            if (hidden > 0)
                yield return Folded(hidden, page);
            hidden = 0;
            var whole = isBrief && lines[at].Mark == ' ' ? BriefMessage.Of(lines[at].Line, page.Room - 5) : lines[at].Line;
            foreach (var line in LineWrap.Indented(whole, page.Room - 4))
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
        $"[dim]  … {page.Text(new Message("cli.diff.folded", ("count", lines)))}[/]";
}
