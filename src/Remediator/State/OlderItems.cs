using System.Globalization;
using Amazon.DynamoDBv2.Model;

namespace Remediator.State;

/// <summary>
/// Lists the open incidents that an earlier version wrote with the attribute <c>mark</c> and without a place in a list. It goes through the
/// incidents twice, page by page and from one invocation to the next: a second time when no invocation of that version can run any more.
/// Then nothing reads them so again.
/// </summary>
internal sealed class OlderItems(DynamoTable items, TimeProvider clock)
{
    private const string Kind = "incident";

    /// <summary>How many pages, of 1 MB each, one event reads at most.</summary>
    private const int PagesAnEvent = 16;

    /// <summary>Lambda ends every invocation within 15 minutes.</summary>
    private static readonly TimeSpan s_earlierVersionEnds = TimeSpan.FromMinutes(20);

    private bool _areListed;

    /// <summary>How far it has come, as an item of the table.</summary>
    /// <param name="After">The key of the last incident that was seen; null at the beginning.</param>
    private sealed record Progress(long Version, int Passes, DateTimeOffset Since, string? After)
    {
        public bool IsDone => Passes >= 2;
    }

    /// <exception cref="StoreUnavailableException">It cannot be read.</exception>
    public async Task<bool> AreListedAsync(CancellationToken cancelled) =>
        _areListed = _areListed || await ReadAsync(cancelled) is { IsDone: true };

    /// <summary>Goes on where it was left.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be read or written.</exception>
    public async Task ListAsync(CancellationToken cancelled)
    {
        if (_areListed)
            return;
        var progress = await ReadAsync(cancelled) ?? new Progress(0, 0, clock.GetUtcNow(), null);
        if (_areListed = progress.IsDone)
            return;
        if (progress.Passes > 0 && clock.GetUtcNow() < progress.Since + s_earlierVersionEnds)
            return;
        var (passes, after) = (progress.Passes, progress.After);
        for (var page = 0; page < PagesAnEvent && passes == progress.Passes; page++)
        {
            (var found, after) = await items.PageAsync(Kind, after, s_unlisted, cancelled);
            foreach (var item in found)
                await ListAsync(item, cancelled);
            passes += after is null ? 1 : 0;
        }
        progress = progress with { Passes = passes, After = after };
        // others may do the same at the same time: who comes later has seen as much
        await WriteAsync(progress, cancelled);
        _areListed = progress.IsDone;
    }

    private static readonly DynamoTable.Condition s_unlisted = new(
        "attribute_exists(#mark) AND attribute_not_exists(#listed)", new() { ["#mark"] = "mark", ["#listed"] = "listed" }, null);

    /// <summary>False where it was changed meanwhile: this version lists what it changes.</summary>
    private Task<bool> ListAsync(Dictionary<string, AttributeValue> item, CancellationToken cancelled)
    {
        var (mark, version) = (IncidentMarks.Open(item["mark"].S), item["version"]);
        var listed = new Dictionary<string, AttributeValue>(item) { ["listed"] = new(mark.Text) };
        listed["version"] = DynamoTable.Number(long.Parse(version.N, CultureInfo.InvariantCulture) + 1);
        listed.Remove("mark");
        var place = DocumentItems.PlaceOf(Kind, item["key"].S, mark, null, $"{Guid.NewGuid():N}");
        return items.WriteAllAsync(
            [
                new DynamoTable.Write.Put(listed,
                    new("#version = :version", new() { ["#version"] = "version" }, new() { [":version"] = version })),
                new DynamoTable.Write.Put(place, null),
            ], cancelled);
    }

    private async Task<Progress?> ReadAsync(CancellationToken cancelled) =>
        await items.GetAsync("upgrade", "lists", cancelled) is not { } item ? null
        : new(Number(item.GetValueOrDefault("version")), (int)Number(item.GetValueOrDefault("passes")),
            DateTimeOffset.FromUnixTimeSeconds(Number(item.GetValueOrDefault("since"))), item.GetValueOrDefault("after")?.S);

    /// <summary>False where another event has come as far meanwhile.</summary>
    private Task<bool> WriteAsync(Progress progress, CancellationToken cancelled)
    {
        var item = DynamoTable.KeyOf("upgrade", "lists");
        item["version"] = DynamoTable.Number(progress.Version + 1);
        item["passes"] = DynamoTable.Number(progress.Passes);
        item["since"] = DynamoTable.Number(progress.Since.ToUnixTimeSeconds());
        if (progress.After is { } after)
            item["after"] = new(after);
        return items.PutAsync(item, progress.Version == 0
            ? new("attribute_not_exists(#kind)", new() { ["#kind"] = "kind" }, null)
            : new("#version = :version", new() { ["#version"] = "version" }, new() { [":version"] = DynamoTable.Number(progress.Version) }),
            cancelled);
    }

    private static long Number(AttributeValue? value) => value?.N is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : 0;
}
