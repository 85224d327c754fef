using System.Text.Json;
using Remediator.Core.PullTexts;

namespace Remediator.Core.Tests.PullTexts;

internal sealed record CorpusLine(string Text, Symptom Symptom, string? Image)
{
    /// <summary>The lines of a file beside this one; <c>image</c> is absent from the recorded ones.</summary>
    internal static IReadOnlyList<CorpusLine> In(string file) =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "PullTexts", file)).Select(Of)];

    private static CorpusLine Of(string line)
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        return new(
            root.GetProperty("text").GetString()!,
            Enum.Parse<Symptom>(root.GetProperty("symptom").GetString()!),
            root.TryGetProperty("image", out var image) ? image.GetString() : null);
    }
}
