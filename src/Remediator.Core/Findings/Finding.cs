using Remediator.Core.Common;
using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Plans;
using Remediator.Core.Verdicts;
using Remediator.Core.Wording;

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

        /// <exception cref="FormatException">It has another name.</exception>
        public static Status FromWire(string name) => s_names.Parse(name);
    }
}

/// <summary>All that is reported about one failure, whatever the channel.</summary>
public sealed record Finding(PullFailure Failure, Verdict Verdict, Plan Plan, Outcome Outcome, Puller? Puller, Status Status)
{
    public static Finding Of(PullFailure failure, PullFacts facts, Verdict verdict, Plan plan, Outcome outcome, Guardrails guardrails) =>
        new(failure, verdict with { Evidence = [.. verdict.Evidence, .. Closing(plan, outcome)] }, plan, outcome,
            (facts.Puller as Fact<Puller>.Known)?.Value, StatusOf(plan, outcome, guardrails.Mode));

    public string Key => IncidentKey.Of(this);

    /// <summary>How long the diagnosis took.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>The id of the patch whose end this tells; null where it tells of none.</summary>
    public string? Ends { get; init; }

    /// <summary>
    /// The same for the same message sent again, which happens where a process is stopped between sending it and remembering that; null
    /// before it is sent.
    /// </summary>
    public string? Message { get; init; }

    /// <summary>Until when the plan may be approved; null where nobody is asked.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Nothing is left to watch: fixed and verified, or resolved by itself.</summary>
    public bool IsClosed => Status is Status.Resolved || (Status is Status.Fixed && Outcome.Verified);

    private static Status StatusOf(Plan plan, Outcome outcome, Mode mode) => outcome switch
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

    private static Evidence[] Closing(Plan plan, Outcome outcome) => outcome switch
    {
        Outcome.None => [new(Step.Remediation, StepResult.Skipped, plan.Why, ByHandOf(plan))],
        Outcome.Patched patched =>
        [
            new(Step.Remediation, StepResult.Pass, new Message("remediation.written"), ByHandOf(plan)),
            new(Step.Verification, patched.Pulled ? StepResult.Pass : StepResult.Unknown, patched.Told, null),
        ],
        Outcome.NotNeeded or Outcome.Refused => [new(Step.Remediation, StepResult.Skipped, outcome.Why!, ByHandOf(plan))],
        _ => [new(Step.Remediation, StepResult.Fail, outcome.Why!, ByHandOf(plan))],
    };

    private static string? ByHandOf(Plan plan) =>
        plan.Proposal is { } patch ? ShellCommands.SetRepositoryPolicy(patch.Image, patch.After) : null;
}
