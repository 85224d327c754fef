using Remediator.Core.Findings;
using Remediator.Core.Incidents;
using Remediator.Core.Verdicts;

namespace Remediator.Cli.Incidents;

/// <summary>Incidents as data, for programs.</summary>
internal static class IncidentData
{
    public static JsonObject Of(IEnumerable<(Incident Incident, ReadyCommands Ready)> incidents, OpenTable table) => new()
    {
        ["schema"] = "remediator/1",
        ["table"] = table.Name,
        ["incidents"] = new JsonArray([.. incidents.Select(JsonNode? (one) => Of(one.Incident, one.Ready, table))]),
    };

    private static JsonObject Of(Incident incident, ReadyCommands ready, OpenTable table) => new JsonObject
    {
        ["key"] = incident.Key,
        ["status"] = incident.Status.WireName,
        ["open"] = incident.IsOpen,
        ["firstSeen"] = TimeOf(incident.FirstSeen),
        ["notifiedAt"] = incident.NotifiedAt is { } at ? TimeOf(at) : null,
        ["cause"] = incident.Cause.WireName,
        ["approval"] = ready.Approval is { } approval
            ? new JsonObject { ["hash"] = approval.Hash, ["expires"] = TimeOf(approval.Expires) } : null,
        ["commands"] = JsonText.ArrayOf(ready.In(table)),
        ["finding"] = JsonNode.Parse(incident.Finding),
    };

    private static string TimeOf(DateTimeOffset time) => $"{time.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}";
}
