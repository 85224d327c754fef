using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>An exception as <c>{errorType, errorMessage, stackTrace, cause}</c>.</summary>
internal static class ErrorReport
{
    public static byte[] Of(Exception failure)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            Write(writer, failure);
        return json.WrittenSpan.ToArray();
    }

    public static void WriteProperties(Utf8JsonWriter writer, Exception failure)
    {
        writer.WriteString("errorType", failure.GetType().Name);
        writer.WriteString("errorMessage", failure.Message);
        writer.WriteStartArray("stackTrace");
        foreach (var line in (failure.StackTrace ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            writer.WriteStringValue(line);
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, Exception failure)
    {
        writer.WriteStartObject();
        WriteProperties(writer, failure);
        if (failure.InnerException is { } cause)
        {
            writer.WritePropertyName("cause");
            Write(writer, cause);
        }
        writer.WriteEndObject();
    }
}
