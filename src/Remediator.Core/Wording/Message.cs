namespace Remediator.Core.Wording;

/// <summary>
/// A statement for people: a code of the catalogues and named arguments. It has no language; a <see cref="Catalogue"/> gives it one.
/// </summary>
public sealed class Message(string code, params (string Name, MessageValue Value)[] arguments) : IEquatable<Message>
{
    private const string VerbatimCode = "text";

    /// <summary>Groups and words of the catalogues, joined by dots: <c>repository-policy.denies</c>.</summary>
    public string Code => code;

    public IReadOnlyList<(string Name, MessageValue Value)> Arguments => arguments;

    /// <summary>Null where it has no such argument.</summary>
    public MessageValue? this[string name] => arguments.FirstOrDefault(one => one.Name == name).Value;

    /// <summary>It and the messages in its arguments.</summary>
    public IEnumerable<Message> Whole => arguments.SelectMany(one => one.Value.Messages).SelectMany(one => one.Whole).Prepend(this);

    /// <summary>The code of a member of an enum: <c>cause.RepositoryPolicyDenies.next</c>.</summary>
    /// <param name="member">As the wire calls it.</param>
    public static Message Of(string group, string member, string? part = null, params (string Name, MessageValue Value)[] arguments) =>
        new(part is null ? $"{group}.{member}" : $"{group}.{member}.{part}", arguments);

    /// <summary>A whole text that is nobody's message, the same in all languages.</summary>
    public static Message Verbatim(string text) => new(VerbatimCode, ("text", text));

    /// <summary>Several messages as one.</summary>
    public static Message Joined(params IReadOnlyList<Message> messages) =>
        messages is [var only] ? only : new Message("list.items", ("items", messages.ToArray()));

    /// <summary>In English, for logs and exceptions.</summary>
    public override string ToString() => Catalogue.In(Language.En).Text(this);

    /// <summary><c>{"code": "…", "args": {"name": "text", "pods": 3, "why": {"code": "…", "args": { }}}}</c></summary>
    public JsonObject ToJson() => new() { ["code"] = code, ["args"] = ArgumentsJson() };

    public JsonObject ArgumentsJson() => new(arguments.Select(one => KeyValuePair.Create(one.Name, (JsonNode?)one.Value.ToJson())));

    /// <summary>A message, or a text that version 0.1 stored in its place.</summary>
    /// <exception cref="UnreadableException">It is neither.</exception>
    public static Message Read(JsonNode? json) => StoredText.In(json) is { } old ? Verbatim(old)
        : json is JsonObject message && StoredText.In(message["code"]) is { } read
        ? new(read, [.. (message["args"] as JsonObject ?? []).Select(one => (one.Key, MessageValue.Read(one.Value)))])
        : throw UnreadableException.NoMessage();

    public bool Equals(Message? other) => other is not null && code == other.Code && arguments.SequenceEqual(other.Arguments);

    public override bool Equals(object? obj) => Equals(obj as Message);

    public override int GetHashCode() => HashCode.Combine(code, arguments.Length);
}
