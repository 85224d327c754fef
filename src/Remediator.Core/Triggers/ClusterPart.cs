using Remediator.Core.Failures;

namespace Remediator.Core.Triggers;

// {"only": "111122223333/us-west-2/blue", "event": {…}}

/// <summary>An event that names no cluster, for one of the known clusters: a sweep puts one for each of them into the queue.</summary>
public sealed record ClusterPart(Scope Only, JsonElement Event)
{
    public static bool IsOne(JsonElement payload) =>
        payload.ValueKind is JsonValueKind.Object && new EventField(payload, "$").Has("only");

    /// <exception cref="MalformedEventException">It names no cluster in full, holds no event, or a part of an event again.</exception>
    public static ClusterPart Read(JsonElement payload)
    {
        var part = new EventField(payload, "$");
        var only = part.Required("only").Text(text => ListedCluster.Parse(text) is { Account: not null, IsPattern: false },
            Accepted.ClusterInFull);
        var whole = part.Required("event").Value;
        if (whole.ValueKind is not JsonValueKind.Object || IsOne(whole))
            throw new MalformedEventException("$.event", new Message("event.not-whole"));
        var (account, region, name) = ListedCluster.Parse(only)!;
        return new(new Scope(account!, region!, name, null, null, null), whole);
    }

    public string ToText() => JsonText.Compact(new JsonObject
    {
        ["only"] = $"{new ListedCluster(Only.Account, Only.Region, Only.Cluster)}",
        ["event"] = JsonObject.Create(Event),
    });
}
