namespace Remediator.Core.Policies;

/// <summary>
/// Before and after, judged for every witness and every action, whichever way the conditions fall; nothing but the role's lifted
/// actions may differ.
/// </summary>
internal sealed record Proof(IReadOnlyList<(Principal Principal, string Action)> Stray, IReadOnlyList<string> AddedLater)
{
    private const int ActionsAtOnce = 128;

    public static Proof Of(FixCase need, PolicyDocument? after, Edits edits)
    {
        IReadOnlyList<Statement> old = need.ResourcePolicy.Statements, young = after?.Statements ?? [];
        var principals = Witnesses.Principals(need, [.. old, .. young]);
        var invented = Witnesses.Invented(old);
        List<(Principal, string)> stray = [];
        List<string> addedLater = [];
        foreach (var actions in EcrActions.OfRepository.Concat(invented).Chunk(ActionsAtOnce))
        {
            ActionMask[] before = [.. old.Select(statement => new ActionMask(statement, actions))];
            ActionMask[] now = [.. young.Select(statement => new ActionMask(statement, actions))];
            foreach (var principal in principals)
            {
                var request = new Request(principal, "", need.Resource, RequestContext.Empty, hasBoundary: false);
                var differs = AnswerGrid.Of(before, request).DiffersFrom(AnswerGrid.Of(now, request));
                for (var i = 0; differs != 0; i++, differs >>= 1)
                {
                    if ((differs & 1) == 0 || (IsOfRole(principal, need) && edits.Permitted.Contains(actions[i]))) continue;
                    if (IsOfRole(principal, need) && invented.Contains(actions[i])) addedLater.Add(actions[i]);
                    else stray.Add((principal, actions[i]));
                }
            }
        }
        return new Proof(stray, [.. addedLater.Distinct()]);
    }

    /// <summary>The patch, if all that changes is what may change and it lets the pull through.</summary>
    public Fix Told(FixCase need, PolicyDocument? after, Edits edits)
    {
        if (Stray is [var (who, what), ..]) return new Fix.Refused($"the result would also change {what} for \"{who}\"");
        var asks = new List<string>(edits.Asks);
        if (AddedLater.Count > 0 && asks.Count == 0) asks.Add($"an action like {AddedLater[0]}, once AWS adds it, would be answered otherwise");
        foreach (var action in EcrActions.Pull)
        {
            var becomes = Judgement.Of(need.May(action, after));
            if (becomes.Answer is PolicyAnswer.ExplicitlyDenied or PolicyAnswer.ImplicitlyDenied)
                return new Fix.Refused($"{action} would still be {becomes.Answer} without this deny");
            if (becomes.Answer == PolicyAnswer.Unknown)
                asks.Add($"whether {action} would then be allowed hinges on {string.Join(", ", becomes.Unknowns)}, which is not known");
        }
        return new Fix.Patch(need.ResourcePolicy, after, Changes(need, after, edits),
            asks.Count > 0 ? string.Join("; ", asks.Distinct()) : null, edits.Warnings);
    }

    private static bool IsOfRole(Principal principal, FixCase need) => principal switch
    {
        Principal.Role role => role.Of == need.Role,
        Principal.Session session => session.Of == need.Role,
        _ => false,
    };

    private static PolicyChange[] Changes(FixCase need, PolicyDocument? after, Edits edits) =>
    [
        .. edits.Permitted
            .Select(action => new PolicyChange(need.Principal.Arn, action,
                Judgement.Of(need.May(action, need.ResourcePolicy)).Answer, Judgement.Of(need.May(action, after)).Answer))
            .Where(change => change.Was != change.Becomes),
    ];
}
