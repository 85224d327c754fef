using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Plans;
using Remediator.Core.Proposals;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Findings;

/// <summary>All that people and programs learn about one failure, in no shape and no language yet.</summary>
/// <param name="Plan">As it stands after the gate's decision.</param>
public sealed record Finding(PullFailure Failure, Verdict Verdict, Plan Plan, Outcome Outcome, Puller? Puller, Status Status)
{
    /// <summary>What became of a plan that was, or was not, carried out.</summary>
    public static Finding Of(PlannedCase planned, GateDecision decision, Outcome outcome, Mode mode)
    {
        var (plan, verdict) = (After(planned.Plan, decision), planned.Verdict);
        var whole = verdict with
        {
            Evidence = [.. verdict.Evidence, .. Closing(plan, outcome, mode)],
            Unknowns = [.. verdict.Unknowns, .. Unread(decision, outcome)],
        };
        return new(planned.Failure, whole, plan, outcome, planned.Case.Puller, Status.Of(plan, outcome, mode))
        {
            DiagnosisTime = planned.DiagnosisTime,
            // where the repository policy is the one to change, the plan has the change
            Proposal = plan.Proposal is null && outcome is Outcome.None
                ? ProposedChange.For(planned.Failure, planned.Facts, planned.Verdict)
                : null,
        };
    }

    /// <summary>Nothing was carried out, for the reason that the gate gave.</summary>
    public static Finding Of(PlannedCase planned, GateDecision decision, Mode mode)
    {
        Outcome outcome = decision switch
        {
            GateDecision.Refuse { ByPerson: false, Why: var why } => new Outcome.Refused(why),
            GateDecision.Wait { IsDone: true, Why: var why } => new Outcome.NotNeeded(why),
            GateDecision.Wait { Why: var why } => new Outcome.Refused(why),
            _ => new Outcome.None(),
        };
        return Of(planned, decision, outcome, mode) with { IsLeftToOthers = decision is GateDecision.Wait };
    }

    /// <summary>The same finding where nobody can be asked after all.</summary>
    public Finding Refused(Message why) => this with { Outcome = new Outcome.Refused(why), Status = Status.Refused };

    /// <summary>The same finding where the plan was rejected in the meantime.</summary>
    public Finding Rejected(Message why) =>
        this with { Plan = new Plan.LeaveAlone(why, Plan.Proposal, Refused: true), Status = Status.Refused };

    private static Plan After(Plan plan, GateDecision decision) => (decision, plan.Proposal) switch
    {
        (GateDecision.Ask ask, { } patch) => new Plan.Ask(ask.Why, patch),
        (GateDecision.Refuse { ByPerson: true } refusal, { } patch) => new Plan.LeaveAlone(refusal.Why, patch, Refused: true),
        _ => plan,
    };

    public string Key => IncidentKey.Of(Failure, Puller, Verdict.Cause);

    /// <summary>The exact change of what this program never writes; null where none could be computed, or the plan has one.</summary>
    public ProposedChange? Proposal { get; init; }

    /// <summary>How long the diagnosis took.</summary>
    public TimeSpan DiagnosisTime { get; init; }

    /// <summary>The id of the patch whose end this reports; null where it reports none.</summary>
    public string? Ends { get; init; }

    /// <summary>
    /// The same for the same message sent again, which happens where a process is stopped between sending it and remembering that; null
    /// before it is sent.
    /// </summary>
    public string? Message { get; init; }

    /// <summary>People have to be notified, since they are asked something that they were not asked before.</summary>
    public bool IsNewlyAsked { get; init; }

    /// <summary>Another invocation handles it at this moment, and tells people what came of it.</summary>
    public bool IsLeftToOthers { get; init; }

    /// <summary>Until when the plan may be approved; null where nobody is asked.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Where a decision about the plan is taken from; null where nobody is asked.</summary>
    public TableName? Table { get; init; }

    /// <summary>Nothing is left to watch: fixed and verified, or resolved by itself.</summary>
    public bool IsClosed => Status is Status.Resolved || (Status is Status.Fixed && Outcome.Verified);

    /// <summary>The same finding with something more that is not known.</summary>
    public Finding Lacking(Message gap) => this with { Verdict = Verdict with { Unknowns = [.. Verdict.Unknowns, gap] } };

    /// <summary>What was missing after the verdict: for the decision, or to see what came of a write.</summary>
    private static IEnumerable<Message> Unread(GateDecision decision, Outcome outcome) =>
    [
        .. decision.Gap is { } gap ? [Gaps.Of(new Message("fact.incident-table"), gap)] : Array.Empty<Message>(),
        .. outcome.Unread.Distinct(),
        .. outcome is Outcome.Patched { NotSeen: { } why } ? [Gaps.Of(new Message("fact.pull-after-write"), why)] : Array.Empty<Message>(),
    ];

    private static Evidence[] Closing(Plan plan, Outcome outcome, Mode mode) => outcome switch
    {
        Outcome.None => [new(Step.Remediation, StepResult.Skipped, WhyNot(plan, mode), CommandOf(plan))],
        Outcome.Patched patched =>
        [
            new(Step.Remediation, StepResult.Pass, new Message("remediation.written"), CommandOf(plan)),
            new(Step.Verification, patched.Pulled ? StepResult.Pass : StepResult.Unknown, patched.Verification, null),
        ],
        Outcome.RolledBack { IsByPerson: true } => [new(Step.Remediation, StepResult.Pass, outcome.Why!, CommandOf(plan))],
        Outcome.NotNeeded or Outcome.Refused => [new(Step.Remediation, StepResult.Skipped, outcome.Why!, CommandOf(plan))],
        _ => [new(Step.Remediation, StepResult.Fail, outcome.Why!, CommandOf(plan))],
    };

    /// <summary>A change that nothing speaks against is held back by the mode alone.</summary>
    private static Message WhyNot(Plan plan, Mode mode) => (plan, mode) switch
    {
        (Plan.PatchPolicy, Mode.Report) => new Message("remediation.only-reported"),
        (Plan.PatchPolicy, Mode.Approve) => new Message("remediation.needs-approval"),
        _ => plan.Why,
    };

    private static string? CommandOf(Plan plan) => plan.Proposal is { } patch
        ? ShellCommands.SetRepositoryPolicy(patch.Image, patch.After)
        : (plan as Plan.LeaveAlone)?.Command;
}
