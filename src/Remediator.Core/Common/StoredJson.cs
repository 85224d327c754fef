namespace Remediator.Core.Common;

/// <summary>
/// Members of JSON that was stored: what is missing, or of another type, is an <see cref="UnreadableException"/> that names it, so that
/// nothing else that a reader throws is taken for damage of the table.
/// </summary>
public static class StoredJson
{
    extension(JsonNode json)
    {
        /// <summary>Of any type.</summary>
        public JsonNode Part(string name) => PartOrNull(json, name) ?? throw Unreadable(name);

        public JsonNode? PartOrNull(string name) => json is JsonObject members ? members[name] : throw Unreadable(name);

        public string Text(string name) => TextOf(PartOrNull(json, name), name);

        public string? TextOrNull(string name) => TextIn(PartOrNull(json, name), name);

        public bool Flag(string name) =>
            json.Part(name) is JsonValue value && value.TryGetValue(out bool flag) ? flag : throw Unreadable(name);

        /// <summary>False where it is missing: an earlier version did not store it.</summary>
        public bool FlagOrFalse(string name) => PartOrNull(json, name) is not null && json.Flag(name);

        public double Number(string name) =>
            json.Part(name) is JsonValue value && value.TryGetValue(out double number) ? number : throw Unreadable(name);

        public JsonArray List(string name) => json.Part(name) as JsonArray ?? throw Unreadable(name);

        /// <summary>A list of texts of which some may be null.</summary>
        /// <param name="least">How many it has at least.</param>
        /// <param name="name">What the list is called.</param>
        public string?[] Texts(int least, string name) =>
            json is JsonArray items && items.Count >= least ? [.. items.Select(item => TextIn(item, name))] : throw Unreadable(name);
    }

    /// <param name="name">What the text, or the list that it stands in, is called.</param>
    public static string TextOf(JsonNode? json, string name) => TextIn(json, name) ?? throw Unreadable(name);

    public static UnreadableException Unreadable(string name) => new(new Message("unreadable.member", ("member", name)));

    private static string? TextIn(JsonNode? json, string name) => json is null ? null : StoredText.In(json) ?? throw Unreadable(name);
}
