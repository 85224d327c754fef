using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Lambda.Core;
using Remediator.Core.Common;

namespace Remediator.Runtime;

/// <summary>
/// One line an entry, as JSON or text. What is logged is never a secret, and nothing in it can be obeyed by a terminal.
/// </summary>
public sealed class Log(Action<string> write, TimeProvider clock)
{
    private readonly AsyncLocal<string?> incident = new();

    /// <summary>Tab-separated text, with the fields as JSON at the end, instead of JSON alone.</summary>
    public bool IsText { get; init; }

    /// <summary>Entries below it are left out, except what <see cref="Record"/> writes.</summary>
    public LogLevel Lowest { get; init; } = LogLevel.Information;

    /// <summary>
    /// Honours what the function's logging configuration says, in Lambda's own variables:
    /// https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-advanced.html
    /// </summary>
    public static Log Of(IReadOnlyDictionary<string, string?> environment, Action<string> write, TimeProvider clock) => new(write, clock)
    {
        IsText = string.Equals(environment.GetValueOrDefault("AWS_LAMBDA_LOG_FORMAT"), "Text", StringComparison.OrdinalIgnoreCase),
        Lowest = LevelOf(environment.GetValueOrDefault("AWS_LAMBDA_LOG_LEVEL")),
    };

    /// <summary>The incident that every entry from here on belongs to, until the calling method ends.</summary>
    public string? Incident { set => incident.Value = value; }

    public void Information(string message, params (string Name, JsonNode? Value)[] fields) => Write(LogLevel.Information, message, fields);

    public void Warning(string message, params (string Name, JsonNode? Value)[] fields) => Write(LogLevel.Warning, message, fields);

    public void Error(string message, params (string Name, JsonNode? Value)[] fields) => Write(LogLevel.Error, message, fields);

    /// <summary>A warning that no level leaves out: without it a change could not be undone.</summary>
    public void Record(string message, params (string Name, JsonNode? Value)[] fields) => write(Line(LogLevel.Warning, message, fields));

    /// <summary>A document of the embedded metric format, which stands alone in its line whatever the format of the others.</summary>
    public void Metric(JsonObject document) => write(Untrusted.Json(JsonText.Compact(document)));

    private void Write(LogLevel level, string message, (string Name, JsonNode? Value)[] fields)
    {
        if (level >= Lowest)
            write(Line(level, message, fields));
    }

    private string Line(LogLevel level, string message, (string Name, JsonNode? Value)[] fields)
    {
        var time = clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ");
        var line = IsText ? [] : new JsonObject { ["timestamp"] = time, ["level"] = level.ToString(), ["message"] = message };
        if (incident.Value is { } key)
            line["key"] = key;
        foreach (var (name, value) in fields)
            line[name] = Shown(value);
        var json = Untrusted.Json(JsonText.Compact(line));
        return IsText ? $"{time}\t{level}\t{message}\t{json}" : json;
    }

    /// <summary>A policy stays to the letter; a sentence may quote what some service or cluster said.</summary>
    private static JsonNode? Shown(JsonNode? value) =>
        value is JsonValue text && text.GetValueKind() is JsonValueKind.String ? Secrets.Redacted((string)text!) : value;

    private static LogLevel LevelOf(string? name) => name?.ToUpperInvariant() switch
    {
        "TRACE" => LogLevel.Trace,
        "DEBUG" => LogLevel.Debug,
        "WARN" or "WARNING" => LogLevel.Warning,
        "ERROR" => LogLevel.Error,
        "FATAL" or "CRITICAL" => LogLevel.Critical,
        _ => LogLevel.Information,
    };
}
