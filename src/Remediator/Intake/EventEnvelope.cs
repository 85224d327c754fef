using System.Text.Json;
using Amazon.Lambda.CloudWatchEvents;
using Remediator.Core.Triggers;

namespace Remediator.Intake;

/// <summary>What EventBridge wraps every event in.</summary>
internal static class EventEnvelope
{
    /// <exception cref="MalformedEventException">The payload is no EventBridge event; the message names the field.</exception>
    public static IncomingEvent Read(JsonElement payload)
    {
        if (payload.ValueKind is not JsonValueKind.Object)
            throw new MalformedEventException("$", new Message("event.not-an-event", ("kind", Kind(payload))));
        var envelope = Envelope(payload);
        return new IncomingEvent(
            Required(envelope.Id, "id"),
            Required(envelope.Source, "source"),
            Required(envelope.DetailType, "detail-type"),
            Required(envelope.Account, "account"),
            Required(envelope.Region, "region"),
            envelope.Time,
            envelope.Resources ?? [],
            envelope.Detail.ValueKind is JsonValueKind.Undefined ? throw MalformedEventException.Missing("detail")
                : envelope.Detail);
    }

    private static CloudWatchEvent<JsonElement> Envelope(JsonElement payload)
    {
        try
        {
            return payload.Deserialize(Wire.Default.CloudWatchEventJsonElement)!;
        }
        catch (JsonException e)
        {
            throw new MalformedEventException(e.Path?.TrimStart('$', '.') ?? "$", new Message("event.wrong-type"));
        }
    }

    private static string Required(string? value, string field) =>
        string.IsNullOrEmpty(value) ? throw MalformedEventException.Missing(field) : value;

    private static string Kind(JsonElement payload) => payload.ValueKind.ToString().ToLowerInvariant();
}
