using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Language;

namespace Remediator.Core.Policies.Fixing;

/// <summary>The registry policy is never edited, and where it denies too, no change of a repository policy helps.</summary>
internal static class RegistryGuard
{
    /// <summary>Why a changed repository policy would not let the role pull, or null.</summary>
    public static Message? WhyNot(FixCase need) => EcrActions.Pull
        .Select(action => AccessEvaluation.Of(need.May(action, null)))
        .Where(decision => decision.Answer is PolicyAnswer.ExplicitlyDenied)
        .SelectMany(decision => decision.DecidedBy)
        .FirstOrDefault(decider => decider.Policy is PolicyKind.Registry) is { } denying
            ? new Message("fix.registry-denies-too", ("statement", EditGuard.Name(denying.Statement, denying.Sid)))
            : null;
}
