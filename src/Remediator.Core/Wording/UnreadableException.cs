namespace Remediator.Core.Wording;

/// <summary>
/// A text that came from outside has not the form of what it should be. The reason is a message, because it ends in findings.
/// </summary>
public class UnreadableException(Message why, Exception? inner = null) : FormatException(why.ToString(), inner)
{
    public Message Why => why;

    internal static UnreadableException NoMessage() => new(new Message("unreadable.message"));
}
