using Remediator.Core.Facts;
using Remediator.Core.Findings;
using Remediator.Core.Gate;
using Remediator.Core.Incidents;
using Remediator.Core.Plans;
using Remediator.Core.Verdicts;
using Remediator.Gate;
using Remediator.Gather;
using Remediator.Scan;
using Remediator.State;

namespace Remediator.Repair;

/// <summary>An incident that is open.</summary>
/// <param name="Interrupted">The id of a patch that was started for it and whose end nobody was notified of; null where there is
/// none.</param>
public sealed record OpenIncident(Incident Incident, string? Interrupted);

/// <summary>
/// Handles what earlier invocations have left: finds what is open, and finishes or rolls back interrupted patches.
/// What the table says is checked first, see <see cref="RecordCheck"/>.
/// </summary>
public sealed class Recovery(
    FactGatherer gatherer, PatchRun run, RepositoryLock locks, IncidentStore store, Guardrails guardrails, TimeProvider clock, Log log)
{
    /// <summary>
    /// What is open in the clusters of a walk; nothing where the store cannot be read, for then nothing is known to be left.
    /// </summary>
    public async Task<IReadOnlyList<OpenIncident>> OpenAsync(Walk walk, Invocation invocation) =>
        [.. (await Bounded.SelectAsync(walk.Looks, look => OpenAsync(look.Scope, invocation.Cancelled))).SelectMany(open => open)];

    /// <summary>Finishes or rolls back what was started for an incident.</summary>
    /// <returns>Nothing where nothing is left to do, or cannot be done by this invocation now.</returns>
    public async Task<IReadOnlyList<Notice>> ResumeAsync(OpenIncident open, Invocation invocation)
    {
        // report makes no mutating call, so what was started in another mode waits for that mode
        if (guardrails.Mode is Mode.Report || open.Interrupted is not { } id)
            return [];
        log.Incident = open.Incident.Key;
        try
        {
            if (await store.PatchAsync(id, invocation.Cancelled) is not ({ IsUnfinished: true } interrupted, _))
                return [];
            await using var lease = await locks.TakeAsync(interrupted.Patch.Image.RepositoryArn, invocation);
            return lease is null ? [] : await ResumeAsync(open.Incident, id, invocation);
        }
        catch (StoreUnavailableException e)
        {
            log.Error("an interrupted patch could not be resumed", e, ("key", open.Incident.Key));
            return [];
        }
    }

    private async Task<IReadOnlyList<OpenIncident>> OpenAsync(Scope cluster, CancellationToken cancelled)
    {
        try
        {
            var incidents = await store.OpenAsync(
                cluster, why => log.Error("an open incident cannot be read", ("cluster", cluster.Cluster), ("why", $"{why}")), cancelled);
            return await Bounded.SelectAsync(incidents.Where(incident => incident.Failure.Scope.IsIn(cluster)),
                async incident => new OpenIncident(incident, await InterruptedAsync(incident, cancelled)));
        }
        catch (StoreUnavailableException e)
        {
            log.Error("what is open is not known", e, ("cluster", cluster.Cluster));
            return [];
        }
    }

    /// <summary>Where it cannot be read, there may be one: the incident is not closed then.</summary>
    private async Task<string?> InterruptedAsync(Incident incident, CancellationToken cancelled)
    {
        try
        {
            return incident.Patch is { } id && await store.PatchAsync(id, cancelled) is ({ IsUnfinished: true }, _) ? id : null;
        }
        catch (StoreUnavailableException e)
        {
            log.Error("whether a patch was interrupted is not known", e, ("key", incident.Key));
            return incident.Patch;
        }
    }

    /// <summary>Read again under the lock: its last holder may just have finished.</summary>
    private async Task<IReadOnlyList<Notice>> ResumeAsync(Incident incident, string id, Invocation invocation)
    {
        if (await store.PatchAsync(id, invocation.Cancelled) is not ({ IsUnfinished: true } interrupted, var version))
            return [];
        log.Warning("resuming an interrupted patch", ("patch", id), ("phase", interrupted.Phase.WireName));
        // where people are to be notified of an end that was reached, nothing is written any more
        if (interrupted.Phase is not PatchPhase.Ended)
        {
            var now = await gatherer.GatherAsync(interrupted.Failure, invocation.Cancelled);
            switch (Belongs(interrupted, id, incident) ? RecordCheck.WhyNot(interrupted, now, guardrails)
                : Fact.Of<Message?>(new Message("record.other-incident")))
            {
                case Fact<Message?>.Unknown { Why: var gap }:
                    log.Warning("an interrupted patch is left to a later event",
                        ("patch", id), ("why", $"{new Message("record.unread", ("why", gap))}"));
                    return [];
                case Fact<Message?>.Known { Value: { } why }:
                    return [await RefusedAsync(
                        interrupted with { Id = id }, version, new Message("record.refused", ("why", why)), now, invocation)];
            }
        }
        if (await run.ResumeAsync(Checked(interrupted), version, invocation) is not { } end)
            return [];
        var planned = await AsItWasAsync(end.Record, incident.Cause, invocation);
        return [new(Finding.Of(planned, new GateDecision.Write(end.Record.Patch), end.Record.Outcome!,
            guardrails.Mode) with { Ends = id }, end)];
    }

    private static bool Belongs(PatchRecord record, string id, Incident incident) =>
        record.Id == id && record.Incident == incident.Key && record.Failure.Scope.IsIn(incident.Failure.Scope);

    /// <summary>Only pods that pull in the way that was checked are evidence.</summary>
    private static PatchRecord Checked(PatchRecord record) => record with
    {
        Failure = record.Failure with { Ways = [(record.Failure.Compute.GroupKey, record.Failure.Credentials.GroupKey)] },
    };

    /// <summary>People are notified, and nobody is asked to apply what the record says.</summary>
    private async Task<Notice> RefusedAsync(PatchRecord record, long version, Message why, PullFacts now, Invocation invocation)
    {
        log.Error("a stored patch was not acted on", ("patch", record.Id), ("why", $"{why}"));
        var outcome = new Outcome.Failed(why) { MayHaveWritten = true };
        var end = await run.FinishAsync(record.EndingIn(outcome, clock.GetUtcNow()), version, invocation.Time);
        var planned = new PlannedCase(PullCase.Diagnose(record.Failure, now),
            new Plan.LeaveAlone(new Message("record.next"), null, Refused: false));
        return new(Finding.Of(planned, new GateDecision.Leave(), outcome, guardrails.Mode) with { Ends = record.Id }, end);
    }

    /// <summary>Today's facts, but who pulled, what stood in the policy and what was to blame as they were then.</summary>
    private async Task<PlannedCase> AsItWasAsync(PatchRecord record, Cause cause, Invocation invocation)
    {
        var now = await gatherer.GatherAsync(record.Failure, invocation.Cancelled);
        var then = now with { Puller = Fact.Of(record.Puller), RepositoryPolicy = Fact.Of(record.Patch.Before) };
        var verdict = Diagnosis.Of(record.Failure, then) with { Cause = cause };
        return new(new PullCase(record.Failure, then, verdict), new Plan.PatchPolicy(record.Patch));
    }
}
