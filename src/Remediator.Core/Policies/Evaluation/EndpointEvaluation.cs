using Remediator.Core.Policies.Language;

namespace Remediator.Core.Policies.Evaluation;

/// <summary>
/// What the policy of a VPC endpoint lets through. It grants nothing and filters everything: it has to allow the request, and a Deny in it
/// wins.
/// https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
/// </summary>
public static class EndpointEvaluation
{
    public static Decision Of(Principal principal, string action, string resource, RequestContext context, PolicyDocument policy)
    {
        var evaluation = PolicyEvaluation.Of(new Request(principal, action, resource, context, hasBoundary: false),
            PolicyKind.Resource, [policy]);
        var decision = (evaluation.Denied, evaluation.Allowed) switch
        {
            (Tri.True, _) => Decision.By(PolicyAnswer.ExplicitlyDenied, evaluation.Denies),
            (Tri.False, Tri.True) => Decision.By(PolicyAnswer.Allowed, evaluation.Allows),
            (Tri.False, Tri.False) => Decision.By(PolicyAnswer.ImplicitlyDenied, []),
            _ => Decision.Open([.. evaluation.Denies, .. evaluation.Allows], []),
        };
        return decision with { DecidedBy = [.. decision.DecidedBy.Select(decider => decider with { Policy = PolicyKind.Endpoint })] };
    }
}
