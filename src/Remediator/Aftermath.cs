using Remediator.Core;
using Remediator.Memory;

namespace Remediator;

/// <summary>
/// Sees to what earlier invocations have left: patches that were begun and not told of are finished or taken back, and incidents that are over
/// are told to be.
/// </summary>
public sealed class Aftermath(FactGatherer gatherer, PatchSteps steps, PlanExecutor executor, IncidentMemory memory, Teller teller, Settings settings, Rails rails, TimeProvider clock, Log log)
{
    /// <summary>The incidents of a cluster that are not over; none where the memory cannot be read, for then nothing is known to be left.</summary>
    public async Task<IReadOnlyList<Incident>> OpenAsync(Scope cluster, CancellationToken cancelled)
    {
        try
        {
            return await memory.IncidentsAsync(cluster, why => log.Error("an incident is not seen to", ("cluster", cluster.Cluster), ("why", why)), cancelled);
        }
        catch (MemoryUnavailableException e)
        {
            log.Error("what is open is not known", ("cluster", cluster.Cluster), ("why", e.Message));
            return [];
        }
    }

    /// <summary>Finishes or takes back what was begun for these incidents, side by side.</summary>
    public async Task<IReadOnlyList<(Incident Incident, Finding Finding)>> SettleAsync(IReadOnlyList<Incident> open, Run run)
    {
        // report makes no mutating call, so what was begun in another mode waits for that mode
        if (settings.Mode is Mode.Report)
            return [];
        var settled = await Task.WhenAll(open.Where(incident => incident.Patch is not null).Select(async incident => (incident, finding: await SettledAsync(incident, run))));
        return [.. settled.Where(one => one.finding is not null).Select(one => (one.incident, one.finding!))];
    }

    /// <summary>Tells of those incidents that nothing within the scope fails for any more.</summary>
    public async Task<IReadOnlyList<Finding>> ConcludeAsync(IEnumerable<Incident> open, Scope looked, IReadOnlyList<PullFailure> failing, Run run)
    {
        var over = new List<Finding>();
        foreach (var incident in open.Where(incident => incident.IsOverIn(looked, failing)))
            over.Add(await teller.TellAsync(incident.Over(clock.GetUtcNow(), rails), run));
        return over;
    }

    /// <summary>Null where nothing is left to do, or cannot be done by this invocation now.</summary>
    private async Task<Finding?> SettledAsync(Incident incident, Run run)
    {
        try
        {
            return await memory.PatchAsync(incident.Patch!, run.Cancelled) is ({ IsUnfinished: true } left, _)
                ? await executor.AloneAsync(left.Patch.Image.RepositoryArn, run, () => TakeOverAsync(left.Id, run)) : null;
        }
        catch (MemoryUnavailableException e)
        {
            log.Error("a patch that was begun could not be taken over", ("key", incident.Key), ("why", e.Message));
            return null;
        }
    }

    /// <summary>Read again under the lock: whoever held it may just have finished.</summary>
    private async Task<Finding?> TakeOverAsync(string id, Run run)
    {
        if (await memory.PatchAsync(id, run.Cancelled) is not ({ IsUnfinished: true } left, var version)
            || run.Deadline.Remaining < settings.Verify + Deadline.Reserve
            || await memory.IsStoppedAsync(run.Cancelled)
            || await steps.FoundAsync(left, run.Cancelled) is not { } found)
            return null;
        log.Warning("going on with a patch that was begun before", ("patch", id), ("phase", Names.Of(left.Phase)), ("found", Names.Of(found.Phase)));
        if (found.Outcome is Outcome.None)
        {
            // nothing was changed, so nothing is told: what still fails is planned anew
            await memory.SaveAsync(found with { Phase = PatchPhase.Told }, version, run.Cancelled);
            return null;
        }
        return await steps.FinishAsync(found, version, run.Deadline) is ({ Outcome: { } outcome } ended, var last)
            ? await executor.EndAsync(ended, last, await ToldAsync(ended, outcome, run), run) : null;
    }

    /// <summary>The finding as it would have been: today's facts, but who pulled and what stood in the policy as they were then.</summary>
    private async Task<Finding> ToldAsync(PatchRecord record, Outcome outcome, Run run)
    {
        var now = await gatherer.GatherAsync(record.Failure, run.Cancelled);
        var then = now with { Puller = Fact.Of(record.Puller), RepositoryPolicy = Fact.Of<Core.Policies.PolicyDocument?>(record.Patch.Before) };
        return (Diagnosed.Of(record.Failure, then, rails) with { Plan = new Plan.PatchPolicy(record.Patch) }).Told(outcome, rails);
    }
}
