using System.Text.Json;
using Remediator.Core.Triggers;

namespace Remediator.Intake;

/// <summary>
/// What is asked for, and by which event: <paramref name="Id"/>, <paramref name="Source"/> and <paramref name="DetailType"/> are null for a
/// bare payload.
/// </summary>
internal sealed record IncomingPayload(string? Id, string? Source, string? DetailType, Trigger Trigger)
{
    /// <summary>The event or request as it came; null for a decision, which is nobody's to hand on.</summary>
    public JsonElement? Whole { get; init; }

    /// <summary>The one cluster that it is about, of all that are known: <see cref="ClusterPart"/>.</summary>
    public Scope? Only { get; init; }

    /// <exception cref="MalformedEventException">The payload is neither an EventBridge event nor a request; the message names the
    /// field.</exception>
    public static IncomingPayload Read(JsonElement payload)
    {
        if (DirectRequest.IsDecision(payload))
            return new(null, null, null, DirectRequest.ReadDecision(payload));
        if (ClusterPart.IsOne(payload))
        {
            var part = ClusterPart.Read(payload);
            return OfMessage(part.Event) with { Whole = null, Only = part.Only };
        }
        if (DirectRequest.IsOne(payload))
            return new(null, null, null, DirectRequest.Read(payload)) { Whole = payload };
        var e = EventEnvelope.Read(payload);
        return new(e.Id, e.Source, e.DetailType, Trigger.Read(e)) { Whole = payload };
    }

    /// <summary>As <see cref="Read"/>, but the right to write to a queue is not the right to approve a change.</summary>
    public static IncomingPayload OfMessage(JsonElement payload) =>
        DirectRequest.IsDecision(payload)
            ? new(null, null, null, new Trigger.Ignored(new Message("ignored.queued-decision")))
            : Read(payload);
}
