using Remediator.Core.Facts;
using Remediator.Core.Plans;
using Remediator.State;

namespace Remediator.Gather;

/// <summary>
/// Who last changed a repository's policy, as far as events reported it: what a person has just set is not changed without approval.
/// </summary>
public sealed class PolicyChanges(IncidentStore store, Mode mode, Log log)
{
    public async Task RememberAsync(EcrRepository repository, ChangedBy change, CancellationToken cancelled)
    {
        try
        {
            await store.RememberChangeAsync(repository, change, cancelled);
        }
        catch (StoreUnavailableException e)
        {
            log.Error("who changed a repository policy was not stored", e, ("repository", $"{repository}"));
        }
    }

    public async Task<Fact<ChangedBy?>> LastAsync(PullFailure failure, CancellationToken cancelled)
    {
        if (failure.Image is not ImageReference.Ecr image)
            return Fact.Of<ChangedBy?>(null);
        var repository = EcrRepository.Of(image);
        try
        {
            return Fact.Of(await store.ChangeOfAsync(repository, cancelled));
        }
        catch (StoreUnavailableException e)
        {
            log.Error("who last changed a repository policy is not known", e, ("repository", $"{repository}"));
            // in mode report nothing is written, so nothing needs approval
            return mode is Mode.Report ? Fact.Of<ChangedBy?>(null) : Fact.Gap<ChangedBy?>(e.Why);
        }
    }
}
