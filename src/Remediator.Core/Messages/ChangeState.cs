using Remediator.Core.Plans;

namespace Remediator.Core.Messages;

/// <summary>Whether the planned change stands in the repository policy, so that nobody takes a plan for a fact.</summary>
internal enum ChangeState
{
    Planned,
    InEffect,
    Restored,

    /// <summary>A write was sent, and it is not known what stands there.</summary>
    Unknown,

    /// <summary>It is not needed any more.</summary>
    Obsolete,
}

internal static class ChangeStates
{
    extension(Report report)
    {
        public ChangeState ChangeState => (report.Result, report.OutcomeWhy?.Code) switch
        {
            (Outcome.Patched.WireName or Outcome.RollbackFailed.WireName, _) => ChangeState.InEffect,
            (Outcome.RolledBack.WireName, _) => ChangeState.Restored,
            (Outcome.NotNeeded.WireName, _) => ChangeState.Obsolete,
            (Outcome.Failed.WireName, "outcome.nothing-written" or "outcome.unread-before-write") => ChangeState.Planned,
            (Outcome.PolicyMoved.WireName, "outcome.policy-moved") => ChangeState.Planned,
            (Outcome.Failed.WireName or Outcome.PolicyMoved.WireName, _) => ChangeState.Unknown,
            _ => ChangeState.Planned,
        };

        /// <summary>The policy was written, or may have been.</summary>
        public bool MayHaveWritten => report.ChangeState is ChangeState.InEffect or ChangeState.Restored or ChangeState.Unknown;
    }
}
