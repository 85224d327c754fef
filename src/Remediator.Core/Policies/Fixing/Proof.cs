using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Language;

namespace Remediator.Core.Policies.Fixing;

/// <summary>Nothing but the role's lifted actions may be answered differently, and the pull must be let through.</summary>
internal static class Proof
{
    /// <summary>The patch if all that holds, a refusal if not.</summary>
    public static Fix Of(FixCase need, PolicyDocument? after, Edits edits)
    {
        if (AnswerDifference.Between(need, after).FirstOrDefault(one => !MayDiffer(one, need, edits)) is { } stray)
            return new Fix.Refused(new Message("fix.changes-others", ("action", stray.Action), ("principal", stray.Principal.ToString())));
        var asks = new List<Message>(edits.Asks);
        foreach (var action in EcrActions.Pull)
        {
            var becomes = AccessEvaluation.Of(need.May(action, after));
            if (becomes.Answer is PolicyAnswer.ExplicitlyDenied)
                return new Fix.Refused(new Message("fix.still-denied-explicitly", ("action", action)));
            if (becomes.Answer is PolicyAnswer.ImplicitlyDenied)
                return new Fix.Refused(new Message("fix.still-denied-implicitly", ("action", action)));
            if (becomes.Answer == PolicyAnswer.Unknown)
                asks.Add(new Message("fix.undecidable", ("action", action), ("keys", string.Join(", ", becomes.Unknowns))));
        }
        return new Fix.Patch(need.ResourcePolicy, after, Changes(need, after, edits),
            asks.Count > 0 ? Message.Joined(asks) : null, edits.Warnings);
    }

    // what AWS adds later is nobody's to open unseen
    private static bool MayDiffer(AnswerDifference one, FixCase need, Edits edits) => IsOfRole(one.Principal, need)
        && (one.IsInvented ? edits.OpensLaterActions : edits.Permitted.Contains(one.Action, StringComparer.OrdinalIgnoreCase));

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
                AccessEvaluation.Of(need.May(action, need.ResourcePolicy)).Answer, AccessEvaluation.Of(need.May(action, after)).Answer))
            .Where(change => change.Was != change.Becomes),
    ];
}
