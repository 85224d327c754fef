using System.Text.Encodings.Web;
using System.Text.Json;

namespace Remediator.Cli.Views;

/// <summary>An answer for programs.</summary>
internal static class DataText
{
    private static readonly JsonSerializerOptions s_line = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions s_indented = new(s_line) { WriteIndented = true };

    /// <summary>With a line break at its end.</summary>
    public static string Of(JsonNode answer, OutputFormat format, bool isIndented) => format is OutputFormat.Yaml
        ? YamlText.Of(answer)
        : answer.ToJsonString(isIndented ? s_indented : s_line) + "\n";
}
