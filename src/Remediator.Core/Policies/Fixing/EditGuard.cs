using Remediator.Core.Policies.Language;

namespace Remediator.Core.Policies.Fixing;

/// <summary>What only its owner may edit: a Deny that was set up as a guard, or a policy that ECR would not accept again.</summary>
internal static class EditGuard
{
    /// <summary>https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_SetRepositoryPolicy.html</summary>
    public const int LongestPolicy = 10_240;

    /// <summary>Whichever statement is edited, ECR is given the whole policy again.</summary>
    public static Message? AroundPolicy(PolicyDocument policy)
    {
        if (policy.Variables == Tri.Unknown)
            return new Message("fix.unknown-version");
        if (policy.UnknownElement is { } element)
            return new Message("fix.unknown-policy-element", ("element", element));
        var dead = policy.Statements.SelectMany(statement => statement.Principals).OfType<PrincipalEntry.Dead>().FirstOrDefault();
        return dead is not null
            ? new Message("fix.deleted-principal", ("principal", dead.Text))
            : policy.Statements.Select(NotTakenBack).FirstOrDefault(why => why is not null);
    }

    public static Message? TooLong(PolicyDocument? after) => after?.Text.Length > LongestPolicy
        ? new Message("fix.too-long", ("characters", after.Text.Length), ("limit", LongestPolicy))
        : null;

    public static Message? Around(Statement statement, FixCase need)
    {
        var name = Name(statement);
        if (statement.Sid is { } sid
            && need.ProtectedSids.FirstOrDefault(pattern => Wildcard.Matches(pattern, sid, ignoreCase: true)) is { } guard)
            return new Message("fix.protected-sid", ("statement", name), ("pattern", guard));
        if (statement.HasNotPrincipal)
            return new Message("fix.not-principal", ("statement", name));
        if (statement.HasNotAction)
            return new Message("fix.not-action", ("statement", name));
        if (statement.Condition.Tests.Count == 0)
            return Unclear(statement, need) is { } element ? NotUnderstood(statement, element) : null;
        // the exemption is ours only where a Deny on many is opened for one: on the role itself somebody else wrote it
        return Exemption.RolesIn(statement).Count > 0 && IsWide(statement, need)
            ? null
            : new Message("fix.condition", ("statement", name), ("condition", JsonText.Canonical(statement.Element("Condition")!.Value)));
    }

    public static Message Name(Statement statement) => Name(statement.Index, statement.Sid);

    public static Message Name(int statement, string? sid) => sid is not null
        ? new Message("statement.sid", ("index", statement), ("sid", sid))
        : new Message("statement.number", ("index", statement));

    private static Message? NotTakenBack(Statement statement) =>
        statement.UnknownElement is { } element ? new Message("fix.unknown-element", ("statement", Name(statement)), ("element", element))
        : statement.HasResource ? new Message("fix.has-resource", ("statement", Name(statement)))
        : statement.Flaw is { } flaw ? NotUnderstood(statement, flaw)
        : null;

    private static Message NotUnderstood(Statement statement, string element) =>
        new("fix.not-understood", ("statement", Name(statement)), ("element", element));

    private static bool IsWide(Statement statement, FixCase need) =>
        statement.Principals.Any(entry => entry.IsWide && entry.Match(need.Principal).Any != Tri.False);

    private static string? Unclear(Statement statement, FixCase need) => EcrActions.Lifted.Select(need.Request)
        .Where(request => statement.Applies(request, PolicyKind.Resource) == Tri.Unknown)
        .SelectMany(request => statement.Unknowns(request, PolicyKind.Resource)).FirstOrDefault();
}
