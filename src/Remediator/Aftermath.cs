using Remediator.Core;
using Remediator.Memory;

namespace Remediator;

/// <summary>
/// Sees to what earlier invocations have left: patches that were begun and not told of are finished or taken back, and incidents that are over
/// are told to be.
/// </summary>
public sealed class Aftermath(FactGatherer gatherer, PatchCourse course, RepositoryLock locks, IncidentMemory memory, Teller teller, Settings settings, Rails rails, TimeProvider clock, Log log)
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

    /// <summary>Finishes or takes back what was begun for an incident.</summary>
    /// <returns>Null where nothing is left to do, or cannot be done by this invocation now.</returns>
    /// <exception cref="UntoldException">It is done, and could not be told.</exception>
    public async Task<Finding?> SettleAsync(Incident incident, Run run)
    {
        // report makes no mutating call, so what was begun in another mode waits for that mode
        if (settings.Mode is Mode.Report || incident.Patch is not { } id)
            return null;
        try
        {
            return await memory.PatchAsync(id, run.Cancelled) is ({ IsUnfinished: true } left, _)
                ? await locks.AloneAsync(left.Patch.Image.RepositoryArn, run, () => TakeOverAsync(id, run)) : null;
        }
        catch (MemoryUnavailableException e)
        {
            log.Error("a patch that was begun could not be taken over", ("key", incident.Key), ("why", e.Message));
            return null;
        }
    }

    /// <summary>Tells that an incident is over, where nothing within the scope fails for it any more and no patch is left to be told of; otherwise null.</summary>
    /// <exception cref="UntoldException">It is over, and could not be told.</exception>
    public async Task<Finding?> ConcludeAsync(Incident incident, Scope looked, IReadOnlyList<PullFailure> failing, Run run) =>
        incident.IsOverIn(looked, failing) && !await IsUnfinishedAsync(incident, run.Cancelled) ? await teller.TellAsync(incident.Over(clock.GetUtcNow(), rails), run) : null;

    private async Task<bool> IsUnfinishedAsync(Incident incident, CancellationToken cancelled)
    {
        try
        {
            return incident.Patch is { } id && await memory.PatchAsync(id, cancelled) is ({ IsUnfinished: true }, _);
        }
        catch (MemoryUnavailableException e)
        {
            log.Error("whether a patch is left to be told of is not known", ("key", incident.Key), ("why", e.Message));
            return true;
        }
    }

    /// <summary>Read again under the lock: whoever held it may just have finished.</summary>
    private async Task<Finding?> TakeOverAsync(string id, Run run)
    {
        if (await memory.PatchAsync(id, run.Cancelled) is not ({ IsUnfinished: true } left, var version))
            return null;
        log.Warning("going on with a patch that was begun before", ("patch", id), ("phase", Names.Of(left.Phase)));
        return await course.GoOnAsync(left, version, (ended, outcome) => ToldAsync(ended, outcome, run), run);
    }

    /// <summary>The finding as it would have been: today's facts, but who pulled, what stood in the policy and what was to blame as they were then.</summary>
    private async Task<Finding> ToldAsync(PatchRecord record, Outcome outcome, Run run)
    {
        var now = await gatherer.GatherAsync(record.Failure, run.Cancelled);
        var then = now with { Puller = Fact.Of(record.Puller), RepositoryPolicy = Fact.Of<Core.Policies.PolicyDocument?>(record.Patch.Before) };
        var diagnosed = Diagnosed.Of(record.Failure, then, rails);
        return (diagnosed with { Verdict = diagnosed.Verdict with { Cause = Cause.RepositoryPolicyDenies }, Plan = new Plan.PatchPolicy(record.Patch) }).Told(outcome, rails);
    }
}
