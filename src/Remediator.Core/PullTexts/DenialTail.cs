namespace Remediator.Core.PullTexts;

/// <summary>
/// IAM's own words of a denial: newer containerd and CRI-O print them after the status.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
/// </summary>
/// <param name="User">ARN of the caller; null where the text names none.</param>
/// <param name="Context">Null where the text ends before it.</param>
public sealed record DenialTail(string? User, string Action, string? Resource, DenialContext? Context)
{
    private const string Verb = " is not authorized to perform: ";
    private const string On = " on resource: ";

    public static DenialTail? In(string text)
    {
        var at = text.IndexOf(Verb, StringComparison.Ordinal);
        if (at < 0)
            return null;
        var end = text.IndexOf('\n', at);
        var rest = text[(at + Verb.Length)..(end < 0 ? text.Length : end)];
        var action = Word(rest);
        if (action.Length == 0)
            return null;
        var on = rest.IndexOf(On, StringComparison.Ordinal);
        return new(UserBefore(text, at), action, on < 0 ? null : Word(rest[(on + On.Length)..]), DenialContext.In(rest));
    }

    private static string? UserBefore(string text, int end)
    {
        var start = text.AsSpan(0, end).LastIndexOfAny(' ', '\n') + 1;
        var word = text[start..end];
        return word.StartsWith("arn:", StringComparison.Ordinal) ? word : null;
    }

    private static string Word(string text)
    {
        var end = text.AsSpan().IndexOfAny(" \t\r\",");
        return (end < 0 ? text : text[..end]).TrimEnd('.', ';');
    }
}
