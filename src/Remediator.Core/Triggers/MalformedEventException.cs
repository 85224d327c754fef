namespace Remediator.Core.Triggers;

/// <summary>
/// An event of ours that cannot be read; the invocation fails with it, so that the event is retried and then kept in the dead-letter queue.
/// </summary>
/// <param name="field">The JSON path of the field: <c>detail.state.value</c>.</param>
/// <param name="why">Reads on after the field.</param>
public sealed class MalformedEventException(string field, Message why) : Exception
{
    public string Field { get; } = field;

    /// <summary>With the field.</summary>
    public Message Why { get; } = new("event.malformed", ("field", field), ("why", why));

    public override string Message => $"{Why}";

    public static MalformedEventException Missing(string field) => new(field, new Message("event.missing"));

    public static MalformedEventException NotJson(string field) => new(field, new Message("event.not-json"));

    internal static MalformedEventException NotAccepted(string field, string? value, Message accepted) =>
        new(field, new Message("event.not-accepted", ("value", ShownValue.Of(value)), ("accepted", accepted)));
}
