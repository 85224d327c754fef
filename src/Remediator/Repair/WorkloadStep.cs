using Remediator.Aws;
using Remediator.Core.Incidents;
using Remediator.Core.Plans;
using Remediator.Kubernetes;
using Remediator.Runtime;
using Remediator.Scan;
using Remediator.Settings;

namespace Remediator.Repair;

/// <summary>The steps of a patch that are about the workloads: restart them, and watch whether they pull.</summary>
public sealed class WorkloadStep(ClusterConnection clusters, InstanceReads instances, FunctionSettings settings, TimeProvider clock)
{
    private const string NothingPutBack = "which is no reason to put the old policy back";
    private const string MadeForAnother = "the change was made for another cluster as well, so it was not put back for this one";

    private readonly PodContextReader surroundings = new(instances);
    private readonly WorkloadRestart restarts = new(clock);

    public async Task<PatchRecord> RestartAsync(PatchRecord record, CancellationToken end)
    {
        try
        {
            var cluster = await clusters.OpenAsync(record.Failure.Scope, end);
            // the stamp is the record's own, so a restart that was made already is made no second time
            var told = await restarts.RestartAsync(cluster, record.Failure, record.Patch.Restart, record.StartedAt, end);
            return record with { Phase = PatchPhase.Restarted, Words = told };
        }
        // whatever it was, the policy is written and stays: not being able to look is no evidence against it
        catch (Exception e)
        {
            return Ended(record, new Outcome.Patched(false, false, $"nothing was restarted; the workload could not be watched: {WhyBlind(e)}"));
        }
    }

    public async Task<PatchRecord> VerifyAsync(PatchRecord record, TimeBudget deadline, CancellationToken end)
    {
        PullWatch.Seen seen;
        try
        {
            var cluster = await clusters.OpenAsync(record.Failure.Scope, end);
            seen = await new PullWatch(cluster, surroundings, record.Failure, record.StartedAt, record.WrittenAt ?? record.StartedAt, clock).WaitAsync(settings.Verify, deadline, end);
        }
        catch (Exception e)
        {
            return Ended(record, new Outcome.Patched(false, false, $"{record.Words}; the workload could not be watched: {WhyBlind(e)}"));
        }
        return seen switch
        {
            PullWatch.Seen.Pulled { Ready: true } => Ended(record, new Outcome.Patched(true, true, $"{record.Words}; the image was pulled and the pod is ready")),
            PullWatch.Seen.Pulled pulled => Ended(record, new Outcome.Patched(true, false, $"{record.Words}; the image was pulled, the pod is not ready yet{(pulled.Unready is { } why ? $": {why}" : "")}")),
            PullWatch.Seen.FailsOtherwise { Now: var now } =>
                Ended(record, new Outcome.Patched(false, false, $"{record.Words}; the pulls fail for another reason now ({now.Symptom}), {NothingPutBack}") { Now = now }),
            PullWatch.Seen.FailedAgain again when record.IsFollower =>
                Ended(record, new Outcome.Failed($"{record.Words}; {again.Why}; {MadeForAnother}") { MayHaveWritten = true }),
            PullWatch.Seen.FailedAgain again => record with { Phase = PatchPhase.RollingBack, Words = again.Why },
            PullWatch.Seen.Nothing { Blind: { } blind } => Ended(record, new Outcome.Patched(false, false, $"{record.Words}; whether the image was pulled could not be seen: {blind}")),
            _ => Ended(record, new Outcome.Patched(false, false, $"{record.Words}; no pull was seen within {settings.Verify.TotalSeconds:0} s, the kubelet tries again by itself within 5 minutes")),
        };
    }

    private PatchRecord Ended(PatchRecord record, Outcome outcome) => record.EndingIn(outcome, clock.GetUtcNow());

    private static string WhyBlind(Exception e) => e switch
    {
        ClusterUnreachableException => e.Message,
        Amazon.Runtime.AmazonServiceException => AwsFailure.Why(e, "eks:DescribeCluster"),
        _ => KubernetesFailure.Why(e, "watch it"),
    };
}
