using Remediator.Core;

namespace Remediator;

/// <summary>The way of a failure: facts → verdict → plan → outcome → finding.</summary>
public sealed class Remediation(FactGatherer gatherer, PlanExecutor executor, FindingPublisher publisher, Rails rails)
{
    /// <summary>Repositories side by side.</summary>
    public async Task<IReadOnlyList<Finding>> OfAsync(IReadOnlyList<PullFailure> failures, Run run)
    {
        var told = await Task.WhenAll(Spread.Over(failures).GroupBy(RepositoryOf).Select(group => OneByOneAsync(group, run)));
        return [.. told.SelectMany(findings => findings)];
    }

    /// <summary>Two failures of one repository would overwrite each other's policy, so the second reads what the first has left.</summary>
    private async Task<IReadOnlyList<Finding>> OneByOneAsync(IEnumerable<PullFailure> ofRepository, Run run)
    {
        var findings = new List<Finding>();
        foreach (var failure in ofRepository)
            findings.Add(await OfAsync(failure, run));
        return findings;
    }

    private async Task<Finding> OfAsync(PullFailure failure, Run run)
    {
        var facts = await gatherer.GatherAsync(failure, run.Cancelled);
        var verdict = Diagnosis.Of(failure, facts);
        var plan = Plan.For(failure, facts, verdict, rails);
        var outcome = await executor.ExecuteAsync(failure, plan, run.Deadline);
        var finding = Finding.Of(failure, facts, verdict, plan, outcome, rails);
        using var end = run.Deadline.Until(Deadline.Margin);
        await publisher.PublishAsync(finding, run.EventId, end.Token);
        return finding;
    }

    private static string RepositoryOf(PullFailure failure) =>
        failure.Image is ImageReference.Ecr image ? image.RepositoryArn : failure.Image.Text;
}
