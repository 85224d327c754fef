using Remediator.Aws;
using Remediator.Core.Incidents;
using Remediator.Core.Plans;
using Remediator.Core.PullTexts;
using Remediator.Kubernetes;
using Remediator.Scan;
using Remediator.Settings;

namespace Remediator.Repair;

/// <summary>The steps of a patch that are about the workloads: restart them, and verify that they pull.</summary>
public sealed class WorkloadStep(ClusterConnection clusters, InstanceReads instances, FunctionSettings settings, TimeProvider clock)
{
    private readonly PodContextReader _contexts = new(instances);
    private readonly WorkloadRestart _restarts = new(clock);

    public async Task<PatchRecord> RestartAsync(PatchRecord record, CancellationToken end)
    {
        try
        {
            var cluster = await clusters.OpenAsync(record.Failure.Scope, end);
            // the stamp is the record's own, so a restart that was made already is made no second time
            var restart = await _restarts.RestartAsync(cluster, record.Failure, record.Patch.Restart, record.StartedAt, end);
            return record with { Phase = PatchPhase.Restarted, Words = restart.Says, Unread = restart.Unread };
        }
        catch (Exception e) when (WhyNotWatched(e) is { } why)
        {
            return Ended(record, NotWatched(new Message("restart.none"), why));
        }
    }

    public async Task<PatchRecord> VerifyAsync(PatchRecord record, TimeBudget time, CancellationToken end)
    {
        try
        {
            var cluster = await clusters.OpenAsync(record.Failure.Scope, end);
            var watch = new PullWatch(cluster, _contexts, record.Failure, record.StartedAt, record.WrittenAt ?? record.StartedAt, clock);
            var seen = await watch.WaitAsync(settings.Verify, time, end);
            var left = await new RestartCheck(cluster, clock).ReadAsync(record.Failure, record.StartedAt, end);
            return After(record, seen) switch
            {
                { Outcome: Outcome.Patched patched } ended when left is not null => ended with
                {
                    Outcome = patched with
                    {
                        Verification = new Message("verify.left-behind", ("verification", patched.Verification), ("left", left.Says)),
                        Unread = [.. patched.Unread, .. left.Unread],
                    },
                },
                var ended => ended,
            };
        }
        catch (Exception e) when (WhyNotWatched(e) is { } why)
        {
            return Ended(record, NotWatched(record.Words!, why));
        }
    }

    private PatchRecord After(PatchRecord record, PullWatch.Seen seen)
    {
        var restart = record.Words!;
        return seen switch
        {
            PullWatch.Seen.Pulled { Ready: true } =>
                Ended(record, new Outcome.Patched(true, true, new Message("verify.ready", ("restart", restart)))),
            PullWatch.Seen.Pulled { Unready: var (container, reason) } => Ended(record, new Outcome.Patched(true, false,
                new Message("verify.pulled-waiting", ("restart", restart), ("container", container), ("reason", reason)))),
            PullWatch.Seen.Pulled => Ended(record, new Outcome.Patched(true, false, new Message("verify.pulled", ("restart", restart)))),
            PullWatch.Seen.FailsOtherwise { Now: var now } => Ended(record, new Outcome.Patched(false, false,
                new Message("verify.fails-otherwise", ("restart", restart), ("symptom", Message.Of("symptom", now.Symptom.WireName))))
            { Now = now }),
            PullWatch.Seen.FailedAgain again when record.IsFollower => Ended(record, new Outcome.Failed(
                new Message("verify.failed-for-another", ("restart", restart), ("failure", again.Why)))
            { MayHaveWritten = true }),
            PullWatch.Seen.FailedAgain again => record with { Phase = PatchPhase.RollingBack, Words = again.Why },
            PullWatch.Seen.Gone => Ended(record, new Outcome.Patched(false, false, new Message("verify.gone", ("restart", restart)))),
            PullWatch.Seen.Nothing { Blind: { } blind } =>
                Ended(record, new Outcome.Patched(false, false, new Message("verify.not-visible", ("restart", restart), ("why", blind)))
                {
                    NotSeen = blind,
                }),
            PullWatch.Seen.Nothing { WithoutPods: true } =>
                Ended(record, new Outcome.Patched(false, false, new Message("verify.no-pods", ("restart", restart)))),
            _ => Ended(record, new Outcome.Patched(false, false,
                new Message("verify.unseen", ("restart", restart), ("seconds", (long)settings.Verify.TotalSeconds)))),
        };
    }

    /// <summary>The policy is written and stays: not being able to look is no evidence against it.</summary>
    private static Outcome.Patched NotWatched(Message restart, Message why) =>
        new(false, false, new Message("verify.not-watched", ("restart", restart), ("why", why))) { NotSeen = why };

    private PatchRecord Ended(PatchRecord record, Outcome outcome) => record.EndingIn(outcome, clock.GetUtcNow());

    /// <summary>Null for what nobody expects of a cluster: that is a bug of ours, and is not called anything else.</summary>
    private static Message? WhyNotWatched(Exception e) => e switch
    {
        ClusterUnreachableException unreachable => unreachable.Why,
        RemoteFailureException failure => failure.Why,
        Amazon.Runtime.AmazonServiceException or Amazon.Runtime.AmazonClientException => AwsFailure.Why(e, "eks:DescribeCluster"),
        _ when KubernetesFailure.IsExpected(e, CancellationToken.None) => KubernetesFailure.Why(e, "list pods, events"),
        _ => null,
    };
}
