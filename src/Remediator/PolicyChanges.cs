using Remediator.Core;
using Remediator.Memory;

namespace Remediator;

/// <summary>Who last changed a repository's policy, as far as it was heard of: what a person has just set is not lifted without asking.</summary>
/// <remarks>Where the memory fails it is told to the log alone: nothing is written without it anyway.</remarks>
public sealed class PolicyChanges(IncidentMemory memory, Log log)
{
    public async Task RememberAsync(EcrRepository repository, ChangedBy change, CancellationToken cancelled)
    {
        try
        {
            await memory.RememberChangeAsync(repository, change, cancelled);
        }
        catch (MemoryUnavailableException e)
        {
            log.Error("who changed a policy was not remembered", ("repository", $"{repository}"), ("why", e.Message));
        }
    }

    public async Task<ChangedBy?> LastAsync(PullFailure failure, CancellationToken cancelled)
    {
        if (failure.Image is not ImageReference.Ecr image)
            return null;
        var repository = EcrRepository.Of(image);
        try
        {
            return await memory.ChangeOfAsync(repository, cancelled);
        }
        catch (MemoryUnavailableException e)
        {
            log.Error("who changed a policy last is not known", ("repository", $"{repository}"), ("why", e.Message));
            return null;
        }
    }
}
