using Remediator.Aws;
using Remediator.Core;
using Remediator.Kubernetes;
using Remediator.Memory;

namespace Remediator;

/// <summary>
/// Takes a patch from the phase it is in to its end: compare and set, read back, restart, watch, and put back on evidence. Each phase is
/// remembered, so that the next invocation can go on where this one was stopped.
/// </summary>
public sealed class PatchSteps(AwsAccess aws, ClusterConnection clusters, InstanceReads instances, IncidentMemory memory, Settings settings, TimeProvider clock, Log log)
{
    private readonly PolicyWrites policies = new(aws, clock);
    private readonly SurroundingsReader surroundings = new(instances);
    private readonly WorkloadRestart restarts = new(clock);

    /// <summary>From here on nothing is thrown: whatever happens, somebody has to be told.</summary>
    /// <returns>The record at its end, with its outcome; null where another invocation has taken the patch over.</returns>
    public async Task<(PatchRecord Record, long Version)?> FinishAsync(PatchRecord record, long version, Deadline deadline)
    {
        var isSure = true;
        while (record.Phase is not (PatchPhase.Ended or PatchPhase.Told))
        {
            record = await NextAsync(record, deadline);
            if (await RememberedAsync(record, version, isSure, deadline) is not { } saved)
                return null;
            (version, isSure) = saved;
        }
        return (record, version);
    }

    /// <summary>What became of a write that nobody saw the end of: the policy as it stands tells.</summary>
    /// <returns>Written, or ended without anything having been changed; null where it cannot be told now.</returns>
    public async Task<PatchRecord?> FoundAsync(PatchRecord record, CancellationToken cancelled)
    {
        if (record.Phase is not PatchPhase.Writing)
            return record;
        var patch = record.Patch;
        return await policies.CompareAsync(patch.Image, patch.Before, patch.After, cancelled) switch
        {
            PolicyWrites.Stand.Wanted => record with { Phase = PatchPhase.Written, Wrote = clock.GetUtcNow() },
            PolicyWrites.Stand.Expected => record with { Phase = PatchPhase.Ended, Outcome = new Outcome.None() },
            PolicyWrites.Stand.Other => Ended(record, new Outcome.PolicyMoved("an invocation was stopped while it wrote, and the policy was changed by someone else since; nothing of theirs was overwritten")),
            _ => null,
        };
    }

    private async Task<PatchRecord> NextAsync(PatchRecord record, Deadline deadline)
    {
        using var end = deadline.Until(record.Phase is PatchPhase.PuttingBack ? Deadline.Telling : Deadline.Reserve);
        return record.Phase switch
        {
            PatchPhase.Writing => await WriteAsync(record, end.Token),
            PatchPhase.Written => await RestartAsync(record, end.Token),
            PatchPhase.Restarted => await WatchAsync(record, deadline, end.Token),
            _ => await PutBackAsync(record, end.Token),
        };
    }

    private async Task<PatchRecord> WriteAsync(PatchRecord record, CancellationToken end)
    {
        var patch = record.Patch;
        switch (await policies.ReplaceAsync(patch.Image, patch.Before, patch.After, end))
        {
            case PolicyWrites.Result.AlreadyThere:
                return Ended(record, new Outcome.NotNeeded("the policy already says what it should"));
            case PolicyWrites.Result.Moved:
                return Ended(record, new Outcome.PolicyMoved("the policy was changed by someone else since it was judged; nothing of theirs was overwritten"));
            case PolicyWrites.Result.Failed failed:
                return Ended(record, new Outcome.Failed(failed.Why));
        }
        log.Warning("repository policy changed", ("repository", patch.Image.RepositoryArn), ("plan", patch.Hash));
        return record with { Phase = PatchPhase.Written, Wrote = clock.GetUtcNow() };
    }

    private async Task<PatchRecord> RestartAsync(PatchRecord record, CancellationToken end)
    {
        try
        {
            var cluster = await clusters.OpenAsync(record.Failure.Scope, end);
            // the stamp is the record's own, so a restart that was made already is made no second time
            var told = await restarts.RestartAsync(cluster, record.Failure, record.Patch.Restart, record.Begun, end);
            return record with { Phase = PatchPhase.Restarted, Words = told };
        }
        // whatever it was, the policy is written and stays: not being able to look is no evidence against it
        catch (Exception e)
        {
            return Ended(record, new Outcome.Patched(false, false, $"nothing was restarted; the workload could not be watched: {WhyBlind(e)}"));
        }
    }

