using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Remediator.Aws;

namespace Remediator.State;

/// <summary>A DynamoDB table with the keys <c>kind</c> and <c>key</c>: consistent reads, and writes on condition.</summary>
/// <remarks>All calls throw <see cref="StoreUnavailableException"/> where the table does not answer as it should.</remarks>
internal sealed class DynamoTable(AwsAccess aws, string region, string name, TimeProvider clock)
{
    /// <summary>
    /// How often a call that was throttled is made again. In a storm every worker meets a table that is still growing, and one that gives
    /// up notifies people a second time.
    /// </summary>
    private const int TriesAgainWhenThrottled = 7;

    private const int TriesAgainOtherwise = 2;

    /// <summary>Doubled with each try up to <see cref="s_longestPause"/>, and cut by chance, so that workers do not come in step.</summary>
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50), s_longestPause = TimeSpan.FromSeconds(1);

    public async Task<Dictionary<string, AttributeValue>?> GetAsync(string kind, string key, CancellationToken cancelled)
    {
        var answer = await AskedAsync("dynamodb:GetItem", db => db.GetItemAsync(
            new GetItemRequest { TableName = name, Key = KeyOf(kind, key), ConsistentRead = true }, cancelled), cancelled);
        return answer.Item is { Count: > 0 } item ? item : null;
    }

    /// <summary>All of a kind, or those whose keys lie between two, in the order of their keys.</summary>
    public async Task<IReadOnlyList<Dictionary<string, AttributeValue>>> QueryAsync(
        string kind, (string From, string To)? keys, CancellationToken cancelled)
    {
        var request = Query(kind);
        if (keys is var (from, to))
        {
            request.KeyConditionExpression += " AND #key BETWEEN :from AND :to";
            request.ExpressionAttributeNames["#key"] = "key";
            (request.ExpressionAttributeValues[":from"], request.ExpressionAttributeValues[":to"]) = (new(from), new(to));
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

    /// <summary>Those of one page (1 MB) of a kind for which a condition holds, and the key that it ends at; null on the last.</summary>
    /// <param name="after">The key that the page before ended at; null begins.</param>
    public async Task<(IReadOnlyList<Dictionary<string, AttributeValue>> Items, string? End)> PageAsync(
        string kind, string? after, Condition filter, CancellationToken cancelled)
    {
        var request = Query(kind);
        request.FilterExpression = filter.Expression;
        foreach (var (placeholder, attribute) in filter.Names)
            request.ExpressionAttributeNames[placeholder] = attribute;
        request.ExclusiveStartKey = after is null ? null : KeyOf(kind, after);
        var page = await AskedAsync("dynamodb:Query", db => db.QueryAsync(request, cancelled), cancelled);
        return (page.Items ?? [], page.LastEvaluatedKey is { Count: > 0 } end ? end["key"].S : null);
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

    /// <summary>All of them, or none where one condition does not hold.</summary>
    public async Task<bool> WriteAllAsync(IReadOnlyList<Write> writes, CancellationToken cancelled)
    {
        // the token keeps a request that is repeated, because its answer was lost, from being a second one
        var request = new TransactWriteItemsRequest
        {
            ClientRequestToken = $"{Guid.NewGuid()}",
            TransactItems = [.. writes.Select(Item)],
        };
        try
        {
            await AskedAsync("dynamodb:PutItem", db => db.TransactWriteItemsAsync(request, cancelled), cancelled);
            return true;
        }
        catch (TransactionCanceledException)
        {
            return false;
        }
    }

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

    /// <summary>One of several writes that are made together.</summary>
    internal abstract record Write
    {
        private Write() { }

        /// <param name="On">Null puts it whatever is there.</param>
        internal sealed record Put(Dictionary<string, AttributeValue> Item, Condition? On) : Write;

        internal sealed record Delete(Dictionary<string, AttributeValue> Key) : Write;
    }

    public static Dictionary<string, AttributeValue> KeyOf(string kind, string key) => new() { ["kind"] = new(kind), ["key"] = new(key) };

    public static AttributeValue Number(long number) => new() { N = number.ToString(CultureInfo.InvariantCulture) };

    private QueryRequest Query(string kind) => new()
    {
        TableName = name,
        ConsistentRead = true,
        KeyConditionExpression = "#kind = :kind",
        ExpressionAttributeNames = new() { ["#kind"] = "kind" },
        ExpressionAttributeValues = new() { [":kind"] = new(kind) },
    };

    private TransactWriteItem Item(Write write) => write switch
    {
        Write.Put put => new()
        {
            Put = new Put
            {
                TableName = name,
                Item = put.Item,
                ConditionExpression = put.On?.Expression,
                ExpressionAttributeNames = put.On?.Names,
                ExpressionAttributeValues = put.On?.Values,
            },
        },
        Write.Delete delete => new() { Delete = new Delete { TableName = name, Key = delete.Key } },
        _ => throw new InvalidOperationException($"no such write: {write.GetType().Name}"),
    };

    /// <summary>False also where another's transaction holds the item: that one is about to win.</summary>
    private static async Task<bool> IfAsync<T>(Func<Task<T>> write)
    {
        try
        {
            await write();
            return true;
        }
        catch (Exception e) when (e is ConditionalCheckFailedException or TransactionConflictException)
        {
            return false;
        }
    }

    private async Task<T> AskedAsync<T>(string permission, Func<IAmazonDynamoDB, Task<T>> call, CancellationToken cancelled)
    {
        try
        {
            for (var attempt = 0; ; attempt++)
            {
                try
                {
                    return await call(aws.DynamoDb(region));
                }
                catch (Exception e) when (!cancelled.IsCancellationRequested
                    && attempt < (IsThrottled(e) ? TriesAgainWhenThrottled : AwsFailure.IsPassing(e) ? TriesAgainOtherwise : 0))
                {
                    await Task.Delay(PauseAfter(attempt), clock, cancelled);
                }
            }
        }
        catch (Exception e) when (!IsLost(e) && AwsFailure.IsExpected(e, cancelled))
        {
            throw new StoreUnavailableException(new Message("gap.table.call", ("table", name), ("why", AwsFailure.Why(e, permission))), e);
        }
    }

    private static TimeSpan PauseAfter(int attempt) =>
        TimeSpan.FromTicks(Math.Min(s_pause.Ticks << attempt, s_longestPause.Ticks)) * (1 - Random.Shared.NextDouble() / 2);

    /// <summary>Somebody else was faster, and that is an answer.</summary>
    private static bool IsLost(Exception e) => e is ConditionalCheckFailedException or TransactionConflictException
        || (Reasons(e).Any(code => code is "ConditionalCheckFailed" or "TransactionConflict"));

    /// <summary>https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html</summary>
    private static bool IsThrottled(Exception e) => AwsFailure.IsThrottled(e)
        || (!IsLost(e) && Reasons(e).Any(code => code is "ThrottlingError" or "ProvisionedThroughputExceeded"));

    private static IEnumerable<string?> Reasons(Exception e) =>
        e is TransactionCanceledException { CancellationReasons: { } reasons } ? reasons.Select(reason => reason.Code) : [];
}
