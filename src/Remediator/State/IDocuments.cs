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

    /// <summary>All of a kind, in the order of their keys. It costs what was ever stored, so it is for people, not for events.</summary>
    Task<IReadOnlyList<Document>> ListAsync(string kind, CancellationToken cancelled);

    /// <summary>Those with one of these marks, in the order of their marks. It costs what has them, whatever else is stored.</summary>
    Task<IReadOnlyList<Document>> ListAsync(string kind, Marks marks, CancellationToken cancelled);

    /// <summary>Whether every document is listed by its mark: an earlier version wrote them without a list.</summary>
    Task<bool> IsListedAsync(CancellationToken cancelled);

    /// <summary>Lists what an earlier version has not, a bounded part at each call; nothing once that is done.</summary>
    Task ListOlderAsync(CancellationToken cancelled);

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
/// <param name="Mark">What it is listed by from now on; null where it is only found by its key.</param>
/// <param name="Body">Empty where a person created the item.</param>
public sealed record Document(string Kind, string Key, long Version, Mark? Mark, JsonObject Body)
{
    /// <summary>The text of the mark that it is listed by as it was read; null where it is in no list.</summary>
    public string? Listed { get; init; }

    /// <summary>The same document with another body and mark, to be put in its place.</summary>
    public static Document After(Document? found, string kind, string key, Mark? mark, JsonObject body) =>
        new(kind, key, found?.Version ?? 0, mark, body) { Listed = found?.Listed };
}

/// <param name="IsLasting">Its place in the list stays until the document leaves it; otherwise it is kept for as long as the document is
/// when it enters.</param>
public sealed record Mark(string Text, bool IsLasting);

/// <summary>Marks from one to another, in the order of their characters.</summary>
public sealed record Marks(string From, string To)
{
    /// <summary>After every character that stands in a mark or a key.</summary>
    private const char Last = '\uffff';

    /// <summary>Exactly that mark.</summary>
    public static Marks Of(string mark) => new($"{mark} ", $"{mark} {Last}");

    /// <summary>All that begin so, from one on.</summary>
    public static Marks Beginning(string text, string from = "") => new($"{text}{from}", $"{text}{Last}");

    /// <summary>A document's place in the list of its kind.</summary>
    public static string PlaceOf(string mark, string key) => $"{mark} {key}";

    public bool Holds(string place) => string.CompareOrdinal(From, place) <= 0 && string.CompareOrdinal(place, To) <= 0;
}

/// <summary>What is remembered cannot be read or written now. Nothing is changed on the strength of a memory that is not there.</summary>
public sealed class StoreUnavailableException(Message why, Exception? inner = null) : Exception($"{why}", inner)
{
    public Message Why => why;
}
