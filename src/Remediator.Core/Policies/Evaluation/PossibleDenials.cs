using Remediator.Core.Policies.Language;

namespace Remediator.Core.Policies.Evaluation;

/// <summary>What a repository's or a registry's policy may deny to an identity that is not known.</summary>
internal static class PossibleDenials
{
    /// <summary>
    /// The statements that deny an action to somebody, counted from 0; of a statement that cannot be read nobody can say that it does not.
    /// </summary>
    public static IReadOnlyList<(int Statement, string? Sid)> Of(
        PolicyDocument policy, PolicyKind kind, IReadOnlyList<string> actions, string resource, RequestContext context) =>
    [
        .. from statement in policy.Statements
           where !statement.IsAllow && actions.Any(action => statement.Applies(
               new Request(new Principal.Someone(), action, resource, context, hasBoundary: false), kind) != Tri.False)
           select (statement.Index, statement.Sid),
    ];
}
