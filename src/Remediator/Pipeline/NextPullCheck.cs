using Remediator.Core.Facts;
using Remediator.Core.Findings;
using Remediator.Core.Plans;
using Remediator.Gather;
using Remediator.Kubernetes;
using Remediator.Notify;
using Remediator.Repair;
using Remediator.Scan;

namespace Remediator.Pipeline;

/// <summary>
/// Finds the workloads that run from their nodes' caches and would fail at their next pull from a repository that was changed.
/// </summary>
public sealed class NextPullCheck(
    ClusterConnection connections, ImageUseScanner scanner, FactGatherer gatherer, Notifier notifier, Guardrails guardrails)
{
    /// <param name="found">What fails already: people have been notified of it under its key.</param>
    public async Task<IReadOnlyList<Finding>> CheckAsync(Walk walk, IReadOnlyList<Finding> found, Invocation invocation)
    {
        if (!walk.LooksAhead)
            return [];
        var uses = (await Bounded.SelectAsync(walk.Looks, look => UsesAsync(look, invocation)))
            .SelectMany(uses => uses).ToArray();
        var facts = await gatherer.GatherAsync(uses, invocation.Cancelled);
        var cases = uses.Zip(facts, PullCase.Diagnose).ToArray();
        var ahead = Merged(uses.Zip(await gatherer.FollowUpAsync(cases, invocation.Cancelled)))
            .ExceptBy(found.Select(finding => finding.Key), finding => finding.Key);
        return await notifier.NotifyAsync([.. ahead.Select(finding => new Notice(finding))], invocation);
    }

    private async Task<IReadOnlyList<PullFailure>> UsesAsync(ClusterLook look, Invocation invocation) =>
        look.Only is not { } source ? []
        : await scanner.ReadAsync(await connections.OpenAsync(look.Scope, invocation.Cancelled), look.Scope, source, invocation);

    /// <summary>Uses of several images that would fail as one incident are judged once more as one.</summary>
    private IEnumerable<Finding> Merged(IEnumerable<(PullFailure Use, PullFacts Facts)> read) =>
        from pair in read
        let finding = NextPull.Of(pair.Use, pair.Facts, guardrails)
        where finding is not null
        group pair by finding.Key into alike
        let whole = alike.First().Use with { Pods = [.. alike.SelectMany(pair => pair.Use.Pods)] }
        select NextPull.Of(whole, alike.First().Facts, guardrails)!;
}
