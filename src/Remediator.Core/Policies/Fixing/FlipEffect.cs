using Remediator.Core.Policies.Language;

namespace Remediator.Core.Policies.Fixing;

/// <summary>The change that the workshop's page makes by hand: the Deny becomes an Allow, with every action it lists.</summary>
internal static class FlipEffect
{
    public static Edits Of(FixCase need, List<DenyingStatement> denying)
    {
        if (denying is not [var (statement, _)])
            return new Edits { Refusal = $"flip-effect changes one statement, and {denying.Count} deny" };
        var name = EditGuard.Name(statement);
        if (EditGuard.Around(statement, need) is { } fence) return new Edits { Refusal = fence };
        if (statement.Principals is not [PrincipalEntry.WholeRole { Arn: var only }] || only != need.Role)
            return new Edits { Refusal = $"{name} is not on \"{need.Role}\" alone, flip-effect changes only such a statement" };

        var handedOut = Probes.Known([statement]).Where(action => statement.ActionMatch(action) == Tri.True).ToList();
        var edits = new Edits { Permitted = handedOut };
        edits.Pieces[statement.Index] = [Edits.With(statement, ("Effect", "Allow"))];
        edits.Warnings.Add($"flip-effect allows the role: {string.Join(", ", handedOut)}");
        if (statement.Actions.FirstOrDefault(action => action.HasWildcard) is { } wildcard)
            edits.Asks.Add($"{name} lists \"{wildcard.Text}\"; flip-effect would also allow the role what AWS adds to it later");
        return edits;
    }
}
