namespace Remediator.Sandbox.Aws;

/// <summary>The items of all tables, by partition and in the order of their sort keys. Not safe to use from several threads.</summary>
internal sealed class DynamoItems
{
    private readonly SortedDictionary<(string Table, string Kind), SortedDictionary<string, Stored>> _partitions = [];

    /// <param name="Before">As it was before the last write; null where it was not there.</param>
    private sealed record Stored(JsonObject Item, JsonObject? Before, long Size);

    /// <summary>Where an item lies.</summary>
    public sealed record Place(string Table, string Kind, string Key);

    public JsonObject? Find(Place place, bool stale = false) =>
        _partitions.TryGetValue((place.Table, place.Kind), out var items) && items.TryGetValue(place.Key, out var stored)
            ? stale ? stored.Before : stored.Item : null;

    public void Put(Place place, JsonObject item)
    {
        if (!_partitions.TryGetValue((place.Table, place.Kind), out var items))
            _partitions[(place.Table, place.Kind)] = items = new(StringComparer.Ordinal);
        items[place.Key] = new(item.DeepClone().AsObject(), Find(place), DynamoUnits.SizeOf(item));
    }

    public void Remove(Place place)
    {
        if (_partitions.TryGetValue((place.Table, place.Kind), out var items))
            items.Remove(place.Key);
    }

    /// <param name="kind">Null: of all partitions.</param>
    public IEnumerable<(JsonObject Item, long Size)> In(string table, string? kind, bool stale) =>
        from partition in _partitions
        where partition.Key.Table == table && (kind is null || partition.Key.Kind == kind)
        from stored in partition.Value.Values
        let item = stale ? stored.Before : stored.Item
        where item is not null
        select (item, stored.Size);
}
