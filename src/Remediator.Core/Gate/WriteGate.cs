using Remediator.Core.Findings;
using Remediator.Core.Incidents;
using Remediator.Core.Plans;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Gate;

/// <summary>
/// The one place that decides whether a new patch is written: from the plan and the circumstances, without reading or changing anything.
/// What the facts themselves say against a patch was decided with the plan, in <see cref="PatchPlan"/>.
/// </summary>
public static class WriteGate
{
    /// <summary>
    /// Longer than the kubelet's longest wait between two pulls, 5 minutes:
    /// https://kubernetes.io/docs/concepts/containers/images/#imagepullbackoff
    /// </summary>
    private static readonly TimeSpan s_kubeletRetries = TimeSpan.FromMinutes(6);

    /// <summary>The patch that might be written, so that the circumstances are worth reading; null where nothing can be.</summary>
    public static PolicyPatch? Candidate(Plan plan, Mode mode, ApprovalDecision? decision) => plan switch
    {
        _ when mode is Mode.Report => null,
        Plan.PatchPolicy or Plan.Ask when decision is { IsApproved: true } =>
            plan.Proposal is { } patch && patch.Hash == decision.Hash ? patch : null,
        // whatever the plan says: an Allow is added by a person's decision alone
        Plan.PatchPolicy { Patch: { IsGrant: false } patch } when decision is null && mode is Mode.Auto => patch,
        _ => null,
    };

    public static GateDecision Decide(PlannedCase planned, Circumstances circumstances) =>
        WaitForKubelet(planned, circumstances)
        ?? ByPersonsDecision(planned.Plan, circumstances)
        ?? ByHistory(planned.Plan, circumstances)
        ?? ByStorm(planned.Plan, circumstances)
        ?? (Candidate(planned.Plan, circumstances.Mode, circumstances.Decision) is { } patch
            ? WhyNotNow(planned, patch, circumstances) ?? WhyAsk(planned, circumstances) ?? (GateDecision)new GateDecision.Write(patch)
            : new GateDecision.Leave());

    /// <summary>Until the kubelet's next try, an old refusal is no evidence that something else denies the pull.</summary>
    private static GateDecision.Wait? WaitForKubelet(PlannedCase planned, Circumstances circumstances) =>
        planned.Verdict.Cause is Cause.DeniedElsewhere && ValueOf(circumstances.PatchedAt) is { } patched
        && circumstances.Now - patched < s_kubeletRetries
            ? new GateDecision.Wait(new Message("gate.settling"), IsDone: true) : null;

    /// <summary>A rejected plan is not carried out; with an approval, only the approved plan is.</summary>
    private static GateDecision? ByPersonsDecision(Plan plan, Circumstances circumstances)
    {
        if (circumstances.Decision is not { } decision || plan is not (Plan.PatchPolicy or Plan.Ask) || plan.Proposal is not { } patch)
            return null;
        if (patch.Hash != decision.Hash)
            return plan is Plan.PatchPolicy ? new GateDecision.Ask(new Message("gate.not-the-decided-plan")) : null;
        return decision.IsApproved ? null
            : new GateDecision.Refuse(new Message("gate.rejected-via", ("channel", decision.Channel)), ByPerson: true);
    }

    /// <summary>
    /// What people decided about the same plan before, and what came of it. What cannot be read may have been a rejection.
    /// </summary>
    private static GateDecision? ByHistory(Plan plan, Circumstances circumstances)
    {
        if (circumstances.Mode is Mode.Report || plan is not (Plan.PatchPolicy or Plan.Ask) || plan.Proposal is null
            || IsApproved(plan, circumstances))
            return null;
        if (ValueOf(circumstances.Approval) is { State: ApprovalState.Rejected })
            return new GateDecision.Refuse(new Message("gate.rejected"), ByPerson: true);
        if (plan is not Plan.PatchPolicy)
            return null;
        return (circumstances.Approval?.Gap ?? circumstances.Precedent?.Gap) is { } gap
            ? new GateDecision.Ask(new Message("gate.history-unread", ("why", gap))) { Gap = gap }
            : ValueOf(circumstances.Precedent)?.WhyNotAgain is { } reason ? new GateDecision.Ask(reason)
            : null;
    }

