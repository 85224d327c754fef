using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;

namespace Remediator.Kubernetes;

/// <summary>
/// Reads a list of pods while it arrives and hands out one pod after another: neither the answer nor its pods are ever held as a whole. An answer
/// from the API server's cache may well be the whole cluster, whatever limit was asked for:
/// https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-versions
/// </summary>
public sealed class PodListReader
{
    private readonly Action<Pod> each;
    private JsonReaderState state;
    private bool inItems;
    private bool sawItems;
    private string? next;

    private PodListReader(Action<Pod> each) => this.each = each;

    /// <summary>Where the next page begins, or null.</summary>
    /// <exception cref="JsonException">The answer is no list of pods, or ends in its middle.</exception>
    public static async Task<string?> ReadAsync(Stream answer, Action<Pod> each, CancellationToken cancelled)
    {
        var list = new PodListReader(each);
        var pipe = PipeReader.Create(answer, new StreamPipeReaderOptions(bufferSize: 1 << 16, leaveOpen: true));
        ReadResult read;
        do
        {
            read = await pipe.ReadAsync(cancelled);
            pipe.AdvanceTo(list.Read(read.Buffer, read.IsCompleted), read.Buffer.End);
        }
        while (!read.IsCompleted);
        await pipe.CompleteAsync();
        return list.sawItems ? list.next : throw new JsonException("the answer is no list");
    }

    /// <summary>How far everything was read; what lies behind is not yet there in full.</summary>
    private SequencePosition Read(in ReadOnlySequence<byte> buffer, bool isLast)
    {
        var reader = new Utf8JsonReader(buffer, isLast, state);
        var done = reader;
        while (reader.Read() && Handled(ref reader))
            done = reader;
        state = done.CurrentState;
        return buffer.GetPosition(done.BytesConsumed);
    }

    /// <summary>False where the rest of the value has not arrived.</summary>
    private bool Handled(ref Utf8JsonReader reader) => (reader.TokenType, reader.CurrentDepth) switch
    {
        (_, 2) when inItems => Item(ref reader),
        (JsonTokenType.EndArray, 1) => !(inItems = false),
        (JsonTokenType.PropertyName, 1) => Member(ref reader),
        _ => true,
    };

    private bool Item(ref Utf8JsonReader reader)
    {
        var item = reader;
        if (!reader.TrySkip())
            return false;
        each(JsonSerializer.Deserialize(ref item, PodJson.Default.Pod) ?? throw new JsonException("an item of the list is null"));
        return true;
    }

    private bool Member(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("items"u8))
        {
            if (!reader.Read())
                return false;
            inItems = reader.TokenType is JsonTokenType.StartArray;
            return sawItems = true;
        }
        var isMetadata = reader.ValueTextEquals("metadata"u8);
        if (!reader.Read())
            return false;
        var value = reader;
        if (!reader.TrySkip())
            return false;
        if (isMetadata)
            next = JsonSerializer.Deserialize(ref value, PodJson.Default.ListMetadata)?.Continue;
        return true;
    }
}
