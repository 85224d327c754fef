using System.Text.Json.Nodes;

namespace Remediator.State;

/// <summary>The memory of this process alone.</summary>
public sealed class ProcessDocuments : IDocuments
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<(string Kind, string Key), Document> _kept = [];
    private readonly Dictionary<string, (string Owner, DateTimeOffset Until)> _locks = [];

    public bool IsShared => false;

    public Task<Document?> GetAsync(string kind, string key, CancellationToken cancelled)
    {
        lock (_gate)
            return Task.FromResult(_kept.TryGetValue((kind, key), out var document) ? Copy(document) : null);
    }

    public Task<IReadOnlyList<Document>> ListAsync(string kind, CancellationToken cancelled)
    {
        lock (_gate)
            return Task.FromResult<IReadOnlyList<Document>>([.. _kept.Values.Where(one => one.Kind == kind).Select(Copy)]);
    }

    public Task<IReadOnlyList<Document>> ListAsync(string kind, Marks marks, CancellationToken cancelled)
    {
        lock (_gate)
            return Task.FromResult<IReadOnlyList<Document>>([
                .. from one in _kept.Values
                   where one.Kind == kind && one.Listed is not null
                   let place = Marks.PlaceOf(one.Listed!, one.Key)
                   where marks.Holds(place)
                   orderby place
                   select Copy(one)]);
    }

    public Task<bool> IsListedAsync(CancellationToken cancelled) => Task.FromResult(true);

    /// <summary>No earlier version has written here.</summary>
    public Task ListOlderAsync(CancellationToken cancelled) => Task.CompletedTask;

    public Task<bool> PutAsync(Document document, DateTimeOffset? keptUntil, CancellationToken cancelled) =>
        PutAllAsync([(document, keptUntil)], cancelled);

    public Task<bool> PutAllAsync(IReadOnlyList<(Document Document, DateTimeOffset? KeptUntil)> documents, CancellationToken cancelled)
    {
        lock (_gate)
        {
            var isCurrent = documents.All(one => VersionOf(one.Document) == one.Document.Version);
            foreach (var (document, _) in isCurrent ? documents : [])
                _kept[(document.Kind, document.Key)] = Copy(document) with
                {
                    Version = document.Version + 1,
                    Mark = null,
                    Listed = document.Mark?.Text,
                };
            return Task.FromResult(isCurrent);
        }
    }

    public Task<bool> LockAsync(string name, string owner, DateTimeOffset now, DateTimeOffset until, CancellationToken cancelled)
    {
        lock (_gate)
        {
            var isFree = !_locks.TryGetValue(name, out var held) || held.Owner == owner || held.Until < now;
            if (isFree)
                _locks[name] = (owner, until);
            return Task.FromResult(isFree);
        }
    }

    public Task UnlockAsync(string name, string owner, CancellationToken cancelled)
    {
        lock (_gate)
            if (_locks.TryGetValue(name, out var held) && held.Owner == owner)
                _locks.Remove(name);
        return Task.CompletedTask;
    }

    private long VersionOf(Document document) => _kept.TryGetValue((document.Kind, document.Key), out var now) ? now.Version : 0;

    private static Document Copy(Document document) => document with { Body = (JsonObject)document.Body.DeepClone() };
}
