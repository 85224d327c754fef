using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>One line on standard output for each message at or above the function's log level.</summary>
internal sealed class LogWriter(TextWriter output, Func<LogEntry, string> format, LogLevel lowest) : ILambdaLogger
{
    private string? requestId;

    public static LogWriter Of(TextWriter output, string? requestId) =>
        new(output, RuntimeEnvironment.LogsJson ? LogEntry.ToJson : LogEntry.ToText, LevelOf(RuntimeEnvironment.LogLevel)) { requestId = requestId };

    public void Log(string message) => LogLine(message);

    public void LogLine(string message) => Write(LogLevel.Information, message);

    public void Log(string level, string message) => Write(LevelOf(level), message);

    public void Log(string level, string message, params object[] args) => Write(LevelOf(level), message, args);

    public void Log(string level, Exception exception, string message, params object[] args) => Write(LevelOf(level), message, args, exception);

    public void Failed(Exception failure) => Write(LogLevel.Error, failure.Message, failure: failure);

    private void Write(LogLevel level, string template, object[]? args = null, Exception? failure = null)
    {
        if (level < lowest)
            return;
        output.WriteLine(format(new LogEntry(DateTime.UtcNow, requestId, level, MessageTemplate.Of(template, args ?? []), failure)));
        output.Flush();
    }

    /// <summary>Takes both spellings: <see cref="LogLevel"/>'s own, and the INFO, WARN and FATAL of the function's configuration.</summary>
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
