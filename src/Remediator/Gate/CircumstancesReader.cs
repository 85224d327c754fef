using Remediator.Core.Findings;
using Remediator.Core.Gate;
using Remediator.Core.Incidents;
using Remediator.Core.Plans;
using Remediator.Settings;
using Remediator.State;

namespace Remediator.Gate;

/// <summary>Reads what speaks for or against a write, side by side, and judges nothing.</summary>
public sealed class CircumstancesReader(IncidentStore store, WriteClaims claims, FunctionSettings settings, TimeProvider clock)
{
    /// <summary>More than a compare, a write and its read-backs take when nothing hangs.</summary>
    private static readonly TimeSpan s_writeTime = TimeSpan.FromSeconds(15);

    /// <param name="hasLock">Null where nothing could be written, so that only what decides about asking is read.</param>
    public async Task<Circumstances> ReadAsync(PlannedCase planned, Fact<bool>? hasLock, int repositoriesToPatch, Invocation invocation)
    {
        var cancelled = invocation.Cancelled;
        var now = new Circumstances
        {
            Mode = settings.Mode,
            Decision = invocation.Decision,
            TimeLeft = invocation.Time.Remaining,
            TimeNeeded = s_writeTime + settings.Verify + TimeBudget.Reserve,
            VerifyTime = settings.Verify,
            Now = clock.GetUtcNow(),
            StartedAt = invocation.StartedAt,
            RepositoriesToPatch = repositoriesToPatch,
            MaxPatchesPerHour = settings.MaxPatchesPerHour,
            IsStoreShared = store.IsShared,
            PatchedByThisProcess = claims.ClaimedHere,
            HasLock = hasLock,
        };
        if (planned.Failure.Image is not ImageReference.Ecr image)
            return now;
        var repository = EcrRepository.Of(image);
        var patched = FactAsync(() => store.PatchedAtAsync(repository, cancelled));
        if (planned.Plan.Proposal is not { } patch || settings.Mode is Mode.Report)
            return now with { PatchedAt = await patched };
        var (approval, precedent) = (FactAsync(() => store.ApprovalAsync(patch.Hash, cancelled)),
            FactAsync(() => store.PrecedentAsync(patch.Hash, cancelled)));
        now = now with { PatchedAt = await patched, Approval = await approval, Precedent = await precedent };
        if (hasLock is null)
            return now;
        var (stopped, spent, change) = (
            FactAsync(() => store.IsStoppedAsync(cancelled)), FactAsync(() => claims.PatchesThisHourAsync(cancelled)),
            FactAsync(() => store.ChangeOfAsync(repository, cancelled)));
        var latest = await FactAsync(() => store.LatestPatchAsync(planned.Key, cancelled));
        return now with
        {
            IsStopped = await stopped,
            PatchesThisHour = await spent,
            PolicyChangedBy = await change,
            LatestPatch = latest is Fact<(PatchRecord Record, bool IsNotified)?>.Known { Value: var found } ? Fact.Of(found?.Record)
                : Fact.Gap<PatchRecord?>(latest.Gap!),
            IsLatestPatchNotified = latest is Fact<(PatchRecord Record, bool IsNotified)?>.Known { Value.IsNotified: true },
        };
    }

    private static async Task<Fact<T>> FactAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return Fact.Of(await read());
        }
        catch (StoreUnavailableException e)
        {
            return Fact.Gap<T>(e.Why);
        }
    }
}
