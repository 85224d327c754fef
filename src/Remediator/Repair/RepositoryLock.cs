using Remediator.Runtime;
using Remediator.State;

namespace Remediator.Repair;

/// <summary>Lets one invocation at a time work on a repository.</summary>
public sealed class RepositoryLock(IncidentStore memory, TimeProvider clock, Log log)
{
    /// <summary>A lock outlives the invocation that holds it by this much, so that nobody acts beside one that is still running.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    /// <summary>Null where someone else holds the repository: another invocation, or this one for another cluster.</summary>
    public async Task<T?> AloneAsync<T>(string repositoryArn, Invocation run, Func<Task<T?>> act) where T : class
    {
        var owner = $"{run.Owner}/{Guid.NewGuid():N}";
        // a lock of the process itself could be lost with nothing else
        var until = clock.GetUtcNow() + run.Time.Remaining + Margin;
        if (!await memory.LockAsync(repositoryArn, owner, until, run.Cancelled))
            return null;
        try
        {
            return await act();
        }
        finally
        {
            await memory.ReleaseAsync(repositoryArn, owner, log, CancellationToken.None);
        }
    }
}