    private async Task<PatchRecord> WatchAsync(PatchRecord record, Deadline deadline, CancellationToken end)
    {
        PullWatch.Seen seen;
        try
        {
            var cluster = await clusters.OpenAsync(record.Failure.Scope, end);
            seen = await new PullWatch(cluster, surroundings, record.Failure, record.Begun, record.Wrote ?? record.Begun, clock).WaitAsync(settings.Verify, deadline, end);
        }
        catch (Exception e)
        {
            return Ended(record, new Outcome.Patched(false, false, $"{record.Words}; the workload could not be watched: {WhyBlind(e)}"));
        }
        return seen switch
        {
            PullWatch.Seen.Pulled { Ready: true } => Ended(record, new Outcome.Patched(true, true, $"{record.Words}; the image was pulled and the pod is ready")),
            PullWatch.Seen.Pulled => Ended(record, new Outcome.Patched(true, false, $"{record.Words}; the image was pulled, the pod is not ready yet")),
            PullWatch.Seen.FailedAgain again => record with { Phase = PatchPhase.PuttingBack, Words = again.Why },
            PullWatch.Seen.Nothing { Blind: { } blind } => Ended(record, new Outcome.Patched(false, false, $"{record.Words}; whether the image was pulled could not be seen: {blind}")),
            _ => Ended(record, new Outcome.Patched(false, false, $"{record.Words}; no pull was seen within {settings.Verify.TotalSeconds:0} s, the kubelet tries again by itself within 5 minutes")),
        };
    }

    private async Task<PatchRecord> PutBackAsync(PatchRecord record, CancellationToken end)
    {
        var (patch, why) = (record.Patch, record.Words);
        if (await IsStoppedAsync(end))
            return Ended(record, new Outcome.RollbackFailed($"{why}; the old policy was not put back, for the item control in the incident table stops all writing"));
        log.Warning("putting the old policy back", ("repository", patch.Image.RepositoryArn), ("why", why));
        return Ended(record, await policies.ReplaceAsync(patch.Image, patch.After, patch.Before, end) switch
        {
            PolicyWrites.Result.Written or PolicyWrites.Result.AlreadyThere => new Outcome.RolledBack($"{why}; the old policy was put back and read back"),
            PolicyWrites.Result.Moved => new Outcome.PolicyMoved($"{why}; someone else changed the policy since the patch, so it was not put back"),
            PolicyWrites.Result.Failed failed => new Outcome.RollbackFailed($"{why}; the old policy could not be put back: {failed.Why}"),
            _ => new Outcome.RollbackFailed($"{why}; the old policy could not be put back"),
        });
    }

    /// <summary>Putting back undoes what this program did, so a memory that cannot be read does not keep it from that.</summary>
    private async Task<bool> IsStoppedAsync(CancellationToken end)
    {
        try
        {
            return await memory.IsStoppedAsync(end);
        }
        catch (Exception e) when (e is MemoryUnavailableException or OperationCanceledException)
        {
            log.Error("whether writing is stopped is not known", ("why", e.Message));
            return false;
        }
    }

    /// <summary>A phase that could not be remembered is gone on from all the same: the policy is written, and this process still knows.</summary>
    /// <param name="isSure">False where the phase before was sent without an answer, so that it may stand there under the next version.</param>
    /// <returns>The version, and whether it is known to stand there; null where another invocation has taken the patch over.</returns>
    private async Task<(long Version, bool IsSure)?> RememberedAsync(PatchRecord record, long version, bool isSure, Deadline deadline)
    {
        using var end = deadline.Until(Deadline.Telling);
        try
        {
            var saved = await memory.SaveAsync(record, version, end.Token) ?? (isSure ? null : await memory.SaveAsync(record, version + 1, end.Token));
            return saved is { } now ? (now, true) : null;
        }
        catch (Exception e) when (e is MemoryUnavailableException or OperationCanceledException)
        {
            log.Error("the phase of a patch was not remembered", ("patch", record.Id), ("phase", Names.Of(record.Phase)), ("why", e.Message));
            return (version, false);
        }
    }

    private PatchRecord Ended(PatchRecord record, Outcome outcome)
    {
        var told = (record.Through, outcome) switch
        {
            ({ } through, Outcome.Patched patched) => patched with { Told = $"approved through {through}; {patched.Told}" },
            _ => outcome,
        };
        return record with { Phase = PatchPhase.Ended, Outcome = told with { Seconds = (clock.GetUtcNow() - record.Begun).TotalSeconds } };
    }

    private static string WhyBlind(Exception e) => e switch
    {
        ClusterUnreachableException => e.Message,
        Amazon.Runtime.AmazonServiceException => AwsFailure.Why(e, "eks:DescribeCluster"),
        _ => KubernetesFailure.Why(e, "watch it"),
    };
}
