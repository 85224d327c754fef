using System.Text.Json.Nodes;
using Remediator.Core.Incidents;
using Remediator.Tests.Witnesses;

namespace Remediator.Tests.State;

/// <summary>The incident table as the template makes it, and items as versions of this program write them.</summary>
internal static class IncidentTable
{
    public static Task CreateAsync(Moto moto, string table) => moto.JsonAsync("dynamodb", "DynamoDB_20120810.CreateTable", $$"""
        { "TableName": "{{table}}", "BillingMode": "PAY_PER_REQUEST",
          "AttributeDefinitions": [ { "AttributeName": "kind", "AttributeType": "S" }, { "AttributeName": "key", "AttributeType": "S" } ],
          "KeySchema": [ { "AttributeName": "kind", "KeyType": "HASH" }, { "AttributeName": "key", "KeyType": "RANGE" } ] }
        """);

    /// <summary>An incident as the version before the lists wrote it: an open one carries its cluster as <c>mark</c>.</summary>
    public static JsonObject OlderItemOf(Incident incident)
    {
        var scope = incident.Failure.Scope;
        var item = ItemOf(incident);
        if (incident.IsOpen)
            item["mark"] = Text($"{scope.Account}/{scope.Region}/{scope.Cluster}");
        return item;
    }

    /// <summary>A closed incident and its place in the list, as this version writes them.</summary>
    public static IEnumerable<JsonObject> ClosedItemsOf(Incident incident)
    {
        var mark = $"closed {incident.ClosedAt!.Value.UtcDateTime:yyyy-MM-ddTHH:mm:ss}";
        var item = ItemOf(incident);
        item["listed"] = Text(mark);
        yield return item;
        yield return new JsonObject
        {
            ["kind"] = Text("incident by mark"),
            ["key"] = Text($"{mark} {incident.Key}"),
            ["of"] = Text(incident.Key),
            ["put"] = Text("0"),
        };
    }

    /// <summary>So many closed ones that differ in their keys, a minute apart.</summary>
    public static IEnumerable<Incident> Closed(Incident like, int count) => Enumerable.Range(0, count).Select(n => like with
    {
        Key = $"pull-closed-{n}",
        IsOpen = false,
        ClosedAt = like.FirstSeen.AddMinutes(-n),
    });

    private static JsonObject ItemOf(Incident incident) => new()
    {
        ["kind"] = Text("incident"),
        ["key"] = Text(incident.Key),
        ["version"] = new JsonObject { ["N"] = "3" },
        ["body"] = Text(IncidentJson.Of(incident).ToJsonString()),
        ["put"] = Text("0"),
    };

    private static JsonObject Text(string text) => new() { ["S"] = text };
}
