using System.Text.Json.Nodes;

namespace Remediator.State;

/// <summary>
/// Small JSON documents, each of a kind and under a key. Every write is conditional, so of two who write at once one learns that it lost.
/// </summary>
/// <remarks>All calls throw <see cref="StoreUnavailableException"/> where the documents cannot be reached.</remarks>
public interface IDocuments
{
    /// <summary>Others see the same documents, and they outlive this process.</summary>
    bool IsShared { get; }

    Task<Document?> GetAsync(string kind, string key, CancellationToken cancelled);

    /// <summary>All of a kind, or those with that mark, in the order of their keys.</summary>
    Task<IReadOnlyList<Document>> ListAsync(string kind, string? mark, CancellationToken cancelled);

    /// <summary>
    /// False, and nothing is changed, where the document has another version than <paramref name="document"/> was made from (0: it must not
    /// be there).
    /// </summary>
    /// <param name="keptUntil">It may be forgotten afterwards; null keeps it.</param>
    Task<bool> PutAsync(Document document, DateTimeOffset? keptUntil, CancellationToken cancelled);

    /// <summary>All of them or, where one has another version than it was made from, none and false.</summary>
    Task<bool> PutAllAsync(IReadOnlyList<(Document Document, DateTimeOffset? KeptUntil)> documents, CancellationToken cancelled);

    /// <summary>False where someone else holds it and <paramref name="now"/> is before the end of theirs.</summary>
    Task<bool> LockAsync(string name, string owner, DateTimeOffset now, DateTimeOffset until, CancellationToken cancelled);

    Task UnlockAsync(string name, string owner, CancellationToken cancelled);
}

/// <param name="Version">0 for one that was never put.</param>
/// <param name="Mark">What it is listed by; null where it is only found by its key.</param>
/// <param name="Body">Empty where a person created the item.</param>
public sealed record Document(string Kind, string Key, long Version, string? Mark, JsonObject Body);

/// <summary>What is remembered cannot be read or written now. Nothing is changed on the strength of a memory that is not there.</summary>
public sealed class StoreUnavailableException(Message why) : Exception($"{why}")
{
    public Message Why => why;
}
