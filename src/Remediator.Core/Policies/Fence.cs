namespace Remediator.Core.Policies;

/// <summary>What nobody but its owner edits: a fence that someone built, or a policy that ECR would not take back.</summary>
internal static class Fence
{
    /// <summary>https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_SetRepositoryPolicy.html</summary>
    public const int LongestPolicy = 10_240;

    public static string? AroundPolicy(PolicyDocument policy)
    {
        var dead = policy.Statements.SelectMany(statement => statement.Principals).OfType<PrincipalEntry.Dead>().FirstOrDefault();
        return dead is null ? null : $"the policy names \"{dead.Text}\", the id of a principal that is gone; ECR would not take it back";
    }

    public static string? Around(Statement statement, FixCase need)
    {
        var name = Name(statement);
        if (statement.Sid is { } sid && need.ProtectedSids.FirstOrDefault(pattern => Wildcard.Matches(pattern, sid, ignoreCase: true)) is { } guard)
            return $"{name} is protected by \"{guard}\"";
        if (statement.UnknownElement is { } element) return $"{name} has the unknown element \"{element}\"";
        if (statement.HasNotPrincipal) return $"{name} denies by NotPrincipal";
        if (statement.HasNotAction) return $"{name} denies by NotAction";
        if (statement.HasResource) return $"{name} has a Resource, which ECR takes in no repository policy";
        if (NotUnderstood(statement, need) is { } what) return $"{name} is not understood: {what}";
        return statement.Condition.Tests.Count > 0 && Exemption.Of(statement) is null
            ? $"{name} denies under a condition, it would not deny where this does not hold: {JsonText.Canonical(statement.Element("Condition")!.Value)}"
            : null;
    }

    public static string Name(Statement statement) =>
        statement.Sid is { } sid ? $"statement {statement.Index} (\"{sid}\")" : $"statement {statement.Index}";

    private static string? NotUnderstood(Statement statement, FixCase need) => statement.Condition.Tests.Count > 0
        ? null
        : EcrActions.Lifted.Select(need.Request)
            .Where(request => statement.Applies(request, PolicyKind.Resource) == Tri.Unknown)
            .SelectMany(request => statement.Unknowns(request, PolicyKind.Resource)).FirstOrDefault();
}
