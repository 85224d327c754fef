using Remediator.Core.Findings;

namespace Remediator.Core.Incidents;

/// <summary>
/// What a message is known by, the attribute <c>message</c>; it begins with the incident's key. It follows from what is stored and what is
/// sent alone, so a process that sends a message again, not knowing that it was sent, sends it under the same id: SNS delivers at least
/// once, and readers can recognise it.
/// </summary>
public static class MessageId
{
    /// <param name="known">The incident as it is remembered before this message.</param>
    public static string Of(Finding finding, Incident? known)
    {
        if (finding.Ends is { } patch)
            return patch;
        var said = new JsonArray(
            finding.Status.WireName, finding.Plan.Proposal?.Hash,
            known is null ? null : known.Status.WireName, Time(known?.NotifiedAt), Time(known?.FirstSeen), known?.Patch);
        return $"{finding.Key}@{Digest.Of(said)[..16]}";
    }

    private static string? Time(DateTimeOffset? time) => time is { } at ? IncidentJson.Time(at) : null;
}
