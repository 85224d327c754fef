namespace Remediator.Core.Policies;

/// <summary>
/// What the policy of a VPC endpoint lets through. It grants nothing and filters everything: it has to allow the request, and a Deny in it wins.
/// https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
/// </summary>
public static class EndpointJudgement
{
    public static Decision Of(Principal principal, string action, string resource, RequestContext context, PolicyDocument policy)
    {
        var ballot = Ballot.Of(new Request(principal, action, resource, context, hasBoundary: false), PolicyKind.Resource, [policy]);
        return (ballot.Denied, ballot.Allowed) switch
        {
            (Tri.True, _) => Told(PolicyAnswer.ExplicitlyDenied, ballot.Denies),
            (Tri.False, Tri.True) => Told(PolicyAnswer.Allowed, ballot.Allows),
            (Tri.False, Tri.False) => Told(PolicyAnswer.ImplicitlyDenied, []),
            _ => Open([.. ballot.Denies, .. ballot.Allows]),
        };
    }

    private static Decision Told(PolicyAnswer answer, IEnumerable<Vote> votes) =>
        new(answer, [.. votes.Where(vote => vote.Applies == Tri.True).Select(DeciderOf)], []);

    private static Decision Open(IEnumerable<Vote> votes)
    {
        var open = votes.Where(vote => vote.Applies == Tri.Unknown).ToList();
        return new(PolicyAnswer.Unknown, [.. open.Select(DeciderOf)], [.. open.SelectMany(vote => vote.Unknowns).Distinct()]);
    }

    private static Decider DeciderOf(Vote vote) => vote.Decider with { Policy = "endpoint" };
}
