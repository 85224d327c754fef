using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Remediator.Cli.Terminal;

namespace Remediator.Cli.Demo;

/// <summary>A chat notification as the channel draws it: title, text, next steps.</summary>
internal static partial class SlackText
{
    public static IEnumerable<string> Of(JsonNode content, string nextSteps) =>
    [
        $"[bold]{Drawn((string)content["title"]!)}[/]",
        "",
        .. ((string)content["description"]!).Split('\n').Select(Drawn),
        "",
        $"[bold]{nextSteps}[/]",
        .. content["nextSteps"]!.AsArray().Select(step => $"• {Drawn((string)step!)}"),
    ];

    private static string Drawn(string markdown)
    {
        var text = Safe.Of(Emoji().Replace(markdown, found => EmojiOf(found.Value)));
        text = Code().Replace(Bold().Replace(text, "[bold]$1[/]"), "[aqua]$1[/]");
        return text.Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal);
    }

    private static string EmojiOf(string name) => name switch
    {
        ":white_check_mark:" => "✅",
        ":raised_hand:" => "✋",
        ":leftwards_arrow_with_hook:" => "↩",
        ":rotating_light:" => "🚨",
        ":warning:" => "⚠",
        _ => name,
    };

    [GeneratedRegex("^:[a-z_]+:")]
    private static partial Regex Emoji();

    [GeneratedRegex(@"\*(.+?)\*")]
    private static partial Regex Bold();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
