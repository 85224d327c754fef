using System.Text.Json.Nodes;
using Remediator.Aws;
using Remediator.Core;
using Remediator.Kubernetes;

namespace Remediator;

/// <summary>The only writes: log the old policy, compare, set, read back, restart, watch, and put back on evidence.</summary>
public sealed class PlanExecutor(AwsAccess aws, ClusterConnection clusters, Settings settings, TimeProvider clock, Log log)
{
    /// <summary>More than a compare, a write and its read-backs take when nothing hangs.</summary>
    private static readonly TimeSpan WriteTime = TimeSpan.FromSeconds(15);

    private readonly PolicyWrites policies = new(aws, clock);
    private readonly WorkloadRestart restarts = new(clock);
    private readonly WriteAllowance allowance = new();

    public async Task<Outcome> ExecuteAsync(PullFailure failure, Plan plan, Deadline deadline, CancellationToken cancelled)
    {
        if (settings.Mode is not Mode.Auto || plan is not Plan.PatchPolicy { Patch: var patch })
            return new Outcome.None();
        if (deadline.Remaining < WriteTime + settings.Verify + Deadline.Reserve)
            return new Outcome.Refused($"{deadline.Remaining.TotalSeconds:0} s are left, too few to write, verify for {settings.Verify.TotalSeconds:0} s and put back; the next event tries again");
        if (!allowance.Take(patch.Image.RepositoryArn))
            return new Outcome.Refused("this process has patched another repository already, and without INCIDENT_TABLE it patches only one");

        LogBackup(patch);
        var started = clock.GetTimestamp();
        var outcome = await PatchAsync(failure, patch, deadline, cancelled);
        return outcome with { Seconds = clock.GetElapsedTime(started).TotalSeconds };
    }

    private async Task<Outcome> PatchAsync(PullFailure failure, PolicyPatch patch, Deadline deadline, CancellationToken cancelled)
    {
        var written = clock.GetUtcNow();
        switch (await policies.ReplaceAsync(patch.Image, patch.Before, patch.After, cancelled))
        {
            case PolicyWrites.Result.AlreadyThere:
                return new Outcome.NotNeeded("the policy already says what it should");
            case PolicyWrites.Result.Moved:
                return new Outcome.PolicyMoved("the policy was changed by someone else since it was judged; nothing of theirs was overwritten");
            case PolicyWrites.Result.Failed failed:
                return new Outcome.Failed(failed.Why);
        }
        log.Warning("repository policy changed", ("repository", patch.Image.RepositoryArn), ("plan", patch.Hash));
        return await WatchAsync(failure, patch, written, deadline, cancelled);
    }

    private async Task<Outcome> WatchAsync(PullFailure failure, PolicyPatch patch, DateTimeOffset written, Deadline deadline, CancellationToken cancelled)
    {
        string? restarted = null;
        try
        {
            var cluster = await clusters.OpenAsync(failure.Scope, cancelled);
            restarted = await restarts.RestartAsync(cluster, failure, patch.Restart, written, cancelled);
            var watch = new PullWatch(cluster, failure, written, clock);
            return await watch.WaitAsync(settings.Verify, deadline, cancelled) switch
            {
                PullWatch.Seen.Pulled { Ready: true } => new Outcome.Patched(true, true, $"{restarted}; the image was pulled and the pod is ready"),
                PullWatch.Seen.Pulled => new Outcome.Patched(true, false, $"{restarted}; the image was pulled, the pod is not ready yet"),
                PullWatch.Seen.FailedAgain again => await PutBackAsync(patch, again.Why, cancelled),
                PullWatch.Seen.Nothing { Blind: { } blind } => new Outcome.Patched(false, false, $"{restarted}; whether the image was pulled could not be seen: {blind}"),
                _ => new Outcome.Patched(false, false, $"{restarted}; no pull was seen within {settings.Verify.TotalSeconds:0} s, the kubelet tries again by itself within 5 minutes"),
            };
        }
        catch (Exception e) when (e is ClusterUnreachableException || AwsFailure.IsExpected(e, cancelled) || KubernetesFailure.IsExpected(e, cancelled))
        {
            // the policy is written and stays: not being able to look is no evidence against it
            return new Outcome.Patched(false, false, $"{(restarted is null ? "" : $"{restarted}; ")}the workload could not be watched: {WhyBlind(e)}");
        }
    }

    private static string WhyBlind(Exception e) => e switch
    {
        ClusterUnreachableException => e.Message,
        Amazon.Runtime.AmazonServiceException => AwsFailure.Why(e, "eks:DescribeCluster"),
        _ => KubernetesFailure.Why(e, "watch it"),
    };

    private async Task<Outcome> PutBackAsync(PolicyPatch patch, string why, CancellationToken cancelled)
    {
        log.Warning("putting the old policy back", ("repository", patch.Image.RepositoryArn), ("why", why));
        return await policies.ReplaceAsync(patch.Image, patch.After, patch.Before, cancelled) switch
        {
            PolicyWrites.Result.Written or PolicyWrites.Result.AlreadyThere => new Outcome.RolledBack($"{why}; the old policy was put back and read back"),
            PolicyWrites.Result.Moved => new Outcome.PolicyMoved($"{why}; someone else changed the policy since the patch, so it was not put back"),
            PolicyWrites.Result.Failed failed => new Outcome.RollbackFailed($"{why}; the old policy could not be put back: {failed.Why}"),
            _ => new Outcome.RollbackFailed($"{why}; the old policy could not be put back"),
        };
    }

    /// <summary>The whole old policy, in one line, before anything is written: it must be possible to put it back from the log alone.</summary>
    private void LogBackup(PolicyPatch patch) => log.Record("about to change a repository policy",
        ("repository", patch.Image.RepositoryArn),
        ("principal", patch.Principal.ToString()),
        ("plan", patch.Hash),
        ("before", JsonNode.Parse(patch.Before.Text)),
        ("after", patch.After is null ? null : JsonNode.Parse(patch.After.Text)));
}
