using System.Text.Json.Nodes;
using Remediator.Core.Findings;
using Remediator.Core.Incidents;

namespace Remediator.State;

/// <summary>
/// Claims what a write uses up: the approval, one patch of the budget, the place of the incident's latest patch. All of it is claimed at
/// once or nothing is, and what was claimed for a write that was not made is returned.
/// </summary>
public sealed class WriteClaims(IDocuments documents, TimeProvider clock)
{
    private const string BudgetKind = "budget", BudgetKey = "patches", MarkKind = "patched";

    /// <summary>Others share the budget, so a return may lose to them.</summary>
    private const int Attempts = 10;

    private static readonly TimeSpan s_budgetKept = TimeSpan.FromDays(1);

    /// <summary>A patch that is about to be made for an incident.</summary>
    /// <param name="Finding">The incident as it stands before the write.</param>
    public sealed record Start(PatchRecord Record, Finding Finding);

    /// <summary>
    /// The repository that this process claimed last; null for none. Only where the store is not shared nobody else knows it.
    /// </summary>
    public string? ClaimedHere { get; private set; }

    /// <exception cref="StoreUnavailableException">It cannot be read.</exception>
    public async Task<int> PatchesThisHourAsync(CancellationToken cancelled) =>
        Budget.Recent(TimesIn(await documents.GetAsync(BudgetKind, BudgetKey, cancelled)), clock.GetUtcNow()).Count;

    /// <param name="starts">The first makes the change, and claims for all.</param>
    /// <returns>
    /// False, and nothing was claimed, where something that is claimed was changed by others, or is not there to be claimed.
    /// </returns>
    /// <exception cref="StoreUnavailableException">It cannot be read or written.</exception>
    public async Task<bool> TakeAsync(IReadOnlyList<Start> starts, CancellationToken cancelled)
    {
        var (now, record) = (clock.GetUtcNow(), starts[0].Record);
        var repository = record.Patch.Image;
        List<(Document, DateTimeOffset?)> puts = [];
        if (record.Channel is not null)
        {
            if (await ApprovalAsync(record, approval =>
                approval.WhyNot(now) is null ? approval with { State = ApprovalState.Approved } : null, cancelled) is not { } approved)
                return false;
            puts.Add((approved, now + StoreTimes.Approvals));
        }
        var budget = await documents.GetAsync(BudgetKind, BudgetKey, cancelled);
        puts.Add((Times(budget, [.. Budget.Recent(TimesIn(budget), now), record.StartedAt]), now + s_budgetKept));
        puts.Add((await MarkAsync(record, cancelled), now + StoreTimes.Changes));
        foreach (var start in starts)
        {
            puts.Add((await IncidentAsync(start, now, cancelled), now + StoreTimes.Incidents));
            puts.Add((new Document("patch", start.Record.Id, 0, null, IncidentJson.Of(start.Record)), now + StoreTimes.Patches));
        }
        if (!await documents.PutAllAsync(puts, cancelled))
            return false;
        ClaimedHere = repository.RepositoryArn;
        return true;
    }

    /// <summary>
    /// Returns what a patch has claimed, since nothing was written for it. An approval that has expired stays so. To return it twice
    /// changes nothing more.
    /// </summary>
    /// <returns>False where others changed the same all the while, and it is still claimed.</returns>
    /// <exception cref="StoreUnavailableException">It cannot be read or written.</exception>
    public async Task<bool> ReturnAsync(PatchRecord record, CancellationToken cancelled)
    {
        if (record.IsFollower)
            return true;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var now = clock.GetUtcNow();
            List<(Document, DateTimeOffset?)> puts = [];
            var budget = await documents.GetAsync(BudgetKind, BudgetKey, cancelled);
            if (TimesIn(budget) is var times && times.Contains(record.StartedAt))
                puts.Add((Times(budget, [.. times.Where(time => time != record.StartedAt)]), now + s_budgetKept));
            if (record.Channel is not null
                && await ApprovalAsync(record, approval => Reopened(approval, now), cancelled) is { } reopened)
                puts.Add((reopened, now + StoreTimes.Approvals));
            if (await MarkOfAsync(record, cancelled) is { } mark
                && Stored.Read(mark, body => IncidentJson.ReadTime(body, "at")) == record.StartedAt)
                puts.Add((mark with { Body = MarkAt(EarlierIn(mark)) }, now + StoreTimes.Changes));
            if (puts.Count == 0 || await documents.PutAllAsync(puts, cancelled))
                return true;
        }
        return false;
    }

    /// <summary>The person who approved it does not know that nothing came of it, so the next finding asks again.</summary>
    private static Approval? Reopened(Approval approval, DateTimeOffset now) => approval.State is not ApprovalState.Approved ? null
        : approval with { State = ApprovalState.Open, Asks = [.. approval.Asks.Select(ask => ask with { At = now })] };

    private async Task<Document?> ApprovalAsync(PatchRecord record, Func<Approval, Approval?> next, CancellationToken cancelled) =>
        await documents.GetAsync("approval", record.Patch.Hash, cancelled) is { } found
        && next(Stored.Read(found, IncidentJson.ReadApproval)) is { } changed ? found with { Body = IncidentJson.Of(changed) } : null;

    /// <summary>When the repository was patched last, and before that, for a write that is not made.</summary>
    private async Task<Document> MarkAsync(PatchRecord record, CancellationToken cancelled)
    {
        var found = await MarkOfAsync(record, cancelled);
        var body = MarkAt(record.StartedAt);
        body["before"] = found?.Body["at"]?.DeepClone();
        return new(MarkKind, KeyOf(record), found?.Version ?? 0, null, body);
    }

    private Task<Document?> MarkOfAsync(PatchRecord record, CancellationToken cancelled) =>
        documents.GetAsync(MarkKind, KeyOf(record), cancelled);

    private static string KeyOf(PatchRecord record) => $"{EcrRepository.Of(record.Patch.Image)}";

    /// <summary>Long ago where there was none.</summary>
    private static DateTimeOffset EarlierIn(Document mark) =>
        Stored.Read(mark, body => IncidentJson.ReadTimeOrNull(body, "before")) ?? DateTimeOffset.UnixEpoch;

    private static JsonObject MarkAt(DateTimeOffset time) => new() { ["at"] = IncidentJson.Time(time) };

    private async Task<Document> IncidentAsync(Start start, DateTimeOffset now, CancellationToken cancelled)
    {
        var found = await documents.GetAsync("incident", start.Record.Incident, cancelled);
        var then = found is null ? null : Stored.Read(found, IncidentJson.ReadIncident);
        var incident = Incident.After(start.Finding, then, now, notified: false) with
        {
            Patch = start.Record.Id,
            IsOpen = true,
            ClosedAt = null,
            Status = then?.Status ?? start.Finding.Status,
            NotifiedAt = then?.NotifiedAt,
        };
        return IncidentStore.DocumentOf(incident, found);
    }

    private static DateTimeOffset[] TimesIn(Document? budget) => budget is null ? []
        : Stored.Read(budget, DateTimeOffset[] (body) => body.PartOrNull("times") is null ? []
            : [.. body.List("times").Select(time => IncidentJson.ReadTime(StoredJson.TextOf(time, "times"), "times"))]);

    private static Document Times(Document? budget, IReadOnlyList<DateTimeOffset> times) =>
        new(BudgetKind, BudgetKey, budget?.Version ?? 0, null,
        new JsonObject { ["times"] = new JsonArray([.. times.Select(JsonNode? (time) => IncidentJson.Time(time))]) });
}
