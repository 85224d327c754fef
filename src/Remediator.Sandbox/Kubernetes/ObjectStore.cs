using System.Threading.Channels;
using Remediator.Sandbox.Json;

namespace Remediator.Sandbox.Kubernetes;

/// <summary>A change as a watch reports it; the type is ADDED, MODIFIED or DELETED.</summary>
internal sealed record WatchEvent(string Type, ApiObject Item);

/// <summary>
/// The objects of one cluster, with versions, owners and watches. Writers of several objects hold <see cref="WriteLock"/>.
/// </summary>
internal sealed class ObjectStore(Action changed)
{
    private const int HistoryLimit = 20_000;
    private readonly Dictionary<Kind, SortedDictionary<string, ApiObject>> _items = Kind.All.ToDictionary(kind => kind,
        _ => new SortedDictionary<string, ApiObject>(StringComparer.Ordinal));
    private readonly Dictionary<Kind, ApiObject[]> _snapshots = [];
    private readonly Dictionary<string, HashSet<(Kind, string)>> _owned = [];
    private readonly Dictionary<string, ApiObject> _byUid = [];
    private readonly HashSet<string> _touched = [];
    private readonly Queue<WatchEvent> _history = [];
    private readonly Dictionary<ChannelReader<WatchEvent>, (Kind Kind, ChannelWriter<WatchEvent> Writer)> _watches = [];

    public Lock WriteLock { get; } = new();

    public long Version { get; private set; } = 1_000;

    /// <summary>A watch can start from any version after this one; earlier changes are no longer kept.</summary>
    public long OldestVersion { get; private set; } = 1_000;

    public IReadOnlyList<ApiObject> List(Kind kind)
    {
        lock (WriteLock)
        {
            if (!_snapshots.TryGetValue(kind, out var items))
                _snapshots[kind] = items = [.. _items[kind].Values];
            return items;
        }
    }

    public ApiObject? Find(Kind kind, string ns, string name)
    {
        lock (WriteLock)
            return _items[kind].GetValueOrDefault($"{ns}/{name}");
    }

    /// <exception cref="ApiError">404: there is no such object.</exception>
    public ApiObject Required(ApiPath path) =>
        Find(path.Kind, path.Namespace ?? "", path.Name!) ?? throw ApiError.NotFound(path.Kind, path.Name!);

    public ApiObject? ByUid(string uid)
    {
        lock (WriteLock)
            return _byUid.GetValueOrDefault(uid);
    }

    /// <summary>The UIDs of objects that changed, or whose dependents changed, since the last call.</summary>
    public string[] TakeChanged()
    {
        string[] touched = [.. _touched];
        _touched.Clear();
        return touched;
    }

    public IReadOnlyList<ApiObject> OwnedBy(string uid)
    {
        lock (WriteLock)
            return _owned.TryGetValue(uid, out var keys) ? [.. keys.Select(key => _items[key.Item1][key.Item2])] : [];
    }

    /// <summary>
    /// Creates or replaces an object and sets the metadata that the server owns: uid, resourceVersion, creationTimestamp.
    /// </summary>
    public ApiObject Put(Kind kind, JsonObject body, DateTimeOffset now)
    {
        lock (WriteLock)
        {
            var metadata = body["metadata"]!.AsObject();
            var (ns, name) = (kind.Namespaced ? (string)metadata["namespace"]! : "", (string)metadata["name"]!);
            var before = _items[kind].GetValueOrDefault($"{ns}/{name}");
            metadata["uid"] ??= before?.Uid ?? Guid.NewGuid().ToString();
            metadata["creationTimestamp"] ??= JsonText.Timestamp(now);
            metadata["resourceVersion"] = $"{++Version}";
            var item = new ApiObject(kind, ns, name, Version, JsonText.ToElement(body)) { Before = before?.Body };
            _items[kind][item.Key] = item;
            if (kind != Kind.Event)
                _byUid[item.Uid] = item;
            if (item.Owner is { } owner)
                Owned(owner).Add((kind, item.Key));
            Publish(new(before is null ? "ADDED" : "MODIFIED", item));
            return item;
        }
    }

    /// <summary>Changes an object; returns null when it was deleted meanwhile.</summary>
    public ApiObject? Edit(ApiObject item, DateTimeOffset now, Action<JsonObject> edit)
    {
        lock (WriteLock)
        {
            if (Find(item.Kind, item.Namespace, item.Name) is not { } present || present.Uid != item.Uid)
                return null;
            var draft = present.Draft();
            edit(draft);
            return JsonNode.DeepEquals(draft, JsonObject.Create(present.Body)) ? present : Put(item.Kind, draft, now);
        }
    }

    public void Remove(ApiObject item)
    {
        lock (WriteLock)
        {
            if (!_items[item.Kind].Remove(item.Key, out var last))
                return;
            _byUid.Remove(last.Uid);
            if (last.Owner is { } owner)
                Owned(owner).Remove((last.Kind, last.Key));
            Publish(new("DELETED", last with { Version = ++Version }));
        }
    }

    /// <summary>The changes after a version (null: all present objects, as ADDED), and a channel with every later one.</summary>
    public (IReadOnlyList<WatchEvent> Past, ChannelReader<WatchEvent> Next) Watch(Kind kind, long? after)
    {
        lock (WriteLock)
        {
            var channel = Channel.CreateUnbounded<WatchEvent>();
            _watches[channel.Reader] = (kind, channel.Writer);
            IReadOnlyList<WatchEvent> past = after is { } version
                ? [.. _history.Where(change => change.Item.Kind == kind && change.Item.Version > version)]
                : [.. List(kind).Select(item => new WatchEvent("ADDED", item))];
            return (past, channel.Reader);
        }
    }

    public void Unwatch(ChannelReader<WatchEvent> reader)
    {
        lock (WriteLock)
            _watches.Remove(reader);
    }

    private HashSet<(Kind, string)> Owned(string owner)
    {
        if (!_owned.TryGetValue(owner, out var keys))
            _owned[owner] = keys = [];
        return keys;
    }

    private void Publish(WatchEvent change)
    {
        if (change.Item.Kind != Kind.Event)
            _touched.Add(change.Item.Uid);
        if (change.Item.Owner is { } owner)
            _touched.Add(owner);
        _snapshots.Remove(change.Item.Kind);
        _history.Enqueue(change);
        if (_history.Count > HistoryLimit)
            OldestVersion = _history.Dequeue().Item.Version;
        foreach (var (kind, writer) in _watches.Values)
            if (kind == change.Item.Kind)
                writer.TryWrite(change);
        changed();
    }
}
