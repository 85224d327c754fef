using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Findings;
using Remediator.Core.Plans;
using Remediator.Gather;
using Remediator.Notify;
using Remediator.Runtime;

namespace Remediator.Pipeline;

/// <summary>Tells of the workloads that run from their nodes' caches and would fail at their next pull from a repository.</summary>
public sealed class NextPullCheck(FactGatherer gatherer, Notifier teller, Guardrails rails)
{
    /// <param name="told">What fails already and was told under its key.</param>
    public async Task<IReadOnlyList<Finding>> OfAsync(IReadOnlyList<PullFailure> uses, IReadOnlyList<Finding> told, Invocation run)
    {
        var read = await Task.WhenAll(uses.Select(async use => (use, facts: await gatherer.GatherAsync(use, run.Cancelled))));
        var findings = Merged(read).ExceptBy(told.Select(finding => finding.Key), finding => finding.Key).ToArray();
        return await Task.WhenAll(findings.Select(finding => teller.TellAsync(finding, run)));
    }

    /// <summary>Uses of several images that would fail as one incident are judged once more as one.</summary>
    private IEnumerable<Finding> Merged((PullFailure Use, PullFacts Facts)[] read) =>
        from pair in read
        let finding = NextPull.Of(pair.Use, pair.Facts, rails)
        where finding is not null
        group pair by finding.Key into alike
        let whole = alike.First().Use with { Pods = [.. alike.SelectMany(pair => pair.Use.Pods)] }
        select NextPull.Of(whole, alike.First().Facts, rails)!;
}
