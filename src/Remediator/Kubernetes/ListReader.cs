using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Remediator.Kubernetes;

/// <summary>
/// Reads a list of objects while it arrives and yields one after another: neither the answer nor its objects are ever in memory as a
/// whole. An answer from the API server's cache may be the whole cluster, whatever limit was asked for:
/// https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-versions
/// </summary>
/// <param name="each">Called for each object, as soon as it is there.</param>
/// <param name="waits">Called before each part of the answer is waited for.</param>
public sealed class ListReader<T>(JsonTypeInfo<T> type, Action<T> each, Action? waits = null)
{
    private JsonReaderState _state;
    private bool _inItems;
    private bool _sawItems;
    private string? _next;

    /// <summary>Reads one list; returns where the next page begins, or null.</summary>
    /// <exception cref="JsonException">The answer is not a list of such objects, or it is incomplete.</exception>
    public async Task<string?> ReadAsync(Stream answer, CancellationToken cancelled)
    {
        var pipe = PipeReader.Create(answer, new StreamPipeReaderOptions(bufferSize: 1 << 16, leaveOpen: true));
        ReadResult read;
        do
        {
            waits?.Invoke();
            read = await pipe.ReadAsync(cancelled);
            pipe.AdvanceTo(Read(read.Buffer, read.IsCompleted), read.Buffer.End);
        }
        while (!read.IsCompleted);
        await pipe.CompleteAsync();
        return _sawItems ? _next : throw new JsonException("the answer is not a list");
    }

    /// <summary>The position up to which everything was read; what follows has not arrived in full.</summary>
    private SequencePosition Read(in ReadOnlySequence<byte> buffer, bool isLast)
    {
        var reader = new Utf8JsonReader(buffer, isLast, _state);
        var done = reader;
        while (reader.Read() && Handled(ref reader))
            done = reader;
        _state = done.CurrentState;
        return buffer.GetPosition(done.BytesConsumed);
    }

    /// <summary>False where the rest of the value has not arrived.</summary>
    private bool Handled(ref Utf8JsonReader reader) => (reader.TokenType, reader.CurrentDepth) switch
    {
        (_, 2) when _inItems => Item(ref reader),
        (JsonTokenType.EndArray, 1) => !(_inItems = false),
        (JsonTokenType.PropertyName, 1) => Member(ref reader),
        _ => true,
    };

    private bool Item(ref Utf8JsonReader reader)
    {
        var item = reader;
        if (!reader.TrySkip())
            return false;
        each(JsonSerializer.Deserialize(ref item, type) ?? throw new JsonException("an item of the list is null"));
        return true;
    }

    private bool Member(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("items"u8))
        {
            if (!reader.Read())
                return false;
            _inItems = reader.TokenType is JsonTokenType.StartArray;
            return _sawItems = true;
        }
        var isMetadata = reader.ValueTextEquals("metadata"u8);
        if (!reader.Read())
            return false;
        var value = reader;
        if (!reader.TrySkip())
            return false;
        if (isMetadata)
            _next = JsonSerializer.Deserialize(ref value, ObjectJson.Default.ListMetadata)?.Continue;
        return true;
    }
}
