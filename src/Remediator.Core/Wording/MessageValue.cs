using System.Globalization;

namespace Remediator.Core.Wording;

/// <summary>An argument of a message: a text that is the same in all languages, a number, another message, or a list of messages.</summary>
public abstract record MessageValue
{
    private MessageValue() { }

    public sealed record Text(string Value) : MessageValue
    {
        public override JsonNode ToJson() => JsonValue.Create(Value);
    }

    public sealed record Number(long Value) : MessageValue
    {
        public override JsonNode ToJson() => JsonValue.Create(Value);
    }

    public sealed record Nested(Message Value) : MessageValue
    {
        public override JsonNode ToJson() => Value.ToJson();
    }

    public sealed record Several(IReadOnlyList<Message> Values) : MessageValue
    {
        public override JsonNode ToJson() => new JsonArray([.. Values.Select(one => (JsonNode?)one.ToJson())]);

        public bool Equals(Several? other) => other is not null && Values.SequenceEqual(other.Values);

        public override int GetHashCode() => Values.Count;
    }

    /// <summary>The messages that it holds, without what is nested in them.</summary>
    public IReadOnlyList<Message> Messages => this switch
    {
        Nested { Value: var one } => [one],
        Several { Values: var several } => several,
        _ => [],
    };

    public static implicit operator MessageValue(string text) => new Text(text);

    public static implicit operator MessageValue(long number) => new Number(number);

    public static implicit operator MessageValue(Message message) => new Nested(message);

    public static implicit operator MessageValue(Message[] messages) => new Several(messages);

    public abstract JsonNode ToJson();

    /// <exception cref="UnreadableException">It is none of these.</exception>
    public static MessageValue Read(JsonNode? json) => json switch
    {
        JsonObject message => new Nested(Message.Read(message)),
        JsonArray messages => new Several([.. messages.Select(Message.Read)]),
        JsonValue value when value.TryGetValue<long>(out var number) => new Number(number),
        JsonValue value when StoredText.In(value) is { } text => new Text(text),
        _ => throw new UnreadableException(
            new Message("unreadable.message-argument", ("text", $"{json?.GetValueKind() ?? JsonValueKind.Null}"))),
    };

    internal static string Shown(long number) => number.ToString(CultureInfo.InvariantCulture);
}
