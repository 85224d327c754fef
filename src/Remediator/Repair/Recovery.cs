using Remediator.Core.Common;
using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Findings;
using Remediator.Core.Incidents;
using Remediator.Core.Plans;
using Remediator.Core.Verdicts;
using Remediator.Gather;
using Remediator.Notify;
using Remediator.Runtime;
using Remediator.Settings;
using Remediator.State;

namespace Remediator.Repair;

/// <summary>
/// Sees to what earlier invocations have left: patches that were begun and not told of are finished or taken back, and incidents that are over
/// are told to be.
/// </summary>
public sealed class Recovery(FactGatherer gatherer, PatchCourse course, RepositoryLock locks, IncidentStore memory, Notifier teller, FunctionSettings settings, Guardrails rails, TimeProvider clock, Log log)
{
    /// <summary>The incidents of a cluster that are not over; none where the memory cannot be read, for then nothing is known to be left.</summary>
    public async Task<IReadOnlyList<Incident>> OpenAsync(Scope cluster, CancellationToken cancelled)
    {
        try
        {
            return await memory.IncidentsAsync(cluster, why => log.Error("an incident is not seen to", ("cluster", cluster.Cluster), ("why", why)), cancelled);
        }
        catch (StoreUnavailableException e)
        {
            log.Error("what is open is not known", ("cluster", cluster.Cluster), ("why", e.Message));
            return [];
        }
    }

    /// <summary>Finishes or takes back what was begun for an incident.</summary>
    /// <returns>Null where nothing is left to do, or cannot be done by this invocation now.</returns>
    /// <exception cref="NotDeliveredException">It is done, and could not be told.</exception>
    public async Task<Finding?> SettleAsync(Incident incident, Invocation run)
    {
        // report makes no mutating call, so what was begun in another mode waits for that mode
        if (settings.Mode is Mode.Report || incident.Patch is not { } id)
            return null;
        try
        {
            return await memory.PatchAsync(id, run.Cancelled) is ({ IsUnfinished: true } left, _)
                ? await locks.AloneAsync(left.Patch.Image.RepositoryArn, run, () => TakeOverAsync(id, run)) : null;
        }
        catch (StoreUnavailableException e)
        {
            log.Error("a patch that was begun could not be taken over", ("key", incident.Key), ("why", e.Message));
            return null;
        }
    }

    /// <summary>Tells that an incident is over, where nothing within the scope fails for it any more and no patch is left to be told of; otherwise null.</summary>
    /// <exception cref="NotDeliveredException">It is over, and could not be told.</exception>
    public async Task<Finding?> ConcludeAsync(Incident incident, Scope looked, IReadOnlyList<PullFailure> failing, Invocation run) =>
        incident.IsResolvedIn(looked, failing) && !await IsUnfinishedAsync(incident, run.Cancelled) ? await teller.TellAsync(incident.Resolved(clock.GetUtcNow(), rails), run) : null;

    private async Task<bool> IsUnfinishedAsync(Incident incident, CancellationToken cancelled)
    {
        try
        {
            return incident.Patch is { } id && await memory.PatchAsync(id, cancelled) is ({ IsUnfinished: true }, _);
        }
        catch (StoreUnavailableException e)
        {
            log.Error("whether a patch is left to be told of is not known", ("key", incident.Key), ("why", e.Message));
            return true;
        }
    }

    /// <summary>Read again under the lock: whoever held it may just have finished.</summary>
    private async Task<Finding?> TakeOverAsync(string id, Invocation run)
    {
        if (await memory.PatchAsync(id, run.Cancelled) is not ({ IsUnfinished: true } left, var version))
            return null;
        log.Warning("going on with a patch that was begun before", ("patch", id), ("phase", left.Phase.WireName));
        return await course.GoOnAsync(left, version, (ended, outcome) => ToldAsync(ended, outcome, run), run);
    }

    /// <summary>The finding as it would have been: today's facts, but who pulled, what stood in the policy and what was to blame as they were then.</summary>
    private async Task<Finding> ToldAsync(PatchRecord record, Outcome outcome, Invocation run)
    {
        PullFacts now = await gatherer.GatherAsync(record.Failure, run.Cancelled);
        PullFacts then = now with { Puller = Fact.Of(record.Puller), RepositoryPolicy = Fact.Of<Remediator.Core.Policies.Language.PolicyDocument?>(record.Patch.Before) };
        PullCase diagnosed = PullCase.Of(record.Failure, then, rails);
        return (diagnosed with { Verdict = diagnosed.Verdict with { Cause = Cause.RepositoryPolicyDenies }, Plan = new Plan.PatchPolicy(record.Patch) }).Told(outcome, rails);
    }
}
