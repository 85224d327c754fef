using Remediator.Sandbox.Recording;
using Place = Remediator.Sandbox.Aws.DynamoItems.Place;

namespace Remediator.Sandbox.Aws;

/// <summary>
/// The part of Amazon DynamoDB that the function uses: tables with the keys <c>kind</c> and <c>key</c>, and conditional writes.
/// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/
/// </summary>
internal sealed class DynamoDb(Scenario scenario)
{
    /// <summary>A page ends after this much, whatever the filter lets through.</summary>
    private const long PageSize = 1 << 20;

    private readonly Lock _lock = new();
    private readonly HashSet<string> _tokens = [];
    private readonly DynamoItems _items = new();
    private readonly DynamoUnits _units = new();

    public TableUnits Used => _units.Used;

    public IReadOnlyDictionary<string, AwsOperation> Operations => new Dictionary<string, AwsOperation>
    {
        ["GetItem"] = new(Resource, Serialized(GetItem)),
        ["PutItem"] = new(Resource, Serialized(PutItem)),
        ["TransactWriteItems"] = new(ResourceOfTransaction, Serialized(TransactWriteItems)) { Action = "PutItem" },
        ["DeleteItem"] = new(Resource, Serialized(DeleteItem)),
        ["Query"] = new(Resource, Serialized(Query)),
        ["Scan"] = new(Resource, Serialized(Scan)),
    };

    /// <summary>Puts an item without a call.</summary>
    public void Put(string table, JsonObject item)
    {
        lock (_lock)
            _items.Put(PlaceOf(table, item), item);
    }

    private string ResourceOfTransaction(AwsRequest request) =>
        $"arn:aws:dynamodb:{request.Region}:{scenario.Account}:table/{(string?)request.Input["TransactItems"]?[0]?["Put"]?["TableName"]}";

    private string Resource(AwsRequest request) =>
        $"arn:aws:dynamodb:{request.Region}:{scenario.Account}:table/{request.Text("TableName")}";

    private Func<AwsRequest, object> Serialized(Func<AwsRequest, JsonObject> operation) => request =>
    {
        lock (_lock)
            return operation(request);
    };

    private JsonObject GetItem(AwsRequest request)
    {
        var seen = _items.Find(PlaceOf(request.Input, "Key"), request.Stale);
        var units = _units.Read(DynamoUnits.SizeOf(seen), IsConsistent(request));
        return seen is null ? Answer(request, units, [])
            : Answer(request, units, new JsonObject { ["Item"] = seen.DeepClone() });
    }

    private JsonObject PutItem(AwsRequest request)
    {
        var (place, item) = (PlaceOf(request.Input), request.Input["Item"]!.AsObject());
        RequireCondition(request, place);
        return Answer(request, Put(place, item, inTransaction: false), []);
    }

    /// <summary>Writes all items or none; a repeated token is the same request again. <c>Put</c> and <c>Delete</c> are supported.</summary>
    private JsonObject TransactWriteItems(AwsRequest request)
    {
        var token = request.Text("ClientRequestToken");
        if (token is not null && _tokens.Contains(token))
            return [];
        var writes = (request.Input["TransactItems"] as JsonArray ?? []).Select(item => WriteOf(item!)).ToArray();
        if (writes.Length > 100)
            throw new AwsError("ValidationException", "Member must have length less than or equal to 100");
        if (writes.DistinctBy(one => one.Place).Count() < writes.Length)
            throw new AwsError("ValidationException", "Transaction request cannot include multiple operations on one item");
        string[] reasons = [.. writes.Select(one => Holds(one.Request, one.Place) ? "None" : "ConditionalCheckFailed")];
        if (reasons.Any(reason => reason != "None"))
            throw new AwsError("TransactionCanceledException",
                $"Transaction cancelled, please refer cancellation reasons for specific reasons [{string.Join(", ", reasons)}]")
            {
                Members = new JsonObject
                {
                    ["CancellationReasons"] = new JsonArray(
                        [.. reasons.Select(JsonNode? (reason) => new JsonObject { ["Code"] = reason })]),
                },
            };
        var units = writes.Sum(one => one.Item is { } item ? Put(one.Place, item, inTransaction: true) : Remove(one.Place, true));
        if (token is not null)
            _tokens.Add(token);
        return Answer(request, units, []);
    }

    /// <param name="Item">Null deletes it.</param>
    private sealed record Write(JsonObject Request, Place Place, JsonObject? Item);

    private static Write WriteOf(JsonNode item) =>
        item["Put"] is JsonObject put ? new(put, PlaceOf(put), put["Item"]!.AsObject())
        : item["Delete"] is JsonObject delete ? new(delete, PlaceOf(delete, "Key"), null)
        : throw new AwsError("ValidationException", "the sandbox supports only Put and Delete in a transaction");

    private JsonObject DeleteItem(AwsRequest request)
    {
        var place = PlaceOf(request.Input, "Key");
        RequireCondition(request, place);
        return Answer(request, Remove(place, inTransaction: false), []);
    }

