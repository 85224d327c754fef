using Remediator.Core;

namespace Remediator;

/// <summary>Tells of the workloads that run from their nodes' caches and would fail at their next pull from a repository.</summary>
public sealed class Foresight(FactGatherer gatherer, Teller teller, Rails rails)
{
    /// <param name="told">What fails already and was told under its key.</param>
    public async Task<IReadOnlyList<Finding>> OfAsync(IReadOnlyList<PullFailure> uses, IReadOnlyList<Finding> told, Run run)
    {
        var read = await Task.WhenAll(uses.Select(async use => (use, facts: await gatherer.GatherAsync(use, run.Cancelled))));
        var findings = Merged(read).ExceptBy(told.Select(finding => finding.Key), finding => finding.Key).ToArray();
        return await Task.WhenAll(findings.Select(finding => teller.TellAsync(finding, run)));
    }

    /// <summary>Uses of several images that would fail as one incident are judged once more as one.</summary>
    private IEnumerable<Finding> Merged((PullFailure Use, Facts Facts)[] read) =>
        from pair in read
        let finding = NextPull.Of(pair.Use, pair.Facts, rails)
        where finding is not null
        group pair by finding.Key into alike
        let whole = alike.First().Use with { Pods = [.. alike.SelectMany(pair => pair.Use.Pods)] }
        select NextPull.Of(whole, alike.First().Facts, rails)!;
}
