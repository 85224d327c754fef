using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>
/// A line of the log, in either of Lambda's formats: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html.
/// </summary>
internal sealed record LogEntry(DateTime Time, string? RequestId, LogLevel Level, MessageTemplate Message, Exception? Failure)
{
    public static string ToText(LogEntry entry) =>
        $"{entry.Timestamp}\t{entry.RequestId}\t{ShortNameOf(entry.Level)}\t{entry.Message.Text}{(entry.Failure is null ? "" : $"\n{entry.Failure}")}";

    public static string ToJson(LogEntry entry)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteString("timestamp", entry.Timestamp);
            writer.WriteString("level", entry.Level.ToString());
            writer.WriteString("requestId", entry.RequestId);
            writer.WriteString("message", entry.Message.Text);
            foreach (var (name, value) in entry.Message.Values)
                writer.WriteString(name, value);
            if (entry.Failure is { } failure)
                ErrorReport.WriteProperties(writer, failure);
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(json.WrittenSpan);
    }

    private string Timestamp => $"{Time:yyyy-MM-ddTHH:mm:ss.fffZ}";

    private static string ShortNameOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };
}
