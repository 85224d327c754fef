using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Lambda.Core;

namespace Remediator.Runtime;

/// <summary>
/// One JSON object a line. Secrets in texts are redacted, and nothing in a line can control a terminal.
/// </summary>
public sealed class Log(Action<string> write, TimeProvider clock)
{
    private readonly AsyncLocal<string?> _incident = new();

    /// <summary>Entries below it are left out, except what <see cref="Record"/> writes.</summary>
    public LogLevel Lowest { get; init; } = LogLevel.Information;

    /// <summary>
    /// Follows the level of the function's logging configuration, which Lambda passes on in a variable of its own:
    /// https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-advanced.html
    /// </summary>
    public static Log Of(IReadOnlyDictionary<string, string?> environment, Action<string> write, TimeProvider clock) =>
        new(write, clock) { Lowest = LevelOf(environment.GetValueOrDefault("AWS_LAMBDA_LOG_LEVEL")) };

    /// <summary>The incident that every entry from here on belongs to, until the calling method ends.</summary>
    public string? Incident { set => _incident.Value = value; }

    public void Information(string message, params (string Name, JsonNode? Value)[] fields) => Write(LogLevel.Information, message, fields);

    public void Warning(string message, params (string Name, JsonNode? Value)[] fields) => Write(LogLevel.Warning, message, fields);

    /// <inheritdoc cref="Error(string, Exception, ValueTuple{string, JsonNode}[])"/>
    public void Warning(string message, Exception exception, params (string Name, JsonNode? Value)[] fields) =>
        Write(LogLevel.Warning, message, [.. fields, .. FieldsOf(exception)]);

    public void Error(string message, params (string Name, JsonNode? Value)[] fields) => Write(LogLevel.Error, message, fields);

    /// <summary>With the exception's type, message and stack, those of its inner exceptions included.</summary>
    public void Error(string message, Exception exception, params (string Name, JsonNode? Value)[] fields) =>
        Write(LogLevel.Error, message, [.. fields, .. FieldsOf(exception)]);

    /// <summary>A warning that no level leaves out: without it a change could not be undone.</summary>
    public void Record(string message, params (string Name, JsonNode? Value)[] fields) => write(Line(LogLevel.Warning, message, fields));

    /// <summary>A document of the embedded metric format, which stands alone in its line.</summary>
    public void Metric(JsonObject document) => write(Untrusted.Json(JsonText.Compact(document)));

    private void Write(LogLevel level, string message, (string Name, JsonNode? Value)[] fields)
    {
        if (level >= Lowest)
            write(Line(level, message, fields));
    }

    private string Line(LogLevel level, string message, (string Name, JsonNode? Value)[] fields)
    {
        var line = new JsonObject
        {
            ["timestamp"] = clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ"),
            ["level"] = level.ToString(),
            ["message"] = message,
        };
        if (_incident.Value is { } key)
            line["key"] = key;
        foreach (var (name, value) in fields)
            Add(line, name, Redacted(value));
        return Untrusted.Json(JsonText.Compact(line));
    }

    /// <summary>A field never replaces one that the line already has; it gets a name of its own.</summary>
    private static void Add(JsonObject line, string name, JsonNode? value)
    {
        if (!line.TryGetPropertyValue(name, out var there))
            line[name] = value;
        else if (!JsonNode.DeepEquals(there, value))
            Add(line, $"event_{name}", value);
    }

    private static (string Name, JsonNode? Value)[] FieldsOf(Exception exception) =>
        [("error", exception.GetType().FullName), ("why", FailureReason.TextOf(exception)), ("stack", exception.ToString())];

    /// <summary>A text may quote what some service or cluster answered; a policy, which is an object, is kept as it is.</summary>
    private static JsonNode? Redacted(JsonNode? value) =>
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
