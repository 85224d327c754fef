using Remediator.Core.Common;
using Remediator.Core.Findings;
using Remediator.Core.Incidents;
using Remediator.Core.Plans;
using Remediator.Core.Verdicts;
using Remediator.Core.Wording;

namespace Remediator.Core.Gate;

/// <summary>The one place that decides whether a plan is carried out: from the plan and the circumstances, without reading or changing anything.</summary>
public static class WriteGate
{
    /// <summary>
    /// Longer than the kubelet's longest wait between two pulls, 5 minutes: https://kubernetes.io/docs/concepts/containers/images/#imagepullbackoff
    /// </summary>
    private static readonly TimeSpan KubeletRetries = TimeSpan.FromMinutes(6);

    /// <summary>The patch that might be written, so that the circumstances are worth reading; null where nothing can be.</summary>
    public static PolicyPatch? Candidate(Plan plan, Mode mode, ApprovalDecision? decision) => plan switch
    {
        _ when mode is Mode.Report => null,
        Plan.PatchPolicy or Plan.Ask when decision is { IsApproved: true } => plan.Proposal is { } patch && patch.Hash == decision.Hash ? patch : null,
        Plan.PatchPolicy { Patch: var patch } when decision is null && mode is Mode.Auto => patch,
        _ => null,
    };

    public static GateDecision Decide(PlannedCase planned, Circumstances now) =>
        Settling(planned, now)
        ?? Decided(planned.Plan, now)
        ?? Precedents(planned.Plan, now)
        ?? (Candidate(planned.Plan, now.Mode, now.Decision) is { } patch ? Write(planned, patch, now) : new GateDecision.Leave());

    /// <summary>A pod that was refused waits for up to 5 minutes; until then nothing that allows it now is denied elsewhere.</summary>
    private static GateDecision.Wait? Settling(PlannedCase planned, Circumstances now) =>
        planned.Verdict.Cause is Cause.DeniedElsewhere && Value(now.PatchedAt) is { } at && now.Now - at < KubeletRetries
            ? new(new Message("gate.settling"), IsDone: true) : null;

    /// <summary>What a person decided counts for exactly that plan: what was rejected is left alone, and beside what was approved nothing is done.</summary>
    private static GateDecision? Decided(Plan plan, Circumstances now) => (now.Decision, plan) switch
    {
        (not null, not (Plan.PatchPolicy or Plan.Ask)) or (not null, { Proposal: null }) => null,
        ({ IsApproved: false } decision, { Proposal: { } patch }) when patch.Hash == decision.Hash =>
            new GateDecision.Refuse(new Message("gate.rejected-via", ("channel", decision.Channel)), ByPerson: true),
        ({ } decision, Plan.PatchPolicy { Patch: var patch }) when patch.Hash != decision.Hash => new GateDecision.Ask(new Message("gate.not-the-decided-plan")),
        _ => null,
    };

    /// <summary>The plan as it was decided about and carried out before; what cannot be read may have been a no, so it is asked about.</summary>
    private static GateDecision? Precedents(Plan plan, Circumstances now)
    {
        if (now.Mode is Mode.Report || plan is not (Plan.PatchPolicy or Plan.Ask) || plan.Proposal is null)
            return null;
        if (now.Decision is { IsApproved: true } decision && decision.Hash == plan.Proposal.Hash)
            return null;
        if (Value(now.Approval) is { State: ApprovalState.Rejected })
            return new GateDecision.Refuse(new Message("gate.rejected"), ByPerson: true);
        if (plan is not Plan.PatchPolicy)
            return null;
        return (now.Approval?.Gap ?? now.Precedent?.Gap) is { } gap ? new GateDecision.Ask(new Message("gate.history-unread", ("why", gap)))
            : Value(now.Precedent)?.WhyNotAgain is { } taught ? new GateDecision.Ask(taught)
            : now.Decision is null && now.Mode is Mode.Auto && now.RepositoriesToPatch > now.MaxPatchesPerHour
                ? new GateDecision.Ask(new Message("gate.storm", ("count", now.RepositoriesToPatch), ("limit", now.MaxPatchesPerHour)))
            : null;
    }

    private static GateDecision Write(PlannedCase planned, PolicyPatch patch, Circumstances now) =>
        Prevented(planned, patch, now) ?? (GateDecision?)Asked(planned, now) ?? new GateDecision.Write(patch);

    /// <summary>Why nothing may be written now, with or without an approval.</summary>
    private static GateDecision? Prevented(PlannedCase planned, PolicyPatch patch, Circumstances now)
    {
        if (now.TimeLeft < now.TimeNeeded)
            return new GateDecision.Refuse(new Message("gate.too-late",
                ("left", (long)Math.Round(now.TimeLeft.TotalSeconds)), ("verify", (long)now.VerifyTime.TotalSeconds)));
        if (Unread(now) is { } gap)
            return new GateDecision.Refuse(new Message("gate.no-table", ("why", gap)));
        if (!Value(now.HasLock))
            return new GateDecision.Wait(new Message("gate.repository-locked"));
        // what was read before our own last write would pass for a change by someone else
        if (Value(now.PatchedAt) is { } at && at >= planned.Facts.AsOf)
            return new GateDecision.Wait(new Message("gate.patched-since"));
        if (Latest(patch, now) is { } latest)
            return latest;
        if (Value(now.IsStopped))
            return new GateDecision.Refuse(new Message("gate.stopped"));
        if (now.Decision is not null && Value(now.Approval)?.WhyNot(now.Now) is { } invalid)
            return new GateDecision.Refuse(new Message("gate.approval-invalid", ("why", invalid)));
        return !now.IsStoreShared && now.PatchedByThisProcess is { } other && other != patch.Image.RepositoryArn
            ? new GateDecision.Refuse(new Message("gate.one-repository")) : null;
    }

    private static GateDecision.Wait? Latest(PolicyPatch patch, Circumstances now) => Value(now.LatestPatch) switch
    {
        // with another record in its place nobody would be notified of its end
        { IsUnfinished: true } when !now.IsLatestPatchNotified => new(new Message("gate.unfinished-patch")),
        { EndedAt: { } ended } latest when latest.Patch.Hash == patch.Hash && ended >= now.StartedAt => new(new Message("gate.done-by-another"), IsDone: true),
        _ => null,
    };

    /// <summary>Why a person has to decide, by what is known now; one who approves has seen what was done before.</summary>
    private static GateDecision.Ask? Asked(PlannedCase planned, Circumstances now)
    {
        if (now.Decision is not null)
            return null;
        if (DeliberateDeny.Sign(planned.Facts with { PolicyChangedBy = now.PolicyChangedBy ?? planned.Facts.PolicyChangedBy }) is { } deliberate)
            return new(deliberate);
        return Value(now.PatchesThisHour) < now.MaxPatchesPerHour ? null : new(new Message("gate.budget-spent", ("count", now.MaxPatchesPerHour)));
    }

    /// <summary>Whatever the store could not say keeps a write from being made.</summary>
    private static Message? Unread(Circumstances now) =>
        new IFact?[] { now.HasLock, now.IsStopped, now.Approval, now.Precedent, now.PatchesThisHour, now.PatchedAt, now.LatestPatch, now.PolicyChangedBy }
            .Select(fact => fact?.Gap).FirstOrDefault(gap => gap is not null);

    private static T? Value<T>(Fact<T>? fact) => fact is Fact<T>.Known { Value: var value } ? value : default;
}
