namespace Remediator.Cli.Views;

/// <summary>A message whose long names are shortened in their middle: what is said about them has to fit beside them.</summary>
internal static class BriefMessage
{
    private const string Cut = "…";

    /// <param name="longest">Characters of a name that stays whole.</param>
    public static Message Of(Message message, int longest) =>
        new(message.Code, [.. message.Arguments.Select(one => (one.Name, Of(one.Value, longest)))]);

    /// <summary>A third of it before the cut: the end of a name says more than its beginning.</summary>
    public static string Of(string name, int longest) => name.Length <= longest ? name
        : $"{name[..(longest / 3)]}{Cut}{name[^(longest - (longest / 3) - Cut.Length)..]}";

    private static MessageValue Of(MessageValue value, int longest) => value switch
    {
        MessageValue.Text { Value: var name } => Of(name, longest),
        MessageValue.Nested { Value: var message } => Of(message, longest),
        MessageValue.Several { Values: var messages } => messages.Select(message => Of(message, longest)).ToArray(),
        _ => value,
    };
}
