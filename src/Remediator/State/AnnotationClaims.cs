using System.Text.Json.Nodes;
using Remediator.Core.Incidents;

namespace Remediator.State;

/// <summary>Holds that the workloads of an incident are annotated at most once an hour, by whatever process.</summary>
/// <remarks>All calls throw <see cref="StoreUnavailableException"/> where nothing can be remembered now.</remarks>
public sealed class AnnotationClaims(IDocuments documents, TimeProvider clock)
{
    /// <summary>As long as an API server keeps Events unless it is configured otherwise, and EKS does not.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromHours(1);

    private const string Kind = "annotated";

    /// <summary>The right to annotate an incident's workloads once.</summary>
    public sealed record Claim(string Incident, DateTimeOffset At, long Version);

    /// <summary>Null where they were annotated within the hour, or another process claims it at this moment.</summary>
    public async Task<Claim?> TakeAsync(string incident, CancellationToken cancelled)
    {
        var (now, found) = (clock.GetUtcNow(), await documents.GetAsync(Kind, incident, cancelled));
        if (found is not null && Stored.Read(found, TimeIn) is { } last && now - last < Every)
            return null;
        var claim = new Claim(incident, now, found?.Version ?? 0);
        return await PutAsync(claim, now, cancelled) ? claim with { Version = claim.Version + 1 } : null;
    }

    /// <summary>Returns a claim of which nothing came, so that the next finding may take it.</summary>
    public Task ReturnAsync(Claim claim, CancellationToken cancelled) => PutAsync(claim, null, cancelled);

    /// <param name="at">Null where they were not annotated.</param>
    private Task<bool> PutAsync(Claim claim, DateTimeOffset? at, CancellationToken cancelled)
    {
        var body = new JsonObject { ["at"] = at is { } time ? IncidentJson.Time(time) : null };
        return documents.PutAsync(new(Kind, claim.Incident, claim.Version, null, body), clock.GetUtcNow() + StoreTimes.Changes, cancelled);
    }

    private static DateTimeOffset? TimeIn(JsonNode body) => IncidentJson.ReadTimeOrNull(body, "at");
}
