using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2.Model;
using Remediator.Aws;

namespace Remediator.State;

/// <summary>
/// Documents as items of one DynamoDB table. The list of a kind is a partition of its own with one small item for each document that has a
/// mark, and is written with the document or not at all. The table's time to live on <c>kept_until</c> only tidies up, and nothing depends
/// on it.
/// </summary>
public sealed class DynamoDocuments : IDocuments
{
    private const string Locks = "lock";

    /// <summary>A key twice would be met only where the body is read.</summary>
    private static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false };

    private readonly string _table;
    private readonly Log? _log;
    private readonly DynamoTable _items;
    private readonly OlderItems _older;

    /// <param name="clock">The system's when not given.</param>
    public DynamoDocuments(AwsAccess aws, string region, string table, TimeProvider? clock = null, Log? log = null)
    {
        (_table, _log, _items) = (table, log, new DynamoTable(aws, region, table, clock ?? TimeProvider.System));
        _older = new OlderItems(_items, clock ?? TimeProvider.System);
    }

    public bool IsShared => true;

    public async Task<Document?> GetAsync(string kind, string key, CancellationToken cancelled) =>
        await _items.GetAsync(kind, key, cancelled) is { } item ? Read(item) : null;

    public async Task<IReadOnlyList<Document>> ListAsync(string kind, CancellationToken cancelled) =>
        [.. (await _items.QueryAsync(kind, null, cancelled)).Select(Read)];

    public async Task<IReadOnlyList<Document>> ListAsync(string kind, Marks marks, CancellationToken cancelled)
    {
        var places = await _items.QueryAsync(DocumentItems.ListOf(kind), (marks.From, marks.To), cancelled);
        var read = await Bounded.SelectAsync(places,
            async place => (Place: place, Document: await GetAsync(kind, place["of"].S, cancelled)));
        foreach (var (place, _) in read.Where(one => !IsAt(one.Place, one.Document)))
            await LeaveAsync(place, cancelled);
        return [.. read.Where(one => IsAt(one.Place, one.Document)).Select(one => one.Document!)];
    }

    public Task<bool> IsListedAsync(CancellationToken cancelled) => _older.AreListedAsync(cancelled);

    public Task ListOlderAsync(CancellationToken cancelled) => _older.ListAsync(cancelled);

    public async Task<bool> PutAsync(Document document, DateTimeOffset? keptUntil, CancellationToken cancelled)
    {
        if (document.Mark?.Text != document.Listed)
            return await PutAllAsync([(document, keptUntil)], cancelled);
        var put = $"{Guid.NewGuid():N}";
        // a call is made again when its answer is lost, and is then refused because of itself; another may have put the very same
        return await _items.PutAsync(DocumentItems.Of(document, keptUntil, put), DocumentItems.ConditionOf(document), cancelled)
            || ((await _items.GetAsync(document.Kind, document.Key, cancelled))?.GetValueOrDefault("put") is { S: { } there }
                && there == put);
    }

    public Task<bool> PutAllAsync(IReadOnlyList<(Document Document, DateTimeOffset? KeptUntil)> documents, CancellationToken cancelled) =>
        _items.WriteAllAsync([.. documents.SelectMany(one => DocumentItems.WritesOf(one.Document, one.KeptUntil))], cancelled);

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

    private static bool IsAt(Dictionary<string, AttributeValue> place, Document? document) =>
        document is { Listed: { } mark } && Marks.PlaceOf(mark, document.Key) == place["key"].S;

    /// <summary>
    /// Takes a place out of the list whose document is forgotten, or was changed by an earlier version; one that was taken anew stays.
    /// </summary>
    private async Task LeaveAsync(Dictionary<string, AttributeValue> place, CancellationToken cancelled)
    {
        try
        {
            await _items.DeleteAsync(place["kind"].S, place["key"].S,
                new("#put = :put", new() { ["#put"] = "put" }, new() { [":put"] = place["put"] }), cancelled);
        }
        // a place that stays is passed over again; who only reads may not delete at all
        catch (StoreUnavailableException e)
        {
            if (!AwsFailure.IsDenied(e.InnerException))
                _log?.Warning("a place in a list is left", e, ("kind", place["kind"].S));
        }
    }

    /// <summary>A person, or another program, may have written the item.</summary>
    private Document Read(Dictionary<string, AttributeValue> item)
    {
        var version = 0L;
        return item.GetValueOrDefault("kind")?.S is { } kind && item.GetValueOrDefault("key")?.S is { } key
            && (!item.TryGetValue("version", out var number) || long.TryParse(number.N, CultureInfo.InvariantCulture, out version))
                ? new(kind, key, version, null, BodyOf(item)) { Listed = item.GetValueOrDefault("listed")?.S }
                : throw Unreadable(item, null);
    }

    private JsonObject BodyOf(Dictionary<string, AttributeValue> item)
    {
        if (!item.TryGetValue("body", out var body))
            return [];
        try
        {
            return JsonNode.Parse(body.S ?? "", documentOptions: s_strict) as JsonObject ?? throw Unreadable(item, null);
        }
        catch (JsonException e)
        {
            throw Unreadable(item, e);
        }
    }

    private StoreUnavailableException Unreadable(Dictionary<string, AttributeValue> item, JsonException? fault) => new(
        new Message("gap.table.item", ("table", _table), ("kind", item.GetValueOrDefault("kind")?.S ?? ""),
            ("text", new Message("gap.table.shape"))), fault);
}
