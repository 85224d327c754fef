using Remediator.Core.Findings;
using Remediator.Core.Plans;

namespace Remediator.Core.Messages;

/// <summary>One sentence about what was done about a failure.</summary>
public static class OutcomeLine
{
    public static Message Of(Report report) => (report.Result, report.Action) switch
    {
        (Outcome.Patched.WireName, _) => Patched(report),
        (Outcome.RolledBack.WireName, _) when report.IsByPerson =>
            new Message("outcome-line.rolled-back-by-person"),
        (Outcome.RolledBack.WireName, _) => new Message("outcome-line.rolled-back"),
        (Outcome.RollbackFailed.WireName, _) => new Message("outcome-line.rollback-failed"),
        (Outcome.PolicyMoved.WireName, _) => new Message("outcome-line.policy-moved"),
        (Outcome.NotNeeded.WireName, _) => new Message("outcome-line.not-needed"),
        (Outcome.Refused.WireName, _) => new Message("outcome-line.refused"),
        (Outcome.Failed.WireName, _) => new Message("outcome-line.failed"),
        _ when report.IsAhead => new Message("outcome-line.nothing-fails-yet"),
        (_, Plan.Ask.WireName) => new Message("outcome-line.needs-approval", ("why", report.Why)),
        _ when report.Status is Status.AwaitingApproval => new Message("outcome-line.every-change-needs-approval"),
        (_, Plan.PatchPolicy.WireName) => new Message("outcome-line.only-reported"),
        _ => new Message("outcome-line.nothing-changed"),
    };

    private static Message Patched(Report report) => (report.Verified, report.Ready) switch
    {
        (false, _) => new Message("outcome-line.patched-unseen"),
        (_, true) => new Message("outcome-line.patched-and-ready"),
        (_, false) => new Message("outcome-line.patched-not-ready"),
        _ => new Message("outcome-line.patched-and-pulled"),
    };
}
