namespace Remediator.Sandbox.Aws;

/// <summary>
/// The part of Amazon DynamoDB that the function uses: tables with the keys <c>kind</c> and <c>key</c>, and conditional writes.
/// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/
/// </summary>
internal sealed class DynamoDb(Scenario scenario)
{
    private const string IncidentTable = "incidents";

    private readonly Lock _lock = new();
    private readonly HashSet<string> _tokens = [];
    private readonly SortedDictionary<(string Table, string Kind, string Key), (JsonObject Item, JsonObject? Before)> _items = new(
        Comparer<(string, string, string)>.Create(
        (one, other) => string.CompareOrdinal($"{one.Item1}\0{one.Item2}\0{one.Item3}", $"{other.Item1}\0{other.Item2}\0{other.Item3}")));

    public IReadOnlyDictionary<string, AwsOperation> Operations => new Dictionary<string, AwsOperation>
    {
        ["ListTables"] = new(_ => "*", Serialized(ListTables)),
        ["GetItem"] = new(Resource, Serialized(GetItem)),
        ["PutItem"] = new(Resource, Serialized(PutItem)),
        ["TransactWriteItems"] = new(ResourceOfTransaction, Serialized(TransactWriteItems)) { Action = "PutItem" },
        ["DeleteItem"] = new(Resource, Serialized(DeleteItem)),
        ["Query"] = new(Resource, Serialized(Query)),
        ["Scan"] = new(Resource, Serialized(Scan)),
    };

    private string ResourceOfTransaction(AwsRequest request) =>
        $"arn:aws:dynamodb:{request.Region}:{scenario.Account}:table/{(string?)request.Input["TransactItems"]?[0]?["Put"]?["TableName"]}";

    private string Resource(AwsRequest request) =>
        $"arn:aws:dynamodb:{request.Region}:{scenario.Account}:table/{request.Text("TableName")}";

    private Func<AwsRequest, object> Serialized(Func<AwsRequest, JsonObject> operation) => request =>
    {
        lock (_lock)
            return operation(request);
    };

    /// <summary>The sandbox makes a table when it is first written to; the one that its hints name is there from the start.</summary>
    private JsonObject ListTables(AwsRequest request) => new()
    {
        ["TableNames"] = new JsonArray([.. _items.Keys.Select(key => key.Table).Append(IncidentTable).Distinct()
            .Order(StringComparer.Ordinal).Select(JsonNode? (name) => name)]),
    };

    private JsonObject GetItem(AwsRequest request)
    {
        if (!_items.TryGetValue(KeyOf(request.Input, "Key"), out var stored))
            return [];
        var seen = request.Stale ? stored.Before : stored.Item;
        return seen is null ? [] : new JsonObject { ["Item"] = seen.DeepClone() };
    }

    private JsonObject PutItem(AwsRequest request)
    {
        var place = KeyOf(request.Input);
        RequireCondition(request, place);
        Put(place, request.Input["Item"]!.AsObject());
        return [];
    }

    /// <summary>Writes all items or none; a repeated token is the same request again. Only <c>Put</c> is supported.</summary>
    private JsonObject TransactWriteItems(AwsRequest request)
    {
        var token = request.Text("ClientRequestToken");
        if (token is not null && _tokens.Contains(token))
            return [];
        var puts = PutsOf(request).Select(put => (Put: put, Place: KeyOf(put))).ToArray();
        if (puts.DistinctBy(one => one.Place).Count() < puts.Length)
            throw new AwsError("ValidationException", "Transaction request cannot include multiple operations on one item");
        string[] reasons = [.. puts.Select(one => Holds(one.Put, one.Place) ? "None" : "ConditionalCheckFailed")];
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
        foreach (var (put, place) in puts)
            Put(place, put["Item"]!.AsObject());
        if (token is not null)
            _tokens.Add(token);
        return [];
    }

    private static IEnumerable<JsonObject> PutsOf(AwsRequest request) =>
        (request.Input["TransactItems"] as JsonArray ?? []).Select(item => item!["Put"] as JsonObject
            ?? throw new AwsError("ValidationException", "the sandbox supports only Put in a transaction"));

    private JsonObject DeleteItem(AwsRequest request)
    {
        var place = KeyOf(request.Input, "Key");
        RequireCondition(request, place);
        _items.Remove(place);
        return [];
    }

    private JsonObject Query(AwsRequest request) =>
        Listed(request, ConditionExpression.Of(request.Text("KeyConditionExpression"), request.Input));

    private JsonObject Scan(AwsRequest request) => Listed(request, ConditionExpression.Always);

    private JsonObject Listed(AwsRequest request, ConditionExpression keys)
    {
        var filter = ConditionExpression.Of(request.Text("FilterExpression"), request.Input);
        var ofTable = _items.Where(stored => stored.Key.Table == request.Text("TableName"))
            .Select(stored => request.Stale ? stored.Value.Before : stored.Value.Item).OfType<JsonObject>();
        JsonNode?[] found = [.. ofTable.Where(item => keys.Holds(item) && filter.Holds(item)).Select(item => item.DeepClone())];
        return new JsonObject { ["Items"] = new JsonArray(found), ["Count"] = found.Length, ["ScannedCount"] = found.Length };
    }

    private void RequireCondition(AwsRequest request, (string, string, string) place)
    {
        if (!Holds(request.Input, place))
            throw new AwsError("ConditionalCheckFailedException", "The conditional request failed");
    }

    private bool Holds(JsonObject put, (string, string, string) place) =>
        ConditionExpression.Of((string?)put["ConditionExpression"], put)
            .Holds(_items.TryGetValue(place, out var stored) ? stored.Item : []);

    private void Put((string, string, string) place, JsonObject item) =>
        _items[place] = (item.DeepClone().AsObject(), _items.TryGetValue(place, out var before) ? before.Item : null);

    private static (string, string, string) KeyOf(JsonObject input, string member = "Item") =>
        ((string?)input["TableName"] ?? throw new AwsError("ValidationException", "TableName is required"),
            KeyText(input, member, "kind"), KeyText(input, member, "key"));

    private static string KeyText(JsonObject input, string member, string name) => (string?)input[member]?[name]?["S"]
        ?? throw new AwsError("ValidationException", "One or more parameter values were invalid: Missing the key " + name + " in the item");
}
