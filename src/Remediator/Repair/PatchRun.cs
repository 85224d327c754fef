using Remediator.Core.Incidents;
using Remediator.Core.Plans;
using Remediator.Settings;
using Remediator.State;

namespace Remediator.Repair;

/// <summary>
/// A patch from its first record to its end: write and read back → restart → verify → roll back on evidence. Each phase is stored, so that
/// the next invocation can resume where this one was stopped.
/// </summary>
public sealed class PatchRun(PolicyStep policy, WorkloadStep workload, IncidentStore store, WriteClaims claims,
    FunctionSettings settings, Log log)
{
    /// <summary>From here on nothing is thrown: whatever happens, people have to be notified of it.</summary>
    /// <returns>Null where another invocation has taken the patch over.</returns>
    public async Task<PatchEnd?> FinishAsync(PatchRecord record, long version, TimeBudget time)
    {
        var isSure = true;
        while (record.Phase is not (PatchPhase.Ended or PatchPhase.Notified))
        {
            record = await NextAsync(record, time);
            if (await SaveAsync(record, version, isSure, time) is not { } saved)
                return null;
            (version, isSure) = saved;
        }
        return new(record, version, await RememberAsync(record, time));
    }

    /// <summary>Goes on with what was started by an earlier invocation, or beside another patch.</summary>
    /// <returns>Null where nothing was changed, so that nobody is notified, and where it is left to a later event.</returns>
    /// <exception cref="StoreUnavailableException">Whether it may go on cannot be read.</exception>
    public async Task<PatchEnd?> ResumeAsync(PatchRecord interrupted, long version, Invocation invocation)
    {
        var hasTime = invocation.Time.Remaining >= settings.Verify + TimeBudget.Reserve;
        if (interrupted.Phase is not PatchPhase.Ended && (!hasTime || await store.IsStoppedAsync(invocation.Cancelled)))
            return null;
        if (await policy.FindAsync(interrupted, invocation.Cancelled) is not { } found)
            return null;
        if (found.Outcome is not Outcome.None)
            return await FinishAsync(found, version, invocation.Time);
        // nothing was changed: what still fails is planned anew, with all that was claimed for the write
        if (await claims.ReturnAsync(found, invocation.Cancelled))
            await store.SaveAsync(found with { Phase = PatchPhase.Notified }, version, invocation.Cancelled);
        else
            log.Warning("what was claimed for a patch is returned by the next event", ("patch", found.Id));
        return null;
    }

    private async Task<PatchRecord> NextAsync(PatchRecord record, TimeBudget time)
    {
        using var end = time.Until(record.Phase is PatchPhase.RollingBack ? TimeBudget.NotifyReserve : TimeBudget.Reserve);
        return record.Phase switch
        {
            PatchPhase.Writing => await policy.WriteAsync(record, end.Token),
            PatchPhase.Written => await workload.RestartAsync(record, end.Token),
            PatchPhase.Restarted => await workload.VerifyAsync(record, time, end.Token),
            _ => await policy.RollBackAsync(record, end.Token),
        };
    }

    /// <summary>
    /// A phase that could not be stored is gone on from all the same: the policy is written, and this process still knows.
    /// </summary>
    /// <param name="isSure">False where the phase before was sent without an answer, so that it may stand there under the next
    /// version.</param>
    /// <returns>The version, and whether it is known to stand there; null where another invocation has taken the patch over.</returns>
    private async Task<(long Version, bool IsSure)?> SaveAsync(PatchRecord record, long version, bool isSure, TimeBudget time)
    {
        using var end = time.Until(TimeBudget.NotifyReserve);
        try
        {
            var saved = await store.SaveAsync(record, version, end.Token)
                ?? (isSure ? null : await store.SaveAsync(record, version + 1, end.Token));
            return saved is { } now ? (now, true) : null;
        }
        catch (Exception e) when (e is StoreUnavailableException or OperationCanceledException)
        {
            log.Error("the phase of a patch was not stored", e, ("patch", record.Id), ("phase", record.Phase.WireName));
            return (version, false);
        }
    }

    /// <summary>What a change has taught is stored for all clusters; what was claimed for a write that was not made is returned.</summary>
    private async Task<bool> RememberAsync(PatchRecord ended, TimeBudget time)
    {
        using var end = time.Until(TimeBudget.NotifyReserve);
        try
        {
            await store.LearnAsync(ended, end.Token);
            if (ended.WrittenAt is not null || ended.Outcome is Outcome.Failed { MayHaveWritten: true }
                || await claims.ReturnAsync(ended, end.Token))
                return true;
            log.Error("what was claimed for a patch was not returned, since it changed all the while", ("patch", ended.Id));
            return false;
        }
        catch (Exception e) when (e is StoreUnavailableException or OperationCanceledException)
        {
            log.Error("what a change has done was not stored", e, ("patch", ended.Id));
            return false;
        }
    }
}
