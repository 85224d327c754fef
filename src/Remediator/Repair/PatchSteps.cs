using Remediator.Aws;
using Remediator.Core.Incidents;
using Remediator.Kubernetes;
using Remediator.Runtime;
using Remediator.Settings;
using Remediator.State;

namespace Remediator.Repair;

/// <summary>
/// Takes a patch from the phase it is in to its end: compare and set, read back, restart, watch, and put back on evidence. Each phase is
/// remembered, so that the next invocation can go on where this one was stopped.
/// </summary>
public sealed class PatchSteps(AwsAccess aws, ClusterConnection clusters, InstanceReads instances, IncidentStore memory, FunctionSettings settings, TimeProvider clock, Log log)
{
    private readonly PolicySteps policies = new(new PolicyWrites(aws, clock), memory, clock, log);
    private readonly WorkloadSteps workloads = new(clusters, instances, settings, clock);

    /// <summary>From here on nothing is thrown: whatever happens, somebody has to be told.</summary>
    /// <returns>The record at its end, with its outcome; null where another invocation has taken the patch over.</returns>
    public async Task<(PatchRecord Record, long Version)?> FinishAsync(PatchRecord record, long version, TimeBudget deadline)
    {
        var isSure = true;
        while (record.Phase is not (PatchPhase.Ended or PatchPhase.Notified))
        {
            record = await NextAsync(record, deadline);
            if (await RememberedAsync(record, version, isSure, deadline) is not { } saved)
                return null;
            (version, isSure) = saved;
        }
        return (record, version);
    }

    /// <inheritdoc cref="PolicySteps.FoundAsync"/>
    public Task<PatchRecord?> FoundAsync(PatchRecord record, CancellationToken cancelled) => policies.FoundAsync(record, cancelled);

    private async Task<PatchRecord> NextAsync(PatchRecord record, TimeBudget deadline)
    {
        using var end = deadline.Until(record.Phase is PatchPhase.RollingBack ? TimeBudget.NotifyReserve : TimeBudget.Reserve);
        return record.Phase switch
        {
            PatchPhase.Writing => await policies.WriteAsync(record, end.Token),
            PatchPhase.Written => await workloads.RestartAsync(record, end.Token),
            PatchPhase.Restarted => await workloads.WatchAsync(record, deadline, end.Token),
            _ => await policies.PutBackAsync(record, end.Token),
        };
    }

    /// <summary>A phase that could not be remembered is gone on from all the same: the policy is written, and this process still knows.</summary>
    /// <param name="isSure">False where the phase before was sent without an answer, so that it may stand there under the next version.</param>
    /// <returns>The version, and whether it is known to stand there; null where another invocation has taken the patch over.</returns>
    private async Task<(long Version, bool IsSure)?> RememberedAsync(PatchRecord record, long version, bool isSure, TimeBudget deadline)
    {
        using var end = deadline.Until(TimeBudget.NotifyReserve);
        try
        {
            var saved = await memory.SaveAsync(record, version, end.Token) ?? (isSure ? null : await memory.SaveAsync(record, version + 1, end.Token));
            return saved is { } now ? (now, true) : null;
        }
        catch (Exception e) when (e is StoreUnavailableException or OperationCanceledException)
        {
            log.Error("the phase of a patch was not remembered", ("patch", record.Id), ("phase", record.Phase.WireName), ("why", e.Message));
            return (version, false);
        }
    }
}
