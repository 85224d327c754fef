using Remediator.Core.Plans;

namespace Remediator.Core.Incidents;

/// <summary>How a patch ended, as it is stored until people are notified.</summary>
internal static class OutcomeJson
{
    /// <summary>Longer than anything is kept, and short enough to be added to any time.</summary>
    private static readonly double s_longest = TimeSpan.FromDays(400).TotalSeconds;

    public static JsonObject Of(Outcome outcome) => new()
    {
        ["result"] = outcome.Result,
        ["why"] = outcome.Why?.ToJson(),
        ["pulled"] = outcome is Outcome.Patched { Pulled: true },
        ["ready"] = outcome is Outcome.Patched { Ready: true },
        ["mayHaveWritten"] = outcome is Outcome.Failed { MayHaveWritten: true },
        ["byPerson"] = outcome is Outcome.RolledBack { IsByPerson: true },
        ["seconds"] = outcome.Seconds,
        ["unread"] = Of(outcome.Unread),
    };

    /// <summary>Null for none.</summary>
    public static JsonArray? Of(IReadOnlyList<Message> unread) =>
        unread.Count == 0 ? null : new([.. unread.Select(JsonNode? (one) => one.ToJson())]);

    public static IReadOnlyList<Message> ReadUnread(JsonNode? json) => json is JsonArray stored ? [.. stored.Select(Message.Read)] : [];

    public static Outcome Read(JsonNode json)
    {
        Message why = json.PartOrNull("why") is { } stored ? Message.Read(stored) : Message.Verbatim("");
        Outcome outcome = json.Text("result") switch
        {
            Outcome.None.WireName => new Outcome.None(),
            Outcome.Patched.WireName => new Outcome.Patched(json.Flag("pulled"), json.Flag("ready"), why),
            Outcome.RolledBack.WireName => new Outcome.RolledBack(why) { IsByPerson = json.FlagOrFalse("byPerson") },
            Outcome.RollbackFailed.WireName => new Outcome.RollbackFailed(why),
            Outcome.PolicyMoved.WireName => new Outcome.PolicyMoved(why),
            Outcome.NotNeeded.WireName => new Outcome.NotNeeded(why),
            Outcome.Refused.WireName => new Outcome.Refused(why),
            _ => new Outcome.Failed(why) { MayHaveWritten = json.FlagOrFalse("mayHaveWritten") },
        };
        return outcome with
        {
            Seconds = Math.Clamp(json.Number("seconds"), 0, s_longest),
            Unread = ReadUnread(json.PartOrNull("unread")),
        };
    }
}
