using System.Text.Json.Nodes;
using Amazon.Lambda.Core;
using Remediator.Core.Policies;

namespace Remediator;

/// <summary>One JSON object a line. What is logged is never a secret; text from outside stands inside JSON strings, which escape it.</summary>
public sealed class Log(Action<string> write, TimeProvider clock)
{
    public void Information(string message, params (string Name, JsonNode? Value)[] fields) => Write(LogLevel.Information, message, fields);

    public void Warning(string message, params (string Name, JsonNode? Value)[] fields) => Write(LogLevel.Warning, message, fields);

    public void Error(string message, params (string Name, JsonNode? Value)[] fields) => Write(LogLevel.Error, message, fields);

    private void Write(LogLevel level, string message, (string Name, JsonNode? Value)[] fields)
    {
        var line = new JsonObject
        {
            ["timestamp"] = clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ"),
            ["level"] = level.ToString(),
            ["message"] = message,
        };
        foreach (var (name, value) in fields)
            line[name] = value;
        write(JsonText.Compact(line));
    }
}
