using Remediator.Core.Common;
using Remediator.Core.Policies.Language;
using Remediator.Core.Wording;

namespace Remediator.Core.Policies.Fixing;

/// <summary>What nobody but its owner edits: a fence that someone built, or a policy that ECR would not take back.</summary>
internal static class EditGuard
{
    /// <summary>https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_SetRepositoryPolicy.html</summary>
    public const int LongestPolicy = 10_240;

    /// <summary>Whichever statement is edited, ECR is given the whole policy again.</summary>
    public static Message? AroundPolicy(PolicyDocument policy)
    {
        if (policy.Variables == Tri.Unknown) return "the policy has a \"Version\" that nobody documents; accepted: 2008-10-17 and 2012-10-17";
        var dead = policy.Statements.SelectMany(statement => statement.Principals).OfType<PrincipalEntry.Dead>().FirstOrDefault();
        return dead is not null
            ? $"the policy names \"{dead.Text}\", the id of a principal that is gone; ECR would not take it back"
            : policy.Statements.Select(NotTakenBack).FirstOrDefault(why => why is not null);
    }

    public static Message? Around(Statement statement, FixCase need)
    {
        var name = Name(statement);
        if (statement.Sid is { } sid && need.ProtectedSids.FirstOrDefault(pattern => Wildcard.Matches(pattern, sid, ignoreCase: true)) is { } guard)
            return $"{name} is protected by \"{guard}\"";
        if (statement.HasNotPrincipal) return $"{name} denies by NotPrincipal";
        if (statement.HasNotAction) return $"{name} denies by NotAction";
        if (statement.Condition.Tests.Count == 0)
            return Unclear(statement, need) is { } what ? $"{name} is not understood: {what}" : null;
        // the exemption is ours only where a Deny on many is opened for one: on the role itself somebody else wrote it
        return Exemption.RolesIn(statement).Count > 0 && IsWide(statement, need)
            ? null
            : $"{name} denies under a condition, it would not deny where this does not hold: {JsonText.Canonical(statement.Element("Condition")!.Value)}";
    }

    public static string Name(Statement statement) =>
        statement.Sid is { } sid ? $"statement {statement.Index} (\"{sid}\")" : $"statement {statement.Index}";

    private static Message? NotTakenBack(Statement statement) =>
        statement.UnknownElement is { } element ? $"{Name(statement)} has the unknown element \"{element}\""
        : statement.HasResource ? $"{Name(statement)} has a Resource, which ECR takes in no repository policy"
        : statement.Flaw is { } flaw ? $"{Name(statement)} is not understood: {flaw}"
        : null;

    private static bool IsWide(Statement statement, FixCase need) =>
        statement.Principals.Any(entry => entry.IsWide && entry.Match(need.Principal).Any != Tri.False);

    private static Message? Unclear(Statement statement, FixCase need) => EcrActions.Lifted.Select(need.Request)
        .Where(request => statement.Applies(request, PolicyKind.Resource) == Tri.Unknown)
        .SelectMany(request => statement.Unknowns(request, PolicyKind.Resource)).FirstOrDefault();
}
