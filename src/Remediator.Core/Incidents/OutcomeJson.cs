using System.Text.Json.Nodes;
using Remediator.Core.Plans;
using Remediator.Core.Wording;

namespace Remediator.Core.Incidents;

/// <summary>How a patch ended, as it is remembered until it has been told.</summary>
internal static class OutcomeJson
{
    public static JsonObject Of(Outcome outcome) => new()
    {
        ["result"] = outcome.Result,
        ["why"] = outcome.Why?.ToJson(),
        ["pulled"] = outcome is Outcome.Patched { Pulled: true },
        ["ready"] = outcome is Outcome.Patched { Ready: true },
        ["mayHaveWritten"] = outcome is Outcome.Failed { MayHaveWritten: true },
        ["seconds"] = outcome.Seconds,
    };

    public static Outcome Read(JsonNode json)
    {
        Message why = json["why"] is { } stored ? Message.Read(stored) : "";
        Outcome outcome = (string)json["result"]! switch
        {
            nameof(Outcome.None) => new Outcome.None(),
            nameof(Outcome.Patched) => new Outcome.Patched((bool)json["pulled"]!, (bool)json["ready"]!, why),
            nameof(Outcome.RolledBack) => new Outcome.RolledBack(why),
            nameof(Outcome.RollbackFailed) => new Outcome.RollbackFailed(why),
            nameof(Outcome.PolicyMoved) => new Outcome.PolicyMoved(why),
            nameof(Outcome.NotNeeded) => new Outcome.NotNeeded(why),
            nameof(Outcome.Refused) => new Outcome.Refused(why),
            _ => new Outcome.Failed(why) { MayHaveWritten = (bool?)json["mayHaveWritten"] ?? false },
        };
        return outcome with { Seconds = (double)json["seconds"]! };
    }
}
