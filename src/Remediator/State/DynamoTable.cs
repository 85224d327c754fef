using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Remediator.Aws;

namespace Remediator.State;

/// <summary>A DynamoDB table with the keys <c>kind</c> and <c>key</c>: consistent reads, and writes on condition.</summary>
/// <remarks>All calls throw <see cref="StoreUnavailableException"/> where the table does not answer as it should.</remarks>
internal sealed class DynamoTable(AwsAccess aws, string region, string name)
{
    public async Task<Dictionary<string, AttributeValue>?> GetAsync(string kind, string key, CancellationToken cancelled)
    {
        var answer = await AskedAsync("dynamodb:GetItem", db => db.GetItemAsync(
            new GetItemRequest { TableName = name, Key = KeyOf(kind, key), ConsistentRead = true }, cancelled), cancelled);
        return answer.Item is { Count: > 0 } item ? item : null;
    }

    /// <summary>All of a kind, or those with that mark, in the order of their keys.</summary>
    public async Task<IReadOnlyList<Dictionary<string, AttributeValue>>> QueryAsync(string kind, string? mark, CancellationToken cancelled)
    {
        var request = new QueryRequest
        {
            TableName = name,
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
        var items = new List<Dictionary<string, AttributeValue>>();
        do
        {
            var page = await AskedAsync("dynamodb:Query", db => db.QueryAsync(request, cancelled), cancelled);
            items.AddRange(page.Items ?? []);
            request.ExclusiveStartKey = page.LastEvaluatedKey;
        }
        while (request.ExclusiveStartKey is { Count: > 0 });
        return items;
    }

    /// <summary>False where the condition does not hold.</summary>
    public Task<bool> PutAsync(Dictionary<string, AttributeValue> item, Condition condition, CancellationToken cancelled) =>
        IfAsync(() => AskedAsync("dynamodb:PutItem", db => db.PutItemAsync(new PutItemRequest
        {
            TableName = name,
            Item = item,
            ConditionExpression = condition.Expression,
            ExpressionAttributeNames = condition.Names,
            ExpressionAttributeValues = condition.Values,
        }, cancelled), cancelled));

    /// <summary>
    /// All of them, or none where one condition does not hold. The SDK's own token keeps a repeated request from being a second one.
    /// </summary>
    public async Task<bool> PutAllAsync(
        IReadOnlyList<(Dictionary<string, AttributeValue> Item, Condition Condition)> puts, CancellationToken cancelled)
    {
        var request = new TransactWriteItemsRequest
        {
            TransactItems = [.. puts.Select(put => new TransactWriteItem
            {
                Put = new Put
                {
                    TableName = name,
                    Item = put.Item,
                    ConditionExpression = put.Condition.Expression,
                    ExpressionAttributeNames = put.Condition.Names,
                    ExpressionAttributeValues = put.Condition.Values,
                },
            })],
        };
        try
        {
            await AskedAsync("dynamodb:PutItem", db => db.TransactWriteItemsAsync(request, cancelled), cancelled);
            return true;
        }
        catch (TransactionCanceledException e) when (e.CancellationReasons?.Exists(IsLost) == true)
        {
            return false;
        }
    }

    /// <summary>https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html</summary>
    private static bool IsLost(CancellationReason reason) => reason.Code is "ConditionalCheckFailed" or "TransactionConflict";

    public Task<bool> DeleteAsync(string kind, string key, Condition condition, CancellationToken cancelled) =>
        IfAsync(() => AskedAsync("dynamodb:DeleteItem", db => db.DeleteItemAsync(new DeleteItemRequest
        {
            TableName = name,
            Key = KeyOf(kind, key),
            ConditionExpression = condition.Expression,
            ExpressionAttributeNames = condition.Names,
            ExpressionAttributeValues = condition.Values,
        }, cancelled), cancelled));

    /// <param name="Values">Null where the expression has none.</param>
    internal sealed record Condition(string Expression, Dictionary<string, string> Names, Dictionary<string, AttributeValue>? Values);

    public static Dictionary<string, AttributeValue> KeyOf(string kind, string key) => new() { ["kind"] = new(kind), ["key"] = new(key) };

    public static AttributeValue Number(long number) => new() { N = number.ToString(CultureInfo.InvariantCulture) };

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
        catch (Exception e) when (e is not ConditionalCheckFailedException
            and not TransactionCanceledException { CancellationReasons.Count: > 0 } && AwsFailure.IsExpected(e, cancelled))
        {
            throw new StoreUnavailableException(new Message("gap.table.call", ("table", name), ("why", AwsFailure.Why(e, permission))));
        }
    }
}
