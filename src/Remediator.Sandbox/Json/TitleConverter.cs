using System.Text.Json.Serialization;

namespace Remediator.Sandbox.Json;

/// <summary>A text in several languages, by their tags, or one text, which is taken for English.</summary>
internal sealed class TitleConverter : JsonConverter<IReadOnlyDictionary<string, string>>
{
    public override IReadOnlyDictionary<string, string> Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String
            ? new Dictionary<string, string> { ["en"] = reader.GetString()! }
            : JsonSerializer.Deserialize<Dictionary<string, string>>(ref reader, options) is { } titles && titles.ContainsKey("en")
                ? titles
                : throw new JsonException("a title is a text, or an object of texts with \"en\" among them");

    public override void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, string> titles, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, titles, options);
}
