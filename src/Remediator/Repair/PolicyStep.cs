using Remediator.Core.Incidents;
using Remediator.Core.Plans;
using Remediator.State;

namespace Remediator.Repair;

/// <summary>The steps of a patch that are about the policy: write it, roll it back, and find out what became of a write.</summary>
public sealed class PolicyStep(PolicyWriter policies, IncidentStore store, TimeProvider clock, Log log)
{
    public async Task<PatchRecord> WriteAsync(PatchRecord record, CancellationToken end)
    {
        var patch = record.Patch;
        switch (await policies.ReplaceAsync(patch.Image, patch.Before, patch.After, end))
        {
            case PolicyWriter.Result.AlreadyThere:
                return Ended(record, new Outcome.NotNeeded(new Message("outcome.already-correct")));
            case PolicyWriter.Result.Moved:
                return Ended(record, new Outcome.PolicyMoved(new Message("outcome.policy-moved")));
            case PolicyWriter.Result.Failed failed:
                return Ended(record, new Outcome.Failed(failed.Why) { MayHaveWritten = failed.MayHaveWritten });
        }
        log.Warning("repository policy changed", ("repository", patch.Image.RepositoryArn), ("plan", patch.Hash));
        return record with { Phase = PatchPhase.Written, WrittenAt = clock.GetUtcNow() };
    }

    /// <summary>
    /// Where an interrupted patch stands, read from the policy as it is now. What the record says is not enough to go on: a rollback needs
    /// its evidence again.
    /// </summary>
    /// <returns>The phase to go on from, or ended without anything having been changed; null where it cannot be read now.</returns>
    public async Task<PatchRecord?> FindAsync(PatchRecord record, CancellationToken cancelled)
    {
        if (record.Phase is PatchPhase.Ended)
            return record;
        var patch = record.Patch;
        return (record.Phase, await policies.CompareAsync(patch.Image, patch.Before, patch.After, cancelled)) switch
        {
            (_, PolicyWriter.Stand.Unread) => null,
            (PatchPhase.Writing, PolicyWriter.Stand.Wanted) => record with { Phase = PatchPhase.Written, WrittenAt = clock.GetUtcNow() },
            (PatchPhase.Writing, PolicyWriter.Stand.Expected) => record with { Phase = PatchPhase.Ended, Outcome = new Outcome.None() },
            (PatchPhase.RollingBack, PolicyWriter.Stand.Wanted) =>
                record with { Phase = PatchPhase.Restarted, Words = new Message("restart.none") },
            (PatchPhase.RollingBack, _) or (_, PolicyWriter.Stand.Wanted) => record,
            _ => Ended(record, new Outcome.PolicyMoved(new Message("outcome.policy-moved-while-interrupted"))),
        };
    }

    public async Task<PatchRecord> RollBackAsync(PatchRecord record, CancellationToken end)
    {
        var (patch, why) = (record.Patch, record.Words!);
        if (await IsStoppedAsync(end))
            return Ended(record, new Outcome.RollbackFailed(new Message("outcome.rollback-stopped", ("why", why))));
        log.Warning("rolling the policy back", ("repository", patch.Image.RepositoryArn), ("why", $"{why}"));
        return Ended(record, await policies.ReplaceAsync(patch.Image, patch.After, patch.Before, end) switch
        {
            PolicyWriter.Result.Moved => new Outcome.PolicyMoved(new Message("outcome.rollback-skipped", ("why", why))),
            PolicyWriter.Result.Failed failed =>
                new Outcome.RollbackFailed(new Message("outcome.rollback-failed", ("why", why), ("failure", failed.Why))),
            _ => new Outcome.RolledBack(new Message("outcome.rolled-back", ("why", why))),
        });
    }

    /// <summary>Rolling back undoes what this program did, so a store that cannot be read does not keep it from that.</summary>
    private async Task<bool> IsStoppedAsync(CancellationToken end)
    {
        try
        {
            return await store.IsStoppedAsync(end);
        }
        catch (Exception e) when (e is StoreUnavailableException or OperationCanceledException)
        {
            log.Error("whether writing is stopped is not known", e);
            return false;
        }
    }

    private PatchRecord Ended(PatchRecord record, Outcome outcome) => record.EndingIn(outcome, clock.GetUtcNow());
}
