using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json.Serialization.Metadata;

namespace Remediator.Sandbox.Json;

/// <summary>Helpers for JSON text and timestamps.</summary>
internal static class JsonText
{
    // the resolver is named because the host may have disabled reflection
    public static readonly JsonSerializerOptions Relaxed = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    /// <summary>An immutable copy.</summary>
    public static JsonElement ToElement(JsonNode node)
    {
        var buffer = new ArrayBufferWriter<byte>(2_048);
        using (var writer = new Utf8JsonWriter(buffer))
            node.WriteTo(writer);
        return JsonElement.Parse(buffer.WrittenSpan);
    }

    public static string Timestamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");

    public static double Epoch(DateTimeOffset at) => at.ToUnixTimeMilliseconds() / 1000d;
}
