namespace Remediator.Core.PullTexts;

/// <summary>Which kind of policy denied, as IAM says it; only one kind is ever named, even where several deny.</summary>
/// <param name="Policy">In IAM's words: <c>resource-based policy</c>, <c>identity-based policy</c>, <c>permissions boundary</c>, <c>service control policy</c>, …</param>
/// <param name="Explicit">A Deny stands there; false: no Allow does.</param>
public sealed record DenialContext(string Policy, bool Explicit)
{
    private static readonly string[] s_policies =
    [
        "service control policy", "resource control policy", "VPC endpoint policy", "permissions boundary", "session policy",
        "resource-based policy", "identity-based policy", "role trust policy",
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
        return s_policies.Select(policy => (policy, At: after.IndexOf(policy, StringComparison.OrdinalIgnoreCase)))
            .Where(found => found.At is >= 0 and <= 4)
            .OrderBy(found => found.At)
            .Select(found => new DenialContext(found.policy, isExplicit))
            .FirstOrDefault();
    }
}
