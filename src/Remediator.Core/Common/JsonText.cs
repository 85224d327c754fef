using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;

namespace Remediator.Core.Common;

/// <summary>JSON as policies are written and compared.</summary>
public static class JsonText
{
    // the default encoder would turn +, &, ' and every letter beyond ASCII into \uXXXX: noise in the diff of a policy
    private static readonly JsonWriterOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions s_spread = s_plain with { Indented = true, NewLine = "\n" };

    /// <summary>Keys in ordinal order, no white space.</summary>
    public static string Canonical(JsonElement json) => Written(writer => WriteCanonical(writer, json), s_plain);

    /// <summary>No white space, everything in its order.</summary>
    public static string Compact(JsonNode json) => Written(writer => json.WriteTo(writer), s_plain);

    /// <summary>One member a line, everything in its order.</summary>
    public static string Indented(string json) => Written(writer => JsonNode.Parse(json)!.WriteTo(writer), s_spread);

    /// <summary>
    /// What is wrong with a text that could not be read as JSON. The framework's own words are left out of the native binary.
    /// </summary>
    public static Message FaultOf(Exception bad) => bad switch
    {
        JsonException { LineNumber: { } line, BytePositionInLine: { } position } =>
            new Message("unreadable.json-at", ("line", line + 1), ("position", position + 1)),
        // the only fault that has no position
        JsonException => new Message("unreadable.json-key-twice"),
        _ => new Message("unreadable.json-not-unicode"),
    };

    /// <summary>A string or a list of strings; null if it is neither.</summary>
    public static string[]? Texts(this JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => [json.GetString()!],
        JsonValueKind.Array when json.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) =>
            [.. json.EnumerateArray().Select(item => item.GetString()!)],
        _ => null,
    };

    public static JsonArray ArrayOf(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode?)JsonValue.Create(text))];

    private static string Written(Action<Utf8JsonWriter> write, JsonWriterOptions options)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, options))
            write(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteCanonical(Utf8JsonWriter writer, JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in json.EnumerateObject().OrderBy(property => property.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(property.Name);
                    WriteCanonical(writer, property.Value);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in json.EnumerateArray())
                    WriteCanonical(writer, item);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(json.GetString());
                break;
            default:
                json.WriteTo(writer);
                break;
        }
    }
}
