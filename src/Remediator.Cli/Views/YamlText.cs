using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Remediator.Cli.Views;

/// <summary>JSON as block YAML 1.2. A text that could be read as anything else is quoted as in JSON, which is YAML as well.</summary>
internal static partial class YamlText
{
    private static readonly JsonSerializerOptions s_relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // 1.1, which many still read, has more truth values
    private static readonly HashSet<string> s_reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "true", "false", "null", "yes", "no", "on", "off", "y", "n",
    };

    public static string Of(JsonNode? json)
    {
        var text = new StringBuilder();
        if (json is JsonObject { Count: > 0 } or JsonArray { Count: > 0 })
            Write(text, json, indent: 0, isInList: false);
        else
            text.Append(Scalar(json)).Append('\n');
        return text.ToString();
    }

    /// <param name="isInList">The first line follows the dash of an item.</param>
    private static void Write(StringBuilder text, JsonNode json, int indent, bool isInList)
    {
        if (json is JsonArray list)
            foreach (var item in list)
            {
                text.Append(' ', isInList ? 0 : indent).Append("- ");
                Value(text, item, indent + 2, isInList: true);
                isInList = false;
            }
        else
            foreach (var (name, value) in json.AsObject())
            {
                text.Append(' ', isInList ? 0 : indent).Append(Text(name)).Append(':');
                Value(text, value, indent + 2, isInList: false);
                isInList = false;
            }
    }

    private static void Value(StringBuilder text, JsonNode? value, int indent, bool isInList)
    {
        if (value is not (JsonObject { Count: > 0 } or JsonArray { Count: > 0 }))
        {
            text.Append(isInList ? "" : " ").Append(Scalar(value)).Append('\n');
            return;
        }
        if (!isInList)
            text.Append('\n');
        Write(text, value, indent, isInList);
    }

    private static string Scalar(JsonNode? value) => value switch
    {
        null => "null",
        JsonObject => "{}",
        JsonArray => "[]",
        _ when value.GetValueKind() is JsonValueKind.String => Text((string)value!),
        _ => value.ToJsonString(),
    };

    private static string Text(string text) =>
        Plain().IsMatch(text) && !s_reserved.Contains(text) ? text : JsonValue.Create(text).ToJsonString(s_relaxed);

    [GeneratedRegex(@"\A[A-Za-z_/][A-Za-z0-9_./-]*\z")]
    private static partial Regex Plain();
}
