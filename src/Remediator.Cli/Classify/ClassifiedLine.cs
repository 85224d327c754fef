using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Remediator.Core.PullTexts;

namespace Remediator.Cli.Classify;

/// <summary>The answer to one line of input, as one line of JSON.</summary>
public sealed record ClassifiedLine(string Json, bool IsRead)
{
    private static readonly JsonWriterOptions s_relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The symptom and image of a JSON string; for anything else the error and the number of the line, counted from 1.</summary>
    public static ClassifiedLine Of(string line, int number)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.ValueKind is JsonValueKind.String
                ? Read(PullText.Read(json.RootElement.GetString()!))
                : Unread($"a {json.RootElement.ValueKind.ToString().ToLowerInvariant()} is not a json string", number);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Unread($"not a json string: {JsonText.FaultOf(e)}", number);
        }
    }

    private static ClassifiedLine Read(PullText text) => new(Written(json =>
    {
        json.WriteString("symptom", text.Symptom.ToString());
        json.WriteString("image", text.Image);
    }), IsRead: true);

    private static ClassifiedLine Unread(string error, int number) => new(Written(json =>
    {
        json.WriteString("error", error);
        json.WriteNumber("line", number);
    }), IsRead: false);

    private static string Written(Action<Utf8JsonWriter> members)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, s_relaxed))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }
}