    /// <summary>Many repositories that deny pulls at once may be somebody's intention.</summary>
    private static GateDecision.Ask? ByStorm(Plan plan, Circumstances circumstances) =>
        plan is Plan.PatchPolicy && circumstances is { Mode: Mode.Auto, Decision: null }
        && circumstances.RepositoriesToPatch > circumstances.MaxPatchesPerHour
            ? new GateDecision.Ask(new Message("gate.storm",
                ("count", circumstances.RepositoriesToPatch), ("limit", circumstances.MaxPatchesPerHour))) : null;

    /// <summary>Why nothing may be written now, with or without an approval.</summary>
    private static GateDecision? WhyNotNow(PlannedCase planned, PolicyPatch patch, Circumstances circumstances)
    {
        if (circumstances.TimeLeft < circumstances.TimeNeeded)
            return new GateDecision.Refuse(new Message("gate.too-late",
                ("left", (long)Math.Round(circumstances.TimeLeft.TotalSeconds)), ("verify", (long)circumstances.VerifyTime.TotalSeconds)));
        if (circumstances.Unread is { } gap)
            return new GateDecision.Refuse(new Message("gate.no-table", ("why", gap))) { Gap = gap };
        if (!ValueOf(circumstances.HasLock))
            return new GateDecision.Wait(new Message("gate.repository-locked"));
        // the facts may be older than our own last write, and would then take it for a change by someone else
        if (ValueOf(circumstances.PatchedAt) is { } patched && patched >= planned.Facts.AsOf)
            return new GateDecision.Wait(new Message("gate.patched-since"));
        if (UnfinishedOrDone(patch, circumstances) is { } wait)
            return wait;
        if (ValueOf(circumstances.IsStopped))
            return new GateDecision.Refuse(new Message("gate.stopped"));
        if (circumstances.Decision is not null && ValueOf(circumstances.Approval)?.WhyNot(circumstances.Now) is { } invalid)
            return new GateDecision.Refuse(new Message("gate.approval-invalid", ("why", invalid)));
        return !circumstances.IsStoreShared && circumstances.PatchedByThisProcess is { } other && other != patch.Image.RepositoryArn
            ? new GateDecision.Refuse(new Message("gate.one-repository")) : null;
    }

    private static GateDecision.Wait? UnfinishedOrDone(PolicyPatch patch, Circumstances circumstances) =>
        ValueOf(circumstances.LatestPatch) switch
        {
            // a new record would take the place of this one, and nobody would be notified of how it ended
            { IsUnfinished: true } when !circumstances.IsLatestPatchNotified => new GateDecision.Wait(new Message("gate.unfinished-patch")),
            { EndedAt: { } ended } latest when latest.Patch.Hash == patch.Hash && ended >= circumstances.StartedAt =>
                new GateDecision.Wait(new Message("gate.done-by-another"), IsDone: true),
            _ => null,
        };

    /// <summary>Why a person has to decide, by what is known now; one who approved has seen what was done before.</summary>
    private static GateDecision.Ask? WhyAsk(PlannedCase planned, Circumstances circumstances)
    {
        if (circumstances.Decision is not null)
            return null;
        var facts = planned.Facts with { PolicyChangedBy = circumstances.PolicyChangedBy ?? planned.Facts.PolicyChangedBy };
        if (DeliberateDeny.Sign(facts) is { } deliberate)
            return new GateDecision.Ask(deliberate);
        return ValueOf(circumstances.PatchesThisHour) < circumstances.MaxPatchesPerHour ? null
            : new GateDecision.Ask(new Message("gate.budget-spent", ("count", circumstances.MaxPatchesPerHour)));
    }

    private static bool IsApproved(Plan plan, Circumstances circumstances) =>
        circumstances.Decision is { IsApproved: true } decision && decision.Hash == plan.Proposal?.Hash;

    /// <summary>
    /// The default where the fact was not read; <see cref="Circumstances.Unread"/> keeps a write from being decided on it.
    /// </summary>
    private static T? ValueOf<T>(Fact<T>? fact) => fact is Fact<T>.Known { Value: var value } ? value : default;
}
