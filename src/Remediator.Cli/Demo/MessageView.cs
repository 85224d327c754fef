using Remediator.Sandbox.Recording;
using Spectre.Console;

namespace Remediator.Cli.Demo;

/// <summary>Shows the notifications as e-mail and chat show them.</summary>
internal static class MessageView
{
    public static void Show(TerminalPage page, IReadOnlyList<Notification> notifications)
    {
        if (notifications.Count == 0)
            page.Line(page.Say("No notification is sent: there is nothing to report.", "通知することはありません。"));
        foreach (var notification in notifications)
        {
            if (notification != notifications[0])
                page.Line();
            var bodies = JsonNode.Parse(notification.Message)!;
            page.Panel(page.Say("Email", "E メール"), Color.Blue, Mail(page, notification.Subject, (string)bodies["email"]!));
            page.Line();
            page.Panel("Slack", Color.Purple,
                SlackText.Of(JsonNode.Parse((string)bodies["https"]!)!["content"]!, page.Say("Next steps", "次の対応"), page.Room - 4));
        }
    }

    private static IEnumerable<string> Mail(TerminalPage page, string? subject, string body)
    {
        // longer are only a policy and the command that sets it, and both were shown above
        var room = page.IsPlain ? int.MaxValue : 3 * page.Width;
        return body.TrimEnd().ReplaceLineEndings("\n").Split('\n')
            .SelectMany(line => LineWrap.Indented(TerminalText.Truncate(line, room), page.Room - 4)).Select(Markup.Escape)
            .Prepend("").Prepend($"[bold]{page.Say("Subject:", "件名:")} {TerminalText.Escape(subject)}[/]");
    }
}
