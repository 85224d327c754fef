namespace Remediator.Core.Wording;

/// <summary>A text in JSON that somebody else may have written.</summary>
internal static class StoredText
{
    /// <summary>Null where it is no text, or no Unicode.</summary>
    public static string? In(JsonNode? json)
    {
        try
        {
            return json is JsonValue value && value.TryGetValue(out string? text) ? text : null;
        }
        // half a surrogate pair
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
