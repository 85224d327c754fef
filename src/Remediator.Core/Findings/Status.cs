using Remediator.Core.Plans;

namespace Remediator.Core.Findings;

/// <summary>Where an incident stands, as the contract spells it in kebab case.</summary>
public enum Status
{
    Diagnosed,
    Fixed,
    RolledBack,
    AwaitingApproval,
    Refused,
    Resolved,
    Failed,
}

public static class StatusNames
{
    private static readonly WireNames<Status> s_names = new(
        (Status.Diagnosed, "diagnosed"),
        (Status.Fixed, "fixed"),
        (Status.RolledBack, "rolled-back"),
        (Status.AwaitingApproval, "awaiting-approval"),
        (Status.Refused, "refused"),
        (Status.Resolved, "resolved"),
        (Status.Failed, "failed"));

    extension(Status status)
    {
        public string WireName => s_names.Of(status);

        /// <summary>
        /// Where an incident stands after an invocation. "refused": the gate found a reason against writing now, a person rejected the
        /// plan, or a rule of the guardrails forbids it for good. "resolved" is also what <see cref="Incidents.Resolution"/> gives an
        /// incident of which nothing fails any more.
        /// </summary>
        public static Status Of(Plan plan, Outcome outcome, Mode mode) => outcome switch
        {
            Outcome.Patched => Status.Fixed,
            Outcome.NotNeeded => Status.Resolved,
            Outcome.RolledBack => Status.RolledBack,
            Outcome.Refused => Status.Refused,
            Outcome.RollbackFailed or Outcome.Failed or Outcome.PolicyMoved => Status.Failed,
            _ when mode is Mode.Report => Status.Diagnosed,
            _ => plan switch
            {
                Plan.Ask => Status.AwaitingApproval,
                Plan.PatchPolicy when mode is Mode.Approve => Status.AwaitingApproval,
                Plan.LeaveAlone { Refused: true } => Status.Refused,
                _ => Status.Diagnosed,
            },
        };

        /// <exception cref="FormatException">It has another name.</exception>
        public static Status FromWire(string name) => s_names.Parse(name);
    }
}
