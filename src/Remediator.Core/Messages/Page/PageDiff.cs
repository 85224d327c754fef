using System.Text;
using Remediator.Core.Policies.Language;

namespace Remediator.Core.Messages.Page;

/// <summary>Two policies side by side, line by line.</summary>
internal static class PageDiff
{
    public static string Of(Change change, Message heading, Catalogue catalogue)
    {
        var rows = new StringBuilder();
        var (gone, added) = (new Queue<string>(), new Queue<string>());
        foreach (var (mark, line) in LineDiff.Of(Lines(change.Before), Lines(change.After)))
            if (mark == '-')
                gone.Enqueue(line);
            else if (mark == '+')
                added.Enqueue(line);
            else
            {
                Flush(rows, gone, added);
                rows.Append($"<tr><td>{Shown(line)}</td><td>{Shown(line)}</td></tr>\n");
            }
        Flush(rows, gone, added);
        var before = Html.Label(catalogue, heading);
        var afterwards = Html.Label(catalogue, new Message("label.policy-after"));
        return $"""
            <div class="wide"><table class="diff">
            <thead><tr><th scope="col">{before}</th><th scope="col">{afterwards}</th></tr></thead><tbody>
            {rows}</tbody></table></div>
            """;
    }

    private static void Flush(StringBuilder rows, Queue<string> gone, Queue<string> added)
    {
        while (gone.Count + added.Count > 0)
            rows.Append($"<tr>{Cell(gone, "gone", "del")}{Cell(added, "new", "ins")}</tr>\n");
    }

    /// <param name="element">Says to a screen reader what the colour says.</param>
    private static string Cell(Queue<string> lines, string name, string element) =>
        lines.TryDequeue(out var line) ? $"<td class=\"{name}\"><{element}>{Shown(line)}</{element}></td>" : "<td></td>";

    /// <summary>The indentation is kept.</summary>
    private static string Shown(string line) => $"{line[..^line.TrimStart().Length]}{Untrusted.Html(Untrusted.Json(line))}";

    private static string[] Lines(PolicyDocument? policy) => policy is null ? [] : JsonText.Indented(policy.Text).Split('\n');
}
