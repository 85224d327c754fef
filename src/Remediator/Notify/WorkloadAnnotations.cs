using Remediator.Core.Findings;
using Remediator.Core.Messages;
using Remediator.Core.Verdicts;
using Remediator.Kubernetes;
using Remediator.Settings;
using Remediator.State;

namespace Remediator.Notify;

/// <summary>
/// Puts an Event on the workloads and pods of an incident, where that is asked for: whoever describes them sees the cause and the
/// incident's key. What fails of it is said, and nothing else fails for it.
/// </summary>
public sealed class WorkloadAnnotations(
    ClusterConnection clusters, AnnotationClaims claims, FunctionSettings settings, TimeProvider clock, Log log)
{
    /// <returns>The same findings; one whose workloads could not be annotated says so among what is not known.</returns>
    public async Task<IReadOnlyList<Finding>> WriteAsync(IReadOnlyList<Finding> findings, Invocation invocation)
    {
        if (!settings.AnnotateWorkloads)
            return findings;
        var gaps = (await Bounded.SelectAsync(findings.Where(FailsNow).DistinctBy(finding => finding.Key),
            async finding => (finding.Key, Gap: await AnnotateAsync(finding, invocation)))).ToDictionary(one => one.Key, one => one.Gap);
        return [.. findings.Select(finding => FailsNow(finding) && gaps.GetValueOrDefault(finding.Key) is { } gap
            ? finding.Lacking(Gaps.Of(new Message("fact.workload-event"), gap)) : finding)];
    }

    /// <summary>A pull that is let through by now, one that fails only next time, and a cluster have no pod to annotate.</summary>
    private static bool FailsNow(Finding finding) => finding is
    {
        IsLeftToOthers: false,
        Failure: { Unseen: null, IsAhead: false },
        Status: not (Status.Fixed or Status.Resolved),
    };

    /// <summary>Why not all of them have an Event; null where they have, or had one within the hour.</summary>
    private async Task<Message?> AnnotateAsync(Finding finding, Invocation invocation)
    {
        log.Incident = finding.Key;
        try
        {
            using var end = invocation.Time.Until(TimeBudget.NotifyReserve);
            if (await claims.TakeAsync(finding.Key, end.Token) is not { } claim)
                return null;
            var (written, gap) = await AnnotateAsync(finding, claim, end.Token);
            if (gap is null)
                log.Information("the workloads have Events", ("events", written), ("pods", finding.Failure.Pods.Count));
            else
                log.Warning("not all workloads have Events", ("events", written), ("why", $"{gap}"));
            using var returned = invocation.Time.Until(TimeBudget.SendReserve);
            if (written == 0)
                await claims.ReturnAsync(claim, returned.Token);
            return gap;
        }
        // what was diagnosed, repaired and told is done, and must not fail for this
        catch (Exception e) when (e is StoreUnavailableException or OperationCanceledException)
        {
            log.Error("the workloads have no Events", e);
            return WhyOf(e);
        }
    }

    private async Task<(int Written, Message? Gap)> AnnotateAsync(Finding finding, AnnotationClaims.Claim claim, CancellationToken end)
    {
        try
        {
            var cluster = await clusters.OpenAsync(finding.Failure.Scope, end);
            var note = WorkloadNote.Of(finding, settings.Language);
            var id = $"{finding.Key}-{claim.At.ToUnixTimeSeconds():x}";
            // the right may be bound in some namespaces alone: one that refuses says nothing of the others
            var done = await Bounded.SelectAsync(EventTargets.Of(finding.Failure), space => space.EachAsync(cluster,
                target => cluster.WriteEventAsync(new(target, id, note, clock.GetUtcNow()), end), end));
            return (done.Sum(one => one.Done), done.Select(one => one.Gap).FirstOrDefault(gap => gap is not null));
        }
        catch (Exception e) when (e is ClusterUnreachableException or RemoteFailureException)
        {
            return (0, WhyOf(e));
        }
    }

    private static Message WhyOf(Exception e) => e switch
    {
        StoreUnavailableException store => store.Why,
        ClusterUnreachableException cluster => cluster.Why,
        _ => FailureReason.Of(e) ?? new Message("failure.other", ("error", e.GetType().Name)),
    };
}
