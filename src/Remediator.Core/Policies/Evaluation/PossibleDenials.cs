using Remediator.Core.Policies.Language;

namespace Remediator.Core.Policies.Evaluation;

/// <summary>What a repository policy may deny to an identity that is not known.</summary>
public static class PossibleDenials
{
    /// <summary>
    /// The statements that deny an action to somebody, counted from 0; of a statement that cannot be read nobody can say that it does not.
    /// </summary>
    public static IReadOnlyList<(int Statement, string? Sid)> Of(PolicyDocument policy, IReadOnlyList<string> actions) =>
    [
        .. from statement in policy.Statements
           where !statement.IsAllow && actions.Any(action => statement.ActionMatch(action) != Tri.False)
           select (statement.Index, statement.Sid),
    ];
}
