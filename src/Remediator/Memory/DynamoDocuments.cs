using System.Globalization;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Remediator.Aws;
using Remediator.Core.Policies;

namespace Remediator.Memory;

/// <summary>
/// Documents as items of one DynamoDB table with the keys <c>kind</c> and <c>key</c>. Reads are consistent; the table's time to live on
/// <c>kept_until</c> only tidies up, and nothing depends on it.
/// </summary>
public sealed class DynamoDocuments(AwsAccess aws, string region, string table) : IDocuments
{
    private const string Locks = "lock";

    public bool IsShared => true;

    public async Task<Document?> GetAsync(string kind, string key, CancellationToken cancelled)
    {
        var answer = await AskedAsync("dynamodb:GetItem", db => db.GetItemAsync(
            new GetItemRequest { TableName = table, Key = KeyOf(kind, key), ConsistentRead = true }, cancelled), cancelled);
        return answer.Item is { Count: > 0 } item ? Read(item) : null;
    }

    public async Task<IReadOnlyList<Document>> ListAsync(string kind, string? mark, CancellationToken cancelled)
    {
        var request = new QueryRequest
        {
            TableName = table,
            ConsistentRead = true,
            KeyConditionExpression = "#kind = :kind",
            ExpressionAttributeNames = new() { ["#kind"] = "kind" },
            ExpressionAttributeValues = new() { [":kind"] = new(kind) },
        };
        if (mark is not null)
        {
            request.FilterExpression = "#mark = :mark";
            request.ExpressionAttributeNames["#mark"] = "mark";
            request.ExpressionAttributeValues[":mark"] = new(mark);
        }
        var documents = new List<Document>();
        do
        {
            var page = await AskedAsync("dynamodb:Query", db => db.QueryAsync(request, cancelled), cancelled);
            documents.AddRange((page.Items ?? []).Select(Read));
            request.ExclusiveStartKey = page.LastEvaluatedKey;
        }
        while (request.ExclusiveStartKey is { Count: > 0 });
        return documents;
    }

    public async Task<bool> PutAsync(Document document, DateTimeOffset? keptUntil, CancellationToken cancelled)
    {
        var item = KeyOf(document.Kind, document.Key);
        item["version"] = Number(document.Version + 1);
        item["body"] = new(JsonText.Compact(document.Body));
        if (document.Mark is { } mark)
            item["mark"] = new(mark);
        if (keptUntil is { } until)
            item["kept_until"] = Number(until.ToUnixTimeSeconds());
        var isNew = document.Version == 0;
        var put = await TryPutAsync(new PutItemRequest
        {
            TableName = table,
            Item = item,
            ConditionExpression = isNew ? "attribute_not_exists(#kind)" : "#version = :version",
            ExpressionAttributeNames = isNew ? new() { ["#kind"] = "kind" } : new() { ["#version"] = "version" },
            ExpressionAttributeValues = isNew ? null : new() { [":version"] = Number(document.Version) },
        }, cancelled);
        // the SDK tries again when an answer is lost, and is then refused because of itself
        return put || await GetAsync(document.Kind, document.Key, cancelled) is { } there
            && there.Version == document.Version + 1 && JsonNode.DeepEquals(there.Body, document.Body);
    }

    public Task<bool> LockAsync(string name, string owner, DateTimeOffset now, DateTimeOffset until, CancellationToken cancelled)
    {
        var item = KeyOf(Locks, name);
        item["owner"] = new(owner);
        item["until"] = Number(until.ToUnixTimeMilliseconds());
        item["kept_until"] = Number(until.AddDays(1).ToUnixTimeSeconds());
        return TryPutAsync(new PutItemRequest
        {
            TableName = table,
            Item = item,
            ConditionExpression = "attribute_not_exists(#kind) OR #until < :now OR #owner = :owner",
            ExpressionAttributeNames = new() { ["#kind"] = "kind", ["#until"] = "until", ["#owner"] = "owner" },
            ExpressionAttributeValues = new() { [":now"] = Number(now.ToUnixTimeMilliseconds()), [":owner"] = new(owner) },
        }, cancelled);
    }

    public Task UnlockAsync(string name, string owner, CancellationToken cancelled) => IfAsync(() => AskedAsync("dynamodb:DeleteItem", db => db.DeleteItemAsync(new DeleteItemRequest
    {
        TableName = table,
        Key = KeyOf(Locks, name),
        ConditionExpression = "#owner = :owner",
        ExpressionAttributeNames = new() { ["#owner"] = "owner" },
        ExpressionAttributeValues = new() { [":owner"] = new(owner) },
    }, cancelled), cancelled));

    private Task<bool> TryPutAsync(PutItemRequest request, CancellationToken cancelled) =>
        IfAsync(() => AskedAsync("dynamodb:PutItem", db => db.PutItemAsync(request, cancelled), cancelled));

    /// <summary>False where the condition of a write does not hold.</summary>
    private static async Task<bool> IfAsync<T>(Func<Task<T>> write)
    {
        try
        {
            await write();
            return true;
        }
        catch (ConditionalCheckFailedException)
        {
            return false;
        }
    }

    private async Task<T> AskedAsync<T>(string permission, Func<IAmazonDynamoDB, Task<T>> call, CancellationToken cancelled)
    {
        try
        {
            return await call(aws.DynamoDb(region));
        }
        catch (Exception e) when (e is not ConditionalCheckFailedException && AwsFailure.IsExpected(e, cancelled))
        {
            throw new MemoryUnavailableException($"table {table}: {AwsFailure.Why(e, permission)}");
        }
    }

    private static Dictionary<string, AttributeValue> KeyOf(string kind, string key) => new() { ["kind"] = new(kind), ["key"] = new(key) };

    private static AttributeValue Number(long number) => new() { N = number.ToString(CultureInfo.InvariantCulture) };

    private Document Read(Dictionary<string, AttributeValue> item)
    {
        try
        {
            return new(
                item["kind"].S, item["key"].S, item.TryGetValue("version", out var version) ? long.Parse(version.N, CultureInfo.InvariantCulture) : 0,
                item.GetValueOrDefault("mark")?.S, item.TryGetValue("body", out var body) ? JsonNode.Parse(body.S)!.AsObject() : []);
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or FormatException or ArgumentNullException or InvalidOperationException or KeyNotFoundException)
        {
            throw new MemoryUnavailableException($"table {table}: an item of kind {item.GetValueOrDefault("kind")?.S} cannot be read: {e.Message}");
        }
    }
}
