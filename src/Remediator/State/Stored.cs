using System.Text.Json.Nodes;

namespace Remediator.State;

/// <summary>How long documents are kept at least; the table's time to live only tidies up, and nothing depends on it.</summary>
internal static class StoreTimes
{
    public static readonly TimeSpan Incidents = TimeSpan.FromDays(90);
    public static readonly TimeSpan Patches = TimeSpan.FromDays(400);
    public static readonly TimeSpan Approvals = TimeSpan.FromDays(1);
    public static readonly TimeSpan Changes = TimeSpan.FromDays(2);
}

/// <summary>Reads a document's body. What a person, or a newer version, wrote otherwise is no memory.</summary>
internal static class Stored
{
    /// <exception cref="StoreUnavailableException">It is not what it should be.</exception>
    public static T Read<T>(Document document, Func<JsonNode, T> read) => Read(document.Key, () => read(document.Body));

    /// <inheritdoc cref="Read{T}(Document, Func{JsonNode, T})"/>
    public static T Read<T>(string key, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (UnreadableException e)
        {
            throw new StoreUnavailableException(new Message("gap.table.record", ("key", key), ("text", e.Why)), e);
        }
    }
}
