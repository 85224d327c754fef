using Remediator.Core.Failures;
using Remediator.Core.Findings;
using Remediator.Core.Plans;
using Remediator.Core.Triggers;
using Remediator.Gate;
using Remediator.Gather;
using Remediator.Notify;
using Remediator.Repair;
using Remediator.Runtime;
using Remediator.Scan;

namespace Remediator.Pipeline;

/// <summary>The chain that every event, sweep, decision and command runs through, written in the order in which it happens.</summary>
public sealed class RemediationPipeline(
    ScopeResolver scopes, Recovery recovery, ClusterScanner scanner, FactGatherer gatherer, WritePermissions permissions, Repairs repairs,
    ApprovalRequests approvals, Notifier notifier, NextPullCheck nextPulls, Guardrails guardrails, Log log)
{
    /// <summary>The findings, or why the event is not ours.</summary>
    public async Task<(IReadOnlyList<Finding> Findings, string? Ignored)> HandleAsync(Trigger trigger, Invocation invocation) =>
        await scopes.ResolveAsync(trigger, invocation) switch
        {
            ResolvedScope.Ignored ignored => ([], ignored.Why),
            ResolvedScope.Looks looks => (await Walks.AllAsync(looks.Walks, walk => WalkAsync(walk, invocation with { Decision = looks.Decision })), null),
            _ => ([], null),
        };

    /// <summary>Clusters that are handled together, from what an earlier invocation left to what people are notified of.</summary>
    private async Task<IReadOnlyList<Finding>> WalkAsync(Walk walk, Invocation invocation)
    {
        var progress = new Progress();
        var open = await recovery.OpenAsync(walk, invocation);
        if (walk.IsEnded && open.Count == 0)
            return [];
        var left = await ResumeAsync(open, invocation, progress);
        var scan = await scanner.ScanAsync(walk, invocation, progress);
        for (var failures = Unhandled(scan, open.Except(left)); failures.Count > 0; failures = progress.TakeLeft())
        {
            var facts = await gatherer.GatherAsync(failures, invocation.Cancelled);
            var cases = failures.Zip(facts, PullCase.Of).ToArray();
            facts = await gatherer.FollowUpAsync(cases, invocation.Cancelled);
            cases = [.. failures.Zip(facts, PullCase.Of)];
            var plans = RepositoryPlans.Of(PullCase.OneAnIncident(cases).Select(one => one.Planned(guardrails) with { Took = invocation.Time.Elapsed }), invocation.Decision);
            await Task.WhenAll(plans.Repositories.Select(repository => RepairAsync(repository, plans.ToPatch, invocation, progress)));
        }
        await progress.TryAsync(() => notifier.NotifyAsync(recovery.Resolved(left, scan), invocation));
        await progress.TryAsync(() => nextPulls.CheckAsync(walk, progress.Found, invocation));
        return progress.Findings;
    }

    /// <summary>Resumes what earlier invocations have left.</summary>
    /// <returns>The incidents for which there was nothing to resume.</returns>
    private async Task<IReadOnlyList<OpenIncident>> ResumeAsync(IReadOnlyList<OpenIncident> open, Invocation invocation, Progress progress)
    {
        var resumed = await Task.WhenAll(open.Select(async incident => (Incident: incident, Findings: await progress.TryAsync(async () =>
            await notifier.NotifyAsync(await recovery.ResumeAsync(incident, invocation), invocation)))));
        return [.. resumed.Where(one => one.Findings is { Count: 0 }).Select(one => one.Incident)];
    }

    /// <summary>What is to be handled, but for what has just been resumed, or could not be.</summary>
    private static IReadOnlyList<PullFailure> Unhandled(IReadOnlyList<ScanResult> scan, IEnumerable<OpenIncident> resumed) =>
        [.. scan.SelectMany(seen => Spread.Over(seen.Failures)).Where(failure => !resumed.Any(one => one.Incident.IsOf(failure)))];

    /// <summary>
    /// Two changes of one repository would overwrite each other, so what comes after a change starts the chain again with what that has left.
    /// </summary>
    private async Task RepairAsync(RepositoryPlans.Repository repository, int toPatch, Invocation invocation, Progress progress)
    {
        var isTouched = false;
        foreach (var alike in repository.Alike)
        {
            if (isTouched)
                progress.Leave(alike.Select(one => one.Failure));
            else
                isTouched = await progress.TryAsync(() => FinishAsync(alike, toPatch, invocation, progress)) is not { } findings
                    || findings.Any(finding => finding.Outcome is not Outcome.None);
        }
    }

    /// <summary>gate → apply and verify → notify, for cases that wait for the same change.</summary>
    private async Task<IReadOnlyList<Finding>> FinishAsync(IReadOnlyList<PlannedCase> alike, int toPatch, Invocation invocation, Progress progress)
    {
        log.Incident = alike[0].Key;
        await using var permission = await permissions.RequestAsync(alike, toPatch, invocation);
        var notices = await repairs.ApplyAsync(alike, permission, invocation);
        notices = await approvals.RequestAsync(notices, invocation);
        // a pull that is let through now may fail further on, and that is another incident
        progress.Leave(notices.Select(notice => notice.Finding.Outcome).OfType<Outcome.Patched>().Select(patched => patched.Now).OfType<PullFailure>());
        return await notifier.NotifyAsync(notices, invocation);
    }
}
