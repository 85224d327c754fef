using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Language;

namespace Remediator.Core.Policies.Fixing;

/// <summary>The registry policy is the account's own fence, which is never edited; behind it no repository policy helps.</summary>
internal static class RegistryFence
{
    /// <summary>Why a changed repository policy would not let the role pull, or null.</summary>
    public static Message? Around(FixCase need) => EcrActions.Pull
        .Select(action => AccessEvaluation.Of(need.May(action, null)))
        .Where(decision => decision.Answer is PolicyAnswer.ExplicitlyDenied)
        .SelectMany(decision => decision.DecidedBy)
        .FirstOrDefault(decider => decider.Policy is PolicyKind.Registry) is { } fence
            ? new Message("fix.registry-denies-too", ("statement", EditGuard.Name(fence.Statement, fence.Sid)))
            : null;
}
