using Remediator.Sandbox.Recording;
using Spectre.Console;

namespace Remediator.Cli.Demo;

/// <summary>Shows the notifications as e-mail and chat show them.</summary>
internal static class MessageView
{
    private const string Chat = "Slack";

    /// <summary>A label with the gap behind it, in any language.</summary>
    private const int LabelWidth = 11;

    public static void Show(TerminalPage page, IReadOnlyList<Notification> notifications)
    {
        ShowNone(page, notifications);
        foreach (var notification in notifications)
        {
            if (notification != notifications[0])
                page.Line();
            page.Panel(page.Catalogue.Text(new Message("cli.notification.email")), Color.Blue, Mail(page, notification));
            page.Line();
            page.Panel(Chat, Color.Purple,
                SlackText.Of(ContentOf(notification), page.Catalogue.Text(new Message("label.next")), page.Room - 4));
        }
    }

    /// <summary>Their first lines: the subject of the mail, and the title in the chat.</summary>
    public static void ShowBrief(TerminalPage page, IReadOnlyList<Notification> notifications)
    {
        ShowNone(page, notifications);
        var room = page.Room - LabelWidth;
        string[][] rows =
        [
            .. notifications.SelectMany(one => Beside(page.Text(new Message("cli.notification.email")),
                    LineWrap.Cell(TerminalText.Clean(one.Subject ?? ""), room).Select(Markup.Escape))
                .Concat(Beside(Chat, SlackText.Title(ContentOf(one), room)))),
        ];
        if (rows.Length > 0)
            foreach (var line in TextTable.Of(rows))
                page.Line(line);
    }

    private static IEnumerable<string[]> Beside(string label, IEnumerable<string> lines) =>
        lines.Select((line, at) => new[] { at == 0 ? label : "", line });

    private static void ShowNone(TerminalPage page, IReadOnlyList<Notification> notifications)
    {
        if (notifications.Count == 0)
            page.Line(page.Text(new Message("cli.notification.none")));
    }

    private static JsonNode ContentOf(Notification notification) =>
        JsonNode.Parse((string)JsonNode.Parse(notification.Message)!["https"]!)!["content"]!;

    private static IEnumerable<string> Mail(TerminalPage page, Notification notification)
    {
        var body = (string)JsonNode.Parse(notification.Message)!["email"]!;
        // longer are only a policy and the command that sets it, and both were shown above
        var room = page.IsPlain ? int.MaxValue : 3 * page.Width;
        return body.TrimEnd().ReplaceLineEndings("\n").Split('\n')
            .SelectMany(line => LineWrap.Indented(TerminalText.Truncate(line, room), page.Room - 4)).Select(Markup.Escape)
            .Prepend("").Prepend($"[bold]{page.Text(new Message("cli.notification.subject", ("subject", notification.Subject ?? "")))}[/]");
    }
}
