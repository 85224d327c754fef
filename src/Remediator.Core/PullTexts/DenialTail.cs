using Remediator.Core.Policies.Language;

namespace Remediator.Core.PullTexts;

/// <summary>
/// IAM's wording of a denial: newer containerd and CRI-O print them after the status.
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

/// <summary>Which kind of policy denied, as IAM says it; only one kind is ever named, even where several deny.</summary>
/// <param name="Explicit">A Deny stands there; false: no Allow does.</param>
public sealed record DenialContext(PolicyKind Policy, bool Explicit)
{
    private static readonly (string Phrase, PolicyKind Kind)[] s_policies =
    [
        ("service control policy", PolicyKind.ServiceControl), ("resource control policy", PolicyKind.ResourceControl),
        ("VPC endpoint policy", PolicyKind.Endpoint), ("permissions boundary", PolicyKind.Boundary),
        ("session policy", PolicyKind.Session), ("resource-based policy", PolicyKind.Resource),
        ("identity-based policy", PolicyKind.Identity), ("role trust policy", PolicyKind.RoleTrust),
    ];

    internal static DenialContext? In(string text) =>
        Named(text, "with an explicit deny in a", isExplicit: true) ?? Named(text, "because no ", isExplicit: false);

    private static DenialContext? Named(string text, string lead, bool isExplicit)
    {
        var at = text.IndexOf(lead, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return null;
        // AWS's own page has "sessions policy" in one form and "session policy" in the other
        var after = text[(at + lead.Length)..].Replace("sessions policy", "session policy", StringComparison.Ordinal);
        return s_policies.Select(policy => (policy.Kind, At: after.IndexOf(policy.Phrase, StringComparison.OrdinalIgnoreCase)))
            .Where(found => found.At is >= 0 and <= 4)
            .OrderBy(found => found.At)
            .Select(found => new DenialContext(found.Kind, isExplicit))
            .FirstOrDefault();
    }
}
