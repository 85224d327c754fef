using Remediator.State;

namespace Remediator.Gate;

/// <summary>One invocation at a time works on a repository.</summary>
public sealed class RepositoryLock(IncidentStore store, TimeProvider clock, Log log)
{
    /// <summary>A lock outlives the invocation that holds it by this much, so that nobody acts beside one that is still running.</summary>
    private static readonly TimeSpan s_margin = TimeSpan.FromMinutes(1);

    /// <summary>Null where someone else holds the repository: another invocation, or this one for another cluster.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be asked for.</exception>
    public async Task<Lease?> TakeAsync(string repositoryArn, Invocation invocation)
    {
        var owner = $"{invocation.Owner}/{Guid.NewGuid():N}";
        var until = clock.GetUtcNow() + invocation.Time.Remaining + s_margin;
        return await store.LockAsync(repositoryArn, owner, until, invocation.Cancelled)
            ? new Lease(store, repositoryArn, owner, invocation.Time, log) : null;
    }

    /// <summary>A lock that is held until it is disposed, or until it expires.</summary>
    public sealed class Lease(IncidentStore store, string name, string owner, TimeBudget time, Log log) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            using var end = time.Until(TimeBudget.Margin);
            await store.ReleaseAsync(name, owner, log, end.Token);
        }
    }
}
