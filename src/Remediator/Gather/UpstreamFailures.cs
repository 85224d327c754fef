using Remediator.Core.Facts;
using Remediator.State;

namespace Remediator.Gather;

/// <summary>What last kept ECR from filling a repository through a pull-through cache: its own event tells, and no call does.</summary>
public sealed class UpstreamFailures(IncidentStore store, Log log)
{
    public async Task RememberAsync(EcrRepository repository, UpstreamFailure failure, CancellationToken cancelled)
    {
        log.Information("ECR could not fill a pull-through cache", ("repository", $"{repository}"), ("tag", failure.Tag),
            ("code", failure.Code), ("reason", failure.Reason));
        try
        {
            await store.RememberUpstreamAsync(repository, failure, cancelled);
        }
        catch (StoreUnavailableException e)
        {
            log.Error("why a pull-through cache was not filled was not stored", e, ("repository", $"{repository}"));
        }
    }

    public async Task<Fact<UpstreamFailure?>> LastAsync(ImageReference.Ecr image, CancellationToken cancelled)
    {
        try
        {
            return Fact.Of(await store.UpstreamOfAsync(EcrRepository.Of(image), cancelled));
        }
        catch (StoreUnavailableException e)
        {
            log.Error("why a pull-through cache was not filled is not known", e, ("repository", $"{EcrRepository.Of(image)}"));
            return Fact.Gap<UpstreamFailure?>(e.Why);
        }
    }
}
