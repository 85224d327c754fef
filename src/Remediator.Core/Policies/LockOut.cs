namespace Remediator.Core.Policies;

/// <summary>Whoever writes a policy must be able to write the next one; ECR's `force` is never used.</summary>
internal static class LockOut
{
    private static readonly string[] Needed = ["ecr:GetRepositoryPolicy", "ecr:SetRepositoryPolicy"];

    public static string? Of(FixCase need, PolicyDocument? after)
    {
        if (need.OwnRole is not { } own || after is null) return null;
        var lost = Needed.FirstOrDefault(action => Denies(after, new Request(own, action, need.Resource, RequestContext.Empty, false)));
        return lost is null ? null : $"the result denies {lost} to \"{own}\", which writes it";
    }

    private static bool Denies(PolicyDocument policy, Request request) => policy.Statements
        .Any(statement => !statement.IsAllow && statement.Applies(request, PolicyKind.Resource) == Tri.True);
}
