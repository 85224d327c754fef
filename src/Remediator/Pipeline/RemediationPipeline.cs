using Remediator.Core.Findings;
using Remediator.Core.Plans;
using Remediator.Core.Triggers;
using Remediator.Gate;
using Remediator.Gather;
using Remediator.Notify;
using Remediator.Repair;
using Remediator.Scan;

namespace Remediator.Pipeline;

/// <summary>The chain that every event, sweep, decision and command runs through, written in the order in which it happens.</summary>
public sealed class RemediationPipeline(
    ScopeResolver scopes, SweepQueue queue, TriggerRecord record, Recovery recovery, ClusterScanner scanner, FactGatherer gatherer,
    WritePermits permits, Repairs repairs, ApprovalRequests approvals, Notifier notifier, Closing closing, NextPullCheck nextPulls,
    WorkloadAnnotations annotations, Guardrails guardrails, Log log)
{
    /// <summary>The findings, or why the event is not ours.</summary>
    public async Task<(IReadOnlyList<Finding> Findings, Message? Ignored)> HandleAsync(Trigger trigger, Invocation invocation)
    {
        var resolved = await scopes.ResolveAsync(trigger, invocation);
        var decision = (resolved as ResolvedScope.Looks)?.Decision;
        if (resolved is not ResolvedScope.Ignored { IsBelieved: false })
            await record.StoreAsync(trigger, decision, invocation);
        if (resolved is not ResolvedScope.Looks { Walks: var walks })
            return ([], ((ResolvedScope.Ignored)resolved).Why);
        walks = await queue.HandOnAsync(walks, invocation);
        return (await SideBySide.WalkAsync(walks, walk => WalkAsync(walk, invocation with { Decision = decision })), null);
    }

    /// <summary>Clusters that are handled together, from what an earlier invocation left to what people are notified of.</summary>
    private async Task<IReadOnlyList<Finding>> WalkAsync(Walk walk, Invocation invocation)
    {
        var progress = new Progress();
        var open = await recovery.OpenAsync(walk, invocation);
        if (walk.IsEnded && open.Count == 0)
            return [];
        var notResumed = await RecoverAsync(open, invocation, progress);
        var (scan, unseen) = await scanner.ScanAsync(walk, invocation, progress);
        await progress.TryAsync(() => NotifyOfUnseenAsync(unseen, invocation));
        foreach (var look in scan.Where(look => look.SandboxGap is not null))
            log.Warning("some pods could not be judged", ("cluster", look.Scope.Cluster), ("why", $"{look.SandboxGap}"));
        for (var failures = ToHandle(scan, open.Except(notResumed)); failures.Count > 0; failures = progress.TakeDeferred())
        {
            var cases = await DiagnoseAsync(failures, invocation);
            var plans = Plan(cases, invocation);
            await Bounded.EachAsync(plans.Repositories,
                repository => RepairAsync(repository, plans.RepositoriesToPatch, invocation, progress));
        }
        await progress.TryAsync(async () => await notifier.NotifyAsync(
            await closing.CloseAsync(notResumed, scan, progress.FoundSoFar, invocation), invocation));
        if (unseen.Count == 0)
            await progress.TryAsync(() => nextPulls.CheckAsync(walk, progress.FoundSoFar, invocation));
        // last of all: people were notified of everything by now
        var findings = await progress.TryAsync(() => annotations.WriteAsync(progress.FoundSoFar, invocation));
        progress.ThrowIfFailed();
        return findings!;
    }

    /// <summary>recover: finishes or rolls back what an earlier invocation left.</summary>
    /// <returns>The open incidents for which there was nothing to resume.</returns>
    private async Task<IReadOnlyList<OpenIncident>> RecoverAsync(IReadOnlyList<OpenIncident> open, Invocation invocation, Progress progress)
    {
        var resumed = await Bounded.SelectAsync(open, async incident => (Incident: incident, Findings: await progress.TryAsync(async () =>
            await notifier.NotifyAsync(await recovery.ResumeAsync(incident, invocation), invocation))));
        return [.. resumed.Where(one => one.Findings is { Count: 0 }).Select(one => one.Incident)];
    }

    /// <summary>notify: of clusters that could not be looked at, which nobody would notice otherwise.</summary>
    private Task<IReadOnlyList<Finding>> NotifyOfUnseenAsync(IReadOnlyList<PullFailure> unseen, Invocation invocation)
    {
        foreach (var cluster in unseen)
            log.Warning("cannot look at a cluster", ("cluster", cluster.Scope.Cluster), ("why", $"{cluster.Unseen}"));
        return notifier.NotifyAsync(
            [.. unseen.Select(cluster => new Notice(UnseenCluster.Of(cluster, invocation.StartedAt, guardrails.Mode)))], invocation);
    }

    /// <summary>Scanned failures, except those whose incident was resumed in this invocation, or could not be.</summary>
    private static IReadOnlyList<PullFailure> ToHandle(IReadOnlyList<ScanResult> scan, IEnumerable<OpenIncident> resumed) =>
        [.. scan.SelectMany(seen => Spread.Over(seen.Failures, seen.Failing))
            .Where(failure => !resumed.Any(one => one.Incident.IsOf(failure)))];

    /// <summary>
    /// gather → diagnose → follow up → diagnose: reading never judges, so what the first verdict leaves open is read after it.
    /// </summary>
    private async Task<IReadOnlyList<PullCase>> DiagnoseAsync(IReadOnlyList<PullFailure> failures, Invocation invocation)
    {
        var byRepository = (await DiagnoseEachAsync(failures, invocation)).ToLookup(one => one.IsOfEachImage);
        PullFailure[] apart = [.. byRepository[true].SelectMany(one => one.Failure.PerImage())];
        var byImage = apart.Length == 0 ? [] : await DiagnoseEachAsync(apart, invocation);
        return PullCase.OneAnIncident(byRepository[false].Concat(byImage));
    }

    private async Task<IEnumerable<PullCase>> DiagnoseEachAsync(IReadOnlyList<PullFailure> failures, Invocation invocation)
    {
        var first = await gatherer.GatherAsync(failures, invocation.Cancelled);
        PullCase[] cases = [.. failures.Zip(first, PullCase.Diagnose)];
        var all = await gatherer.FollowUpAsync(cases, invocation.Cancelled);
        return failures.Zip(all, PullCase.Diagnose);
    }

    private RepositoryPlans Plan(IEnumerable<PullCase> cases, Invocation invocation) => RepositoryPlans.Of(
        cases.Select(one => one.Planned(guardrails) with { DiagnosisTime = invocation.Time.Elapsed }), invocation.Decision);

    /// <summary>
    /// Two changes of one repository would overwrite each other. Once one was attempted, the rest of the repository's cases start the chain
    /// again, with facts as they are then.
    /// </summary>
    private async Task RepairAsync(RepositoryPlans.Repository repository, int repositoriesToPatch, Invocation invocation, Progress progress)
    {
        var mustReadAgain = false;
        foreach (var sameChange in repository.Changes)
        {
            if (mustReadAgain)
                progress.Defer(sameChange.Select(one => one.Failure));
            else
                mustReadAgain = await progress.TryAsync(
                    () => DecideAndApplyAsync(sameChange, repositoriesToPatch, invocation, progress)) is not { } done
                    || done.Any(finding => finding.Outcome is not Outcome.None);
        }
    }

    /// <summary>gate → apply and verify → notify. The repository stays locked until people were notified.</summary>
    private async Task<IReadOnlyList<Finding>> DecideAndApplyAsync(
        IReadOnlyList<PlannedCase> sameChange, int repositoriesToPatch, Invocation invocation, Progress progress)
    {
        log.Incident = sameChange[0].Key;
        await using var permit = await permits.RequestAsync(sameChange, repositoriesToPatch, invocation);
        var notices = await repairs.ApplyAsync(sameChange, permit, invocation);
        notices = await approvals.RequestAsync(notices, invocation);
        // a pull that is let through now may fail further on, and that is another incident
        progress.Defer(notices.Select(notice => notice.Finding.Outcome).OfType<Outcome.Patched>().Select(patched => patched.Now)
            .OfType<PullFailure>());
        return await notifier.NotifyAsync(notices, invocation);
    }
}
