using System.Globalization;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2.Model;
using Remediator.Aws;

namespace Remediator.State;

/// <summary>
/// Documents as items of one DynamoDB table. The table's time to live on <c>kept_until</c> only tidies up, and nothing depends on it.
/// </summary>
public sealed class DynamoDocuments(AwsAccess aws, string region, string table) : IDocuments
{
    private const string Locks = "lock";

    private readonly DynamoTable _items = new(aws, region, table);

    public bool IsShared => true;

    public async Task<Document?> GetAsync(string kind, string key, CancellationToken cancelled) =>
        await _items.GetAsync(kind, key, cancelled) is { } item ? Read(item) : null;

    public async Task<IReadOnlyList<Document>> ListAsync(string kind, string? mark, CancellationToken cancelled) =>
        [.. (await _items.QueryAsync(kind, mark, cancelled)).Select(Read)];

    public async Task<bool> PutAsync(Document document, DateTimeOffset? keptUntil, CancellationToken cancelled)
    {
        var put = $"{Guid.NewGuid():N}";
        // the SDK tries again when an answer is lost, and is then refused because of itself; another may have put the very same
        return await _items.PutAsync(ItemOf(document, keptUntil, put), ConditionOf(document), cancelled)
            || ((await _items.GetAsync(document.Kind, document.Key, cancelled))?.GetValueOrDefault("put") is { S: { } there }
                && there == put);
    }

    public Task<bool> PutAllAsync(IReadOnlyList<(Document Document, DateTimeOffset? KeptUntil)> documents, CancellationToken cancelled) =>
        _items.PutAllAsync([.. documents.Select(
            one => (ItemOf(one.Document, one.KeptUntil, $"{Guid.NewGuid():N}"), ConditionOf(one.Document)))], cancelled);

    public Task<bool> LockAsync(string name, string owner, DateTimeOffset now, DateTimeOffset until, CancellationToken cancelled)
    {
        var item = DynamoTable.KeyOf(Locks, name);
        item["owner"] = new(owner);
        item["until"] = DynamoTable.Number(until.ToUnixTimeMilliseconds());
        item["kept_until"] = DynamoTable.Number(until.AddDays(1).ToUnixTimeSeconds());
        return _items.PutAsync(item, new(
            "attribute_not_exists(#kind) OR #until < :now OR #owner = :owner",
            new() { ["#kind"] = "kind", ["#until"] = "until", ["#owner"] = "owner" },
            new() { [":now"] = DynamoTable.Number(now.ToUnixTimeMilliseconds()), [":owner"] = new(owner) }), cancelled);
    }

    public Task UnlockAsync(string name, string owner, CancellationToken cancelled) => _items.DeleteAsync(
        Locks, name, new("#owner = :owner", new() { ["#owner"] = "owner" }, new() { [":owner"] = new(owner) }), cancelled);

    private static Dictionary<string, AttributeValue> ItemOf(Document document, DateTimeOffset? keptUntil, string put)
    {
        var item = DynamoTable.KeyOf(document.Kind, document.Key);
        item["version"] = DynamoTable.Number(document.Version + 1);
        item["body"] = new(JsonText.Compact(document.Body));
        item["put"] = new(put);
        if (document.Mark is { } mark)
            item["mark"] = new(mark);
        if (keptUntil is { } until)
            item["kept_until"] = DynamoTable.Number(until.ToUnixTimeSeconds());
        return item;
    }

    private static DynamoTable.Condition ConditionOf(Document document) => document.Version == 0
        ? new("attribute_not_exists(#kind)", new() { ["#kind"] = "kind" }, null)
        : new("#version = :version", new() { ["#version"] = "version" }, new() { [":version"] = DynamoTable.Number(document.Version) });

    private Document Read(Dictionary<string, AttributeValue> item)
    {
        try
        {
            return new(
                item["kind"].S, item["key"].S,
                item.TryGetValue("version", out var version) ? long.Parse(version.N, CultureInfo.InvariantCulture) : 0,
                item.GetValueOrDefault("mark")?.S, item.TryGetValue("body", out var body) ? JsonNode.Parse(body.S)!.AsObject() : []);
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or FormatException or ArgumentNullException
            or InvalidOperationException or KeyNotFoundException)
        {
            throw new StoreUnavailableException(new Message("gap.table.item",
                ("table", table), ("kind", item.GetValueOrDefault("kind")?.S ?? ""), ("text", new Message("gap.table.shape"))));
        }
    }
}
