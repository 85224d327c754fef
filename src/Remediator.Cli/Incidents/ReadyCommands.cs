using Remediator.Core.Incidents;
using Remediator.Core.Verdicts;
using Remediator.State;

namespace Remediator.Cli.Incidents;

/// <summary>What may be decided about an incident now, with the commands as they can be typed.</summary>
/// <param name="Approval">Null where the incident waits for no decision.</param>
/// <param name="CanRollBack">A patch was made for it, and was not rolled back.</param>
internal sealed record ReadyCommands(string Key, Approval? Approval, bool CanRollBack)
{
    public static async Task<ReadyCommands> OfAsync(Incident incident, IncidentStore store, DateTimeOffset now,
        CancellationToken cancelled)
    {
        var hash = incident.Status is Core.Findings.Status.AwaitingApproval ? HashOf(incident) : null;
        var approval = hash is null ? null : await store.ApprovalAsync(hash, cancelled);
        return new(incident.Key, approval?.WhyNot(now) is null ? approval : null,
            incident.Patch is not null && incident.Status is Core.Findings.Status.Fixed or Core.Findings.Status.Resolved);
    }

    public static string? HashOf(Incident incident) => (string?)JsonNode.Parse(incident.Finding)?["plan"]?["hash"];

    public string? Until => Approval is null ? null : $"{Approval.Expires.UtcDateTime:yyyy-MM-dd HH:mm}Z";

    public IEnumerable<string> In(OpenTable table)
    {
        if (Approval is not null)
        {
            yield return ShellCommands.Decide("approve", Approval.Hash, table.Name, table.Region);
            yield return ShellCommands.Decide("reject", Approval.Hash, table.Name, table.Region);
        }
        if (CanRollBack)
            yield return ShellCommands.Decide("rollback", Key, table.Name, table.Region);
    }
}
