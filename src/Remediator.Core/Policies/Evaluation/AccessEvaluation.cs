using Remediator.Core.Policies.Language;

namespace Remediator.Core.Policies.Evaluation;

/// <summary>
/// IAM's evaluation of identity policies, permissions boundary, repository and registry policy, within an account and across.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
/// </summary>
public static class AccessEvaluation
{
    public static Decision Of(AccessCase question)
    {
        var request = new Request(question.Principal, question.Action, question.Resource, question.Context,
            question.PermissionsBoundary is not null);
        var identity = PolicyEvaluation.Of(request, PolicyKind.Identity, question.IdentityPolicies);
        var boundary = PolicyEvaluation.Of(request, PolicyKind.Boundary, question.PermissionsBoundary is { } one ? [one] : []);
        var resource = PolicyEvaluation.OfResource(request,
            Request.IsGetAuthorizationToken(question.Action) ? null : question.ResourcePolicy, question.RegistryPolicy);

        var denied = identity.Denied.Or(boundary.Denied).Or(resource.Denied);
        if (denied == Tri.True)
            return Decision.By(PolicyAnswer.ExplicitlyDenied, [.. identity.Denies, .. boundary.Denies, .. resource.Denies]);
        var grant = Grant(request, identity, boundary, resource);
        return (denied, grant.Given) switch
        {
            (Tri.False, Tri.True) => Decision.By(PolicyAnswer.Allowed, grant.Matches),
            (Tri.False, Tri.False) => Decision.By(PolicyAnswer.ImplicitlyDenied, []),
            _ => Decision.Open([.. identity.Denies, .. boundary.Denies, .. resource.Denies,
                .. grant.Given == Tri.Unknown ? grant.Matches : []], [.. identity.Gaps, .. resource.Gaps]),
        };
    }

    /// <summary>
    /// A resource's policy that names the session or user, or everyone, is not limited by a boundary's silence; one that names the role is;
    /// one that names the account only leaves the decision to that account's identity policies.
    /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
    /// </summary>
    private static (Tri Given, IEnumerable<StatementMatch> Matches) Grant(Request request, PolicyEvaluation identity,
        PolicyEvaluation boundary, PolicyEvaluation resource)
    {
        var ceiling = request.HasBoundary ? boundary.Allowed : Tri.True;
        var byIdentity = identity.Allowed.And(ceiling);
        // both accounts have to agree: reference_policies_evaluation-logic-cross-account.html
        if (!request.IsOfTheSameAccount && !Request.IsGetAuthorizationToken(request.Action))
            return (byIdentity.And(resource.Allowed), [.. resource.Allows, .. identity.Allows, .. boundary.Allows]);
        var byRole = resource.AllowedToRole.And(ceiling);
        var given = resource.AllowedDirectly.Or(byRole).Or(byIdentity);
        return (given, Matches());

        IEnumerable<StatementMatch> Matches()
        {
            foreach (var match in resource.Allows)
            {
                var named = match.Principal;
                yield return match with { Named = byRole == Tri.False ? named.Direct : named.Direct.Or(named.Role) };
            }
            if (byIdentity != Tri.False)
                foreach (var match in identity.Allows)
                    yield return match;
            if (byRole.Or(byIdentity) != Tri.False)
                foreach (var match in boundary.Allows)
                    yield return match;
        }
    }
}
