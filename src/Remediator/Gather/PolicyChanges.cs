using Remediator.Core.Common;
using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Images;
using Remediator.Core.Plans;
using Remediator.Runtime;
using Remediator.State;

namespace Remediator.Gather;

/// <summary>Who last changed a repository's policy, as far as it was heard of: what a person has just set is not lifted without asking.</summary>
public sealed class PolicyChanges(IncidentStore memory, Mode mode, Log log)
{
    public async Task RememberAsync(EcrRepository repository, ChangedBy change, CancellationToken cancelled)
    {
        try
        {
            await memory.RememberChangeAsync(repository, change, cancelled);
        }
        catch (StoreUnavailableException e)
        {
            log.Error("who changed a policy was not remembered", ("repository", $"{repository}"), ("why", e.Message));
        }
    }

    public async Task<Fact<ChangedBy?>> LastAsync(PullFailure failure, CancellationToken cancelled)
    {
        if (failure.Image is not ImageReference.Ecr image)
            return Fact.Of<ChangedBy?>(null);
        var repository = EcrRepository.Of(image);
        try
        {
            return Fact.Of(await memory.ChangeOfAsync(repository, cancelled));
        }
        catch (StoreUnavailableException e)
        {
            log.Error("who changed a policy last is not known", ("repository", $"{repository}"), ("why", e.Message));
            // report writes nothing, so it has nothing to ask
            return mode is Mode.Report ? Fact.Of<ChangedBy?>(null) : Fact.Gap<ChangedBy?>(e.Message);
        }
    }
}
