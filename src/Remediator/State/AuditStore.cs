using Remediator.Core.Audit;

namespace Remediator.State;

/// <summary>What is remembered from one audit of a cluster to the next.</summary>
/// <remarks>All calls throw <see cref="StoreUnavailableException"/> where nothing can be remembered now.</remarks>
public sealed class AuditStore(IDocuments documents, TimeProvider clock)
{
    private const string Kind = "audit";

    /// <summary>The lock of an audit that crashed expires after this.</summary>
    private static readonly TimeSpan s_turn = TimeSpan.FromMinutes(1);

    /// <summary>The memory with the version to store the next one by.</summary>
    public async Task<(AuditMemory Memory, long Version)> MemoryOfAsync(Scope cluster, CancellationToken cancelled) =>
        await documents.GetAsync(Kind, KeyOf(cluster), cancelled) is { } found
            ? (Stored.Read(found, AuditMemory.Read), found.Version) : (AuditMemory.None, 0);

    /// <returns>False where somebody else stored another in the meantime.</returns>
    public Task<bool> SaveAsync(Scope cluster, AuditMemory memory, long version, CancellationToken cancelled) => documents.PutAsync(
        new Document(Kind, KeyOf(cluster), version, null, memory.ToJson()), clock.GetUtcNow() + StoreTimes.Incidents, cancelled);

    /// <summary>Of two audits of a cluster at once, one notifies people.</summary>
    public Task<bool> TakeTurnAsync(Scope cluster, string owner, CancellationToken cancelled) =>
        documents.LockAsync(TurnOf(cluster), owner, clock.GetUtcNow(), clock.GetUtcNow() + s_turn, cancelled);

    public Task EndTurnAsync(Scope cluster, string owner, CancellationToken cancelled) =>
        documents.UnlockAsync(TurnOf(cluster), owner, cancelled);

    private static string TurnOf(Scope cluster) => $"audit {KeyOf(cluster)}";

    private static string KeyOf(Scope cluster) => $"{cluster.Account}/{cluster.Region}/{cluster.Cluster}";
}
