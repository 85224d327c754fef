namespace Remediator.Core.Triggers;

/// <summary>An event as EventBridge delivers it; <paramref name="Detail"/> is the sender's own and is viewed, never modelled.</summary>
public sealed record IncomingEvent(
    string Id,
    string Source,
    string DetailType,
    string Account,
    string Region,
    DateTimeOffset Time,
    IReadOnlyList<string> Resources,
    JsonElement Detail);
