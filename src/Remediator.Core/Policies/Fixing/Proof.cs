using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Language;
using Remediator.Core.Wording;

namespace Remediator.Core.Policies.Fixing;

/// <summary>Nothing but the role's lifted actions may be answered differently, and the pull must be let through.</summary>
internal static class Proof
{
    /// <summary>The patch if all that holds, a refusal if not.</summary>
    public static Fix Of(FixCase need, PolicyDocument? after, Edits edits)
    {
        if (AnswerDifference.Between(need, after).FirstOrDefault(one => !MayDiffer(one, need, edits)) is { } stray)
            return new Fix.Refused($"the result would also change {stray.Action} for \"{stray.Principal}\"");
        var asks = new List<Message>(edits.Asks);
        foreach (var action in EcrActions.Pull)
        {
            var becomes = AccessEvaluation.Of(need.May(action, after));
            if (becomes.Answer is PolicyAnswer.ExplicitlyDenied or PolicyAnswer.ImplicitlyDenied)
                return new Fix.Refused($"{action} would still be {becomes.Answer} without this deny");
            if (becomes.Answer == PolicyAnswer.Unknown)
                asks.Add($"whether {action} would then be allowed hinges on {string.Join(", ", becomes.Unknowns)}, which is not known");
        }
        return new Fix.Patch(need.ResourcePolicy, after, Changes(need, after, edits),
            asks.Count > 0 ? string.Join("; ", asks) : null, edits.Warnings);
    }

    // what AWS adds later is nobody's to open unseen
    private static bool MayDiffer(AnswerDifference one, FixCase need, Edits edits) => IsOfRole(one.Principal, need)
        && (one.IsInvented ? edits.Asks.Count > 0 : edits.Permitted.Contains(one.Action, StringComparer.OrdinalIgnoreCase));

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
