using System.Text.Json;

namespace Remediator.Cli.Invoke;

internal static class EventFile
{
    /// <exception cref="UnusableEventException">The file cannot be read, or is not JSON: Lambda rejects that before it runs the
    /// function.</exception>
    public static async Task<string> ReadAsync(string path, CancellationToken cancelled)
    {
        try
        {
            var text = await File.ReadAllTextAsync(path, cancelled);
            using var _ = JsonDocument.Parse(text);
            return text;
        }
        catch (JsonException bad)
        {
            throw new UnusableEventException($"\"{path}\" is not JSON: {JsonText.FaultOf(bad)}", bad);
        }
        catch (Exception bad) when (bad is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UnusableEventException($"\"{path}\" cannot be read: {bad.Message.TrimEnd('.')}", bad);
        }
    }
}

/// <summary>The event file cannot be used.</summary>
internal sealed class UnusableEventException(string message, Exception why) : Exception(message, why);
