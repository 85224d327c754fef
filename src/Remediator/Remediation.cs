using Remediator.Core;

namespace Remediator;

/// <summary>The way of a failure: facts → verdict → plan → outcome → finding.</summary>
public sealed class Remediation(FactGatherer gatherer, PlanExecutor executor, FindingPublisher publisher, Metrics metrics, Log log, Rails rails)
{
    /// <summary>Repositories side by side.</summary>
    public async Task<IReadOnlyList<Finding>> OfAsync(IReadOnlyList<PullFailure> failures, Run run)
    {
        var told = await Task.WhenAll(Spread.Over(failures).GroupBy(RepositoryOf).Select(group => OneByOneAsync(group, run)));
        return [.. told.SelectMany(findings => findings)];
    }

    /// <summary>
    /// Two failures of one repository would overwrite each other's policy, so the second reads what the first has left.
    /// One that throws, as one that could not be told does, keeps none after it waiting for the retry.
    /// </summary>
    private async Task<IReadOnlyList<Finding>> OneByOneAsync(IEnumerable<PullFailure> ofRepository, Run run)
    {
        var handled = new List<Task<Finding>>();
        foreach (var failure in ofRepository)
        {
            var one = OfAsync(failure, run);
            await ((Task)one).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            handled.Add(one);
        }
        return await Task.WhenAll(handled);
    }

    private async Task<Finding> OfAsync(PullFailure failure, Run run)
    {
        var facts = await gatherer.GatherAsync(failure, run.Cancelled);
        var verdict = Diagnosis.Of(failure, facts);
        log.Incident = IncidentKey.Of(failure, (facts.Puller as Fact<Puller>.Known)?.Value, verdict.Cause);
        var diagnosed = run.Deadline.Elapsed;
        var plan = Plan.For(failure, facts, verdict, rails);
        var outcome = await executor.ExecuteAsync(failure, plan, run.Deadline, run.Cancelled);
        var finding = Finding.Of(failure, facts, verdict, plan, outcome, rails);
        metrics.Count(finding, diagnosed, run.Deadline.Elapsed);
        await publisher.PublishAsync(finding, run.EventId, run.Cancelled);
        return finding;
    }

    private static string RepositoryOf(PullFailure failure) =>
        failure.Image is ImageReference.Ecr image ? image.RepositoryArn : failure.Image.Text;
}
