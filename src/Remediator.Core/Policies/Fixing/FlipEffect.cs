using Remediator.Core.Policies.Language;

namespace Remediator.Core.Policies.Fixing;

/// <summary>The change that the workshop's page makes manually: the Deny becomes an Allow, with every action it lists.</summary>
internal static class FlipEffect
{
    public static Edits Of(FixCase need, List<DenyingStatement> denying)
    {
        if (denying is not [var (statement, _)])
            return new Edits { Refusal = new Message("fix.several-statements", ("count", denying.Count)) };
        var name = EditGuard.Name(statement);
        if (EditGuard.Around(statement, need) is { } guarded)
            return new Edits { Refusal = guarded };
        if (statement.Principals is not [PrincipalEntry.WholeRole { Arn: var only }] || only != need.Role)
            return new Edits { Refusal = new Message("fix.not-this-role-alone", ("statement", name), ("role", need.Role.ToString())) };

        var handedOut = Probes.Known([statement]).Where(action => statement.ActionMatch(action) == Tri.True).ToList();
        var edits = new Edits { Permitted = handedOut };
        edits.Pieces[statement.Index] = [Edits.With(statement, ("Effect", "Allow"))];
        edits.Warnings.Add(new Message("fix.allows", ("actions", string.Join(", ", handedOut))));
        if (statement.Actions.FirstOrDefault(action => action.HasWildcard) is { } wildcard)
        {
            edits.Asks.Add(new Message("fix.wildcard-allowed", ("statement", name), ("pattern", wildcard.Text)));
            edits.OpensLaterActions = true;
        }
        return edits;
    }
}
