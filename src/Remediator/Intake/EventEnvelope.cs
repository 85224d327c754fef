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
            throw new MalformedEventException("$", $"is {Kind(payload)}, accepted is an EventBridge event");
        var envelope = Envelope(payload);
        return new IncomingEvent(
            Required(envelope.Id, "id"),
            Required(envelope.Source, "source"),
            Required(envelope.DetailType, "detail-type"),
            Required(envelope.Account, "account"),
            Required(envelope.Region, "region"),
            envelope.Time,
            envelope.Resources ?? [],
            envelope.Detail.ValueKind is JsonValueKind.Undefined ? throw new MalformedEventException("detail", "is missing")
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
            throw new MalformedEventException(e.Path?.TrimStart('$', '.') ?? "$", "has the wrong type");
        }
    }

    private static string Required(string? value, string field) =>
        string.IsNullOrEmpty(value) ? throw new MalformedEventException(field, "is missing") : value;

    private static string Kind(JsonElement payload) => payload.ValueKind.ToString().ToLowerInvariant();
}
