using Remediator.Core.Common;
using Remediator.Core.Facts;
using Remediator.Core.Findings;
using Remediator.Core.Incidents;
using Remediator.Core.Plans;
using Remediator.Notify;
using Remediator.Runtime;
using Remediator.Settings;
using Remediator.State;

namespace Remediator.Repair;

/// <summary>A patch from its first record to the word about its end.</summary>
public sealed class PatchCourse(PatchSteps steps, IncidentStore memory, Notifier teller, FunctionSettings settings, Guardrails rails, TimeProvider clock, Log log)
{
    /// <summary>From here on whoever comes after a process that was killed finds what was begun, and the whole policy before it.</summary>
    /// <param name="isFollower">Another makes the change; this one is served with it.</param>
    /// <returns>Null where another invocation works on the incident.</returns>
    public async Task<(PatchRecord Record, long Version)?> BeginAsync(PullCase diagnosed, PolicyPatch patch, bool isFollower, Invocation run)
    {
        var (now, key, finding) = (clock.GetUtcNow(), diagnosed.Key(rails), diagnosed.Told(new Outcome.None(), rails));
        var record = new PatchRecord(
            PatchRecord.IdOf(key, now), key, diagnosed.Failure, ((Fact<Puller>.Known)diagnosed.Facts.Puller).Value, patch, now, PatchPhase.Writing, run.Decision?.Channel, null)
        {
            IsFollower = isFollower,
        };
        await memory.ChangeAsync(key, then => Incident.After(finding, then, now, notified: false) with { Patch = record.Id, IsOpen = true, Status = then?.Status ?? finding.Status, NotifiedAt = then?.NotifiedAt }, run.Cancelled);
        return await memory.SaveAsync(record, 0, run.Cancelled) is { } version ? (record, version) : null;
    }

    /// <summary>Goes on with what was begun, by an earlier invocation or beside another patch.</summary>
    /// <param name="finding">What is told of the end.</param>
    /// <returns>Null where nothing was changed, so that nothing is told, and where it is left to a later event.</returns>
    public async Task<Finding?> GoOnAsync(PatchRecord left, long version, Func<PatchRecord, Outcome, Task<Finding>> finding, Invocation run)
    {
        if ((left.Phase is not PatchPhase.Ended && (run.Time.Remaining < settings.Verify + TimeBudget.Reserve || await memory.IsStoppedAsync(run.Cancelled)))
            || await steps.FoundAsync(left, run.Cancelled) is not { } found)
            return null;
        if (found.Outcome is not Outcome.None)
            return await FinishAsync(found, version, finding, run);
        // nothing was changed, so nothing is told: what still fails is planned anew
        await memory.SaveAsync(found with { Phase = PatchPhase.Notified }, version, run.Cancelled);
        return null;
    }

    /// <returns>Null where another invocation has taken the patch over.</returns>
    public async Task<Finding?> FinishAsync(PatchRecord record, long version, Func<PatchRecord, Outcome, Task<Finding>> finding, Invocation run) =>
        await steps.FinishAsync(record, version, run.Time) is ({ Outcome: { } outcome } ended, var last)
            ? await EndAsync(ended, last, await finding(ended, outcome) with { Ends = ended.Id }, run) : null;

    /// <summary>
    /// Told, then remembered with the incident as told, and then with the patch. Who is stopped before the first is told for a second time under the
    /// same message id, never for none. What could not be told now is left to the next event.
    /// </summary>
    private async Task<Finding> EndAsync(PatchRecord ended, long version, Finding finding, Invocation run)
    {
        var isLearned = await IsLearnedAsync(ended);
        if (await teller.ToldAsync(finding, run) is not { } told)
        {
            log.Warning("the end of a patch is left to be told by the next event", ("patch", ended.Id));
            return finding;
        }
        try
        {
            if (isLearned)
                await memory.SaveAsync(ended with { Phase = PatchPhase.Notified }, version, CancellationToken.None);
        }
        catch (StoreUnavailableException e)
        {
            log.Error("the end of a patch was not remembered", ("patch", ended.Id), ("why", e.Message));
        }
        return told;
    }

    /// <summary>What a change has done is remembered beyond its incident, before the lock is let go; where that fails the patch stays to be seen to.</summary>
    private async Task<bool> IsLearnedAsync(PatchRecord ended)
    {
        try
        {
            await memory.LearnAsync(ended, CancellationToken.None);
            return true;
        }
        catch (StoreUnavailableException e)
        {
            log.Error("what a change has done was not remembered", ("patch", ended.Id), ("why", e.Message));
            return false;
        }
    }
}
