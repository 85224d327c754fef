using Remediator.Core.Findings;
using Remediator.Core.Gate;
using Remediator.Core.Incidents;
using Remediator.Core.Plans;
using Remediator.State;

namespace Remediator.Gate;

/// <summary>
/// Reads the circumstances of a write, has <see cref="WriteGate"/> decide, and claims what the write uses up: all of it, or nothing.
/// </summary>
public sealed class WritePermits(CircumstancesReader circumstances, RepositoryLock locks, WriteClaims claims, Guardrails guardrails,
    TimeProvider clock)
{
    /// <summary>
    /// Other repositories share the budget, so a claim may lose to them; then the circumstances have changed, and it is decided anew.
    /// </summary>
    private const int Attempts = 10;

    /// <param name="sameChange">The first makes the change, if it is to be made; the others wait for the very same one.</param>
    /// <param name="repositoriesToPatch">How many repositories this invocation would patch.</param>
    public async Task<WritePermit> RequestAsync(IReadOnlyList<PlannedCase> sameChange, int repositoriesToPatch, Invocation invocation)
    {
        var first = sameChange[0];
        if (WriteGate.Candidate(first.Plan, guardrails.Mode, invocation.Decision) is not { } patch)
            return new(WriteGate.Decide(first, await circumstances.ReadAsync(first, null, repositoriesToPatch, invocation)), [], null);
        var (held, lease) = await LockAsync(patch, invocation);
        try
        {
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                var decision = WriteGate.Decide(first, await circumstances.ReadAsync(first, held, repositoriesToPatch, invocation));
                if (decision is not GateDecision.Write)
                    return new(decision, [], lease);
                if (await ClaimAsync(sameChange, patch, invocation) is { } started)
                    return new(decision, started, lease);
            }
            return new(new GateDecision.Wait(new Message("gate.claim-lost")), [], lease);
        }
        catch (StoreUnavailableException e)
        {
            return new(new GateDecision.Refuse(new Message("gate.no-table", ("why", e.Why))), [], lease);
        }
        catch when (lease is not null)
        {
            await lease.DisposeAsync();
            throw;
        }
    }

    private async Task<(Fact<bool> Held, RepositoryLock.Lease? Lease)> LockAsync(PolicyPatch patch, Invocation invocation)
    {
        try
        {
            var lease = await locks.TakeAsync(patch.Image.RepositoryArn, invocation);
            return (Fact.Of(lease is not null), lease);
        }
        catch (StoreUnavailableException e)
        {
            return (Fact.Gap<bool>(e.Why), null);
        }
    }

    /// <summary>
    /// Should this process be killed from here on, the next invocation finds what was started, and the whole previous policy.
    /// </summary>
    /// <returns>Null where something that was read has changed since.</returns>
    private async Task<IReadOnlyList<PatchRecord>?> ClaimAsync(IReadOnlyList<PlannedCase> sameChange, PolicyPatch patch,
        Invocation invocation)
    {
        var now = clock.GetUtcNow();
        var records = sameChange.Select((one, n) => new PatchRecord(
            PatchRecord.IdOf(one.Key, now), one.Key, one.Failure, one.Case.Puller!, patch, now, PatchPhase.Writing,
            invocation.Decision?.Channel, null)
        {
            IsFollower = n > 0,
        }).ToArray();
        var starts = sameChange.Zip(records,
            (one, record) => new WriteClaims.Start(record, Finding.Of(one, new GateDecision.Leave(), guardrails.Mode)));
        return await claims.TakeAsync([.. starts], invocation.Cancelled) ? records : null;
    }
}
