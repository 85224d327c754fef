using Remediator.Core.Policies.Language;

namespace Remediator.Core.Policies.Fixing;

/// <summary>Two policies answer this principal differently on this action, for at least one way their conditions may fall.</summary>
/// <param name="IsInvented">The action stands for those that AWS adds later.</param>
public sealed record AnswerDifference(Principal Principal, string Action, bool IsInvented)
{
    private const int ActionsAtOnce = 128;

    /// <summary>
    /// All that changes if <paramref name="after"/> takes the place of the repository policy, which alone is evaluated: for every principal
    /// that either names, the role, its sessions and account, another role, another account, a service and the anonymous one, by every
    /// action of ECR, those that either names, and one invented for each wildcard.
    /// </summary>
    public static IReadOnlyList<AnswerDifference> Between(FixCase need, PolicyDocument? after)
    {
        IReadOnlyList<Statement> old = need.Statements, young = after?.Statements ?? [];
        var principals = Probes.Principals(need, [.. old, .. young]);
        var invented = Probes.Invented([.. old, .. young]);
        var found = new List<AnswerDifference>();
        foreach (var actions in Probes.Known([.. old, .. young]).Concat(invented).Chunk(ActionsAtOnce))
        {
            ActionMask[] before = [.. old.Select(statement => new ActionMask(statement, actions))];
            ActionMask[] now = [.. young.Select(statement => new ActionMask(statement, actions))];
            foreach (var principal in principals)
            {
                var request = new Request(principal, "", need.Resource, RequestContext.Empty, hasBoundary: false);
                var differs = AnswerGrid.Of(before, request).DiffersFrom(AnswerGrid.Of(now, request));
                for (var i = 0; differs != 0; i++, differs >>= 1)
                    if ((differs & 1) != 0)
                        found.Add(new(principal, actions[i], invented.Contains(actions[i])));
            }
        }
        return found;
    }
}