    private JsonObject Query(AwsRequest request)
    {
        var keys = ConditionExpression.Of(request.Text("KeyConditionExpression"), request.Input);
        return Listed(request, _items.In(request.Required("TableName"), PartitionOf(request.Input), request.Stale)
            .Where(stored => keys.Holds(stored.Item)));
    }

    /// <summary>The value of the one condition on <c>kind</c>, which every query has.</summary>
    private static string PartitionOf(JsonObject query)
    {
        var name = query["ExpressionAttributeNames"]?.AsObject().FirstOrDefault(one => (string?)one.Value == "kind").Key ?? "kind";
        var placeholder = ((string?)query["KeyConditionExpression"] ?? "").Split(" AND ")
            .Select(term => term.Trim().Split(" = ")).FirstOrDefault(term => term is [var left, _] && left == name)?[1];
        return (string?)query["ExpressionAttributeValues"]?[placeholder ?? ""]?["S"]
            ?? throw new AwsError("ValidationException", "Query condition missed key schema element: kind");
    }

    private JsonObject Scan(AwsRequest request) => Listed(request, _items.In(request.Required("TableName"), null, request.Stale));

    /// <summary>One page of what was found, without what the filter holds back; all of it was read, and is charged.</summary>
    private JsonObject Listed(AwsRequest request, IEnumerable<(JsonObject Item, long Size)> found)
    {
        var filter = ConditionExpression.Of(request.Text("FilterExpression"), request.Input);
        var limit = (int?)request.Input["Limit"] ?? int.MaxValue;
        var after = request.Input["ExclusiveStartKey"] is JsonObject start ? (Kind: Text(start, "kind"), Key: Text(start, "key")) : default;
        var (items, read, size, last) = (new JsonArray(), 0, 0L, (JsonObject?)null);
        var hasMore = false;
        foreach (var (item, itsSize) in found.Where(stored => after.Kind is null || IsAfter(stored.Item, after)))
        {
            hasMore = read == limit || size >= PageSize;
            if (hasMore)
                break;
            (read, size, last) = (read + 1, size + itsSize, item);
            if (filter.Holds(item))
                items.Add(item.DeepClone());
        }
        var answer = new JsonObject { ["Items"] = items, ["Count"] = items.Count, ["ScannedCount"] = read };
        if (hasMore)
            answer["LastEvaluatedKey"] = new JsonObject { ["kind"] = last!["kind"]!.DeepClone(), ["key"] = last["key"]!.DeepClone() };
        return Answer(request, _units.Read(size, IsConsistent(request)), answer);
    }

    private static bool IsAfter(JsonObject item, (string? Kind, string? Key) start) =>
        string.CompareOrdinal(Text(item, "kind"), start.Kind) is var kinds
        && (kinds > 0 || (kinds == 0 && string.CompareOrdinal(Text(item, "key"), start.Key) > 0));

    private static bool IsConsistent(AwsRequest request) => (bool?)request.Input["ConsistentRead"] == true;

    private static JsonObject Answer(AwsRequest request, double units, JsonObject answer)
    {
        if (request.Text("ReturnConsumedCapacity") is "TOTAL" or "INDEXES")
            answer["ConsumedCapacity"] = new JsonObject { ["TableName"] = request.Text("TableName"), ["CapacityUnits"] = units };
        return answer;
    }

    private void RequireCondition(AwsRequest request, Place place)
    {
        if (!Holds(request.Input, place))
            throw new AwsError("ConditionalCheckFailedException", "The conditional request failed");
    }

    private bool Holds(JsonObject write, Place place) =>
        ConditionExpression.Of((string?)write["ConditionExpression"], write).Holds(_items.Find(place) ?? []);

    private double Put(Place place, JsonObject item, bool inTransaction)
    {
        var size = Math.Max(DynamoUnits.SizeOf(item), DynamoUnits.SizeOf(_items.Find(place)));
        _items.Put(place, item);
        return _units.Write(size, inTransaction);
    }

    private double Remove(Place place, bool inTransaction)
    {
        var size = DynamoUnits.SizeOf(_items.Find(place));
        _items.Remove(place);
        return _units.Write(size, inTransaction);
    }

    private static Place PlaceOf(JsonObject input, string member = "Item") =>
        PlaceOf((string?)input["TableName"] ?? throw new AwsError("ValidationException", "TableName is required"),
            input[member] as JsonObject ?? throw new AwsError("ValidationException", $"{member} is required"));

    private static Place PlaceOf(string table, JsonObject item) => new(table, Required(item, "kind"), Required(item, "key"));

    private static string Required(JsonObject item, string name) => Text(item, name)
        ?? throw new AwsError("ValidationException", "One or more parameter values were invalid: Missing the key " + name + " in the item");

    private static string? Text(JsonObject item, string name) => (string?)item[name]?["S"];
}
