using System.Text.Json.Nodes;
using Remediator.Sandbox.Model;

namespace Remediator.Sandbox.Aws;

/// <summary>
/// Amazon DynamoDB, as far as documents are kept in it: one table of any name, with the keys <c>kind</c> and <c>key</c>, and writes on condition.
/// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/
/// </summary>
internal sealed class DynamoDb(Scenario scenario)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<(string Table, string Kind, string Key), (JsonObject Item, JsonObject? Before)> _items = new(Comparer<(string, string, string)>.Create(
        (one, other) => string.CompareOrdinal($"{one.Item1}\0{one.Item2}\0{one.Item3}", $"{other.Item1}\0{other.Item2}\0{other.Item3}")));

    public IReadOnlyDictionary<string, AwsOperation> Operations => new Dictionary<string, AwsOperation>
    {
        ["GetItem"] = new(Resource, Serialized(GetItem)),
        ["PutItem"] = new(Resource, Serialized(PutItem)),
        ["DeleteItem"] = new(Resource, Serialized(DeleteItem)),
        ["Query"] = new(Resource, Serialized(Query)),
        ["Scan"] = new(Resource, Serialized(Scan)),
    };

    private string Resource(AwsRequest request) => $"arn:aws:dynamodb:{request.Region}:{scenario.Account}:table/{request.Text("TableName")}";

    private Func<AwsRequest, object> Serialized(Func<AwsRequest, JsonObject> operation) => request =>
    {
        lock (_lock) return operation(request);
    };

    private JsonObject GetItem(AwsRequest request)
    {
        if (!_items.TryGetValue(KeyOf(request, "Key"), out var stored)) return [];
        var seen = request.Stale ? stored.Before : stored.Item;
        return seen is null ? [] : new JsonObject { ["Item"] = seen.DeepClone() };
    }

    private JsonObject PutItem(AwsRequest request)
    {
        var place = KeyOf(request, "Item");
        RequireCondition(request, place);
        _items[place] = (request.Input["Item"]!.DeepClone().AsObject(), _items.TryGetValue(place, out var before) ? before.Item : null);
        return [];
    }

    private JsonObject DeleteItem(AwsRequest request)
    {
        var place = KeyOf(request, "Key");
        RequireCondition(request, place);
        _items.Remove(place);
        return [];
    }

    private JsonObject Query(AwsRequest request) => Listed(request, ConditionExpression.Of(request.Text("KeyConditionExpression"), request.Input));

    private JsonObject Scan(AwsRequest request) => Listed(request, ConditionExpression.Always);

    private JsonObject Listed(AwsRequest request, ConditionExpression keys)
    {
        var filter = ConditionExpression.Of(request.Text("FilterExpression"), request.Input);
        var ofTable = _items.Where(stored => stored.Key.Table == request.Text("TableName")).Select(stored => request.Stale ? stored.Value.Before : stored.Value.Item).OfType<JsonObject>();
        JsonNode?[] found = [.. ofTable.Where(item => keys.Holds(item) && filter.Holds(item)).Select(item => item.DeepClone())];
        return new JsonObject { ["Items"] = new JsonArray(found), ["Count"] = found.Length, ["ScannedCount"] = found.Length };
    }

    private void RequireCondition(AwsRequest request, (string, string, string) place)
    {
        if (!ConditionExpression.Of(request.Text("ConditionExpression"), request.Input).Holds(_items.TryGetValue(place, out var stored) ? stored.Item : []))
            throw new AwsError("ConditionalCheckFailedException", "The conditional request failed");
    }

    private static (string, string, string) KeyOf(AwsRequest request, string member) =>
        (request.Required("TableName"), KeyText(request, member, "kind"), KeyText(request, member, "key"));

    private static string KeyText(AwsRequest request, string member, string name) => (string?)request.Input[member]?[name]?["S"]
        ?? throw new AwsError("ValidationException", "One or more parameter values were invalid: Missing the key " + name + " in the item");
}
