using System.Text.RegularExpressions;
using Spectre.Console;
using Columns = Remediator.Core.Messages.Columns;

namespace Remediator.Cli.Demo;

/// <summary>A chat notification as the channel draws it: title, text, next steps.</summary>
internal static partial class SlackText
{
    // signs of our own between text and markup: a line is wrapped as it will be seen
    private const char BoldBegins = '\ue000', CodeBegins = '\ue001', Ends = '\ue002';

    /// <param name="most">Columns of a line.</param>
    public static IEnumerable<string> Of(JsonNode content, string nextSteps, int most) =>
    [
        .. Title(content, most),
        "",
        .. ((string)content["description"]!).Split('\n').SelectMany(line => Drawn(line, most)),
        .. content["nextSteps"] is JsonArray steps
            ? ["", $"[bold]{nextSteps}[/]", .. steps.SelectMany(step => Drawn($"• {step}", most))]
            : Array.Empty<string>(),
    ];

    public static IEnumerable<string> Title(JsonNode content, int most) => Drawn($"*{(string)content["title"]!}*", most);

    private static IEnumerable<string> Drawn(string markdown, int most)
    {
        var text =
            string.Concat(TerminalText.Clean(Emoji().Replace(markdown, found => EmojiOf(found.Value)))
                .Where(letter => letter is < BoldBegins or > Ends))
            .Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&",
                StringComparison.Ordinal);
        var open = "";
        foreach (var line in Columns.Wrapped(Code().Replace(Bold().Replace(text, $"{BoldBegins}$1{Ends}"), $"{CodeBegins}$1{Ends}"),
            most: most))
        {
            var styled = open + line;
            open = styled.Aggregate("",
                (begun, letter) => letter switch { BoldBegins or CodeBegins => begun + letter, Ends => begun[..^1], _ => begun });
            yield return Styled(styled + new string(Ends, open.Length));
        }
    }

    private static string Styled(string line) => Markup.Escape(line)
        .Replace($"{BoldBegins}", "[bold]", StringComparison.Ordinal).Replace($"{CodeBegins}", "[teal]", StringComparison.Ordinal)
        .Replace($"{Ends}", "[/]", StringComparison.Ordinal);

    private static string EmojiOf(string name) => name switch
    {
        ":white_check_mark:" => "✅",
        ":raised_hand:" => "✋",
        ":leftwards_arrow_with_hook:" => "↩",
        ":rotating_light:" => "🚨",
        ":warning:" => "⚠",
        _ => name,
    };

    [GeneratedRegex("(?<=^\\*?):[a-z_]+:")]
    private static partial Regex Emoji();

    [GeneratedRegex(@"\*(.+?)\*")]
    private static partial Regex Bold();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
