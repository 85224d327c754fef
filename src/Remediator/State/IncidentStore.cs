using System.Text.Json.Nodes;
using Remediator.Core.Facts;
using Remediator.Core.Incidents;
using Remediator.Core.Plans;

namespace Remediator.State;

/// <summary>What is stored from one invocation to the next: incidents, patches with the policy before each, approvals.</summary>
/// <remarks>All calls throw <see cref="StoreUnavailableException"/> where nothing can be remembered now.</remarks>
public sealed class IncidentStore(IDocuments documents, TimeProvider clock)
{
    private const int Attempts = 10;

    /// <summary>Every other invocation remembers the same.</summary>
    public bool IsShared => documents.IsShared;

    public async Task<Incident?> IncidentAsync(string key, CancellationToken cancelled) =>
        Read(await documents.GetAsync("incident", key, cancelled), IncidentJson.ReadIncident);

    /// <summary>The open ones of a cluster. It costs what is open there, however much was closed before.</summary>
    /// <param name="unreadable">Called for each item that cannot be read; the others are read all the same.</param>
    public async Task<IReadOnlyList<Incident>> OpenAsync(Scope cluster, Action<Message> unreadable, CancellationToken cancelled)
    {
        await documents.ListOlderAsync(cancelled);
        return Read(await documents.ListAsync("incident", IncidentMarks.OpenIn(cluster), cancelled), unreadable);
    }

    /// <summary>Those that are open, and those that were closed since.</summary>
    /// <inheritdoc cref="OpenAsync" path="/param"/>
    public async Task<IReadOnlyList<Incident>> RecentAsync(DateTimeOffset since, Action<Message> unreadable, CancellationToken cancelled)
    {
        // what an earlier version has closed has no time of it, so it counts as recent for as long as it may be
        if (!await documents.IsListedAsync(cancelled))
            return [.. (await AllAsync(unreadable, cancelled)).Where(one => one.IsOpen || one.ClosedAt is not { } at || at >= since)];
        return Read(
        [
            .. await documents.ListAsync("incident", IncidentMarks.AllOpen, cancelled),
            .. await documents.ListAsync("incident", IncidentMarks.ClosedSince(since), cancelled),
        ], unreadable);
    }

    /// <summary>All that are stored. It costs as much.</summary>
    /// <inheritdoc cref="OpenAsync" path="/param"/>
    public async Task<IReadOnlyList<Incident>> AllAsync(Action<Message> unreadable, CancellationToken cancelled) =>
        Read(await documents.ListAsync("incident", cancelled), unreadable);

    private static List<Incident> Read(IReadOnlyList<Document> found, Action<Message> unreadable)
    {
        var incidents = new List<Incident>();
        foreach (var document in found)
        {
            try
            {
                incidents.Add(Read(document, IncidentJson.ReadIncident)!);
            }
            catch (StoreUnavailableException e)
            {
                unreadable(e.Why);
            }
        }
        return incidents;
    }

    /// <summary>Remembers what <paramref name="next"/> makes of the incident as it is remembered now.</summary>
    public async Task<Incident> ChangeAsync(string key, Func<Incident?, Incident> next, CancellationToken cancelled)
    {
        Incident? changed = null;
        await UpdateAsync("incident", key, now =>
        {
            changed = next(now is null ? null : Stored.Read(key, () => IncidentJson.ReadIncident(now)));
            return (IncidentJson.Of(changed), IncidentMarks.Of(changed));
        }, StoreTimes.Incidents, cancelled);
        return changed!;
    }

    public async Task<(PatchRecord Record, long Version)?> PatchAsync(string id, CancellationToken cancelled) =>
        await documents.GetAsync("patch", id, cancelled) is { } found ? (Read(found, IncidentJson.ReadPatch)!, found.Version) : null;

    /// <summary>The new version; null where someone else has taken the patch over.</summary>
    /// <param name="version">The one that was read; 0 to begin.</param>
    public async Task<long?> SaveAsync(PatchRecord record, long version, CancellationToken cancelled) =>
        await documents.PutAsync(new Document("patch", record.Id, version, null, IncidentJson.Of(record)),
            clock.GetUtcNow() + StoreTimes.Patches, cancelled) ? version + 1 : null;

    public async Task<Approval?> ApprovalAsync(string hash, CancellationToken cancelled) =>
        Read(await documents.GetAsync("approval", hash, cancelled), IncidentJson.ReadApproval);

    /// <summary>
    /// Lets people decide from now on; a plan that was approved already may be decided again. Null where it was rejected, which stands.
    /// </summary>
    public async Task<Approval?> AskAsync(PolicyPatch patch, Approval.Ask ask, CancellationToken cancelled)
    {
        Approval? asked = null;
        await UpdateAsync("approval", patch.Hash, now =>
        {
            var known = now is null ? null : IncidentJson.ReadApproval(now);
            asked = known is { State: ApprovalState.Rejected } ? null : Approval.Asking(patch, ask, known);
            return asked is null ? null : (IncidentJson.Of(asked), null);
        }, StoreTimes.Approvals, cancelled);
        return asked;
    }

    /// <summary>Null where this rejected it; otherwise why it cannot be rejected. Of two who decide at once, one loses.</summary>
    public async Task<Message?> RejectAsync(string hash, CancellationToken cancelled)
    {
        var document = await documents.GetAsync("approval", hash, cancelled);
        if (Read(document, IncidentJson.ReadApproval) is not { } approval)
            return new Message("approval.not-requested");
        if (approval.WhyNot(clock.GetUtcNow()) is { } why)
            return why;
        var next = document! with { Body = IncidentJson.Of(approval with { State = ApprovalState.Rejected }) };
        // what was rejected stays so for good
        return await documents.PutAsync(next, null, cancelled) ? null : new Message("approval.decided-meanwhile");
    }

    /// <summary>
    /// What came of the change of that hash when it was made last, in whatever cluster; null where nothing is known of it.
    /// </summary>
    public async Task<Precedent?> PrecedentAsync(string hash, CancellationToken cancelled) =>
        Read(await documents.GetAsync("precedent", hash, cancelled), IncidentJson.ReadPrecedent);

    /// <summary>Remembers what the end of a patch says about its change, if it says anything.</summary>
    public Task LearnAsync(PatchRecord ended, CancellationToken cancelled) =>
        Precedent.Of(ended) is { } precedent ? RememberPrecedentAsync(ended.Patch.Hash, precedent, cancelled) : Task.CompletedTask;

    public Task RememberPrecedentAsync(string hash, Precedent precedent, CancellationToken cancelled) =>
        UpdateAsync("precedent", hash, now =>
        now is not null && IncidentJson.ReadPrecedent(now).At >= precedent.At ? null : (IncidentJson.Of(precedent), null),
        StoreTimes.Patches, cancelled);

    /// <summary>The item <c>control</c> stops all writing for as long as it is there, whatever is in it.</summary>
    public async Task<bool> IsStoppedAsync(CancellationToken cancelled) =>
        await documents.GetAsync("control", "control", cancelled) is not null;

    public Task<bool> LockAsync(string name, string owner, DateTimeOffset until, CancellationToken cancelled) =>
        documents.LockAsync(name, owner, clock.GetUtcNow(), until, cancelled);

    public Task UnlockAsync(string name, string owner, CancellationToken cancelled) => documents.UnlockAsync(name, owner, cancelled);

    /// <summary>As <see cref="UnlockAsync"/>, for those whose work is done: a lock that cannot be released expires by itself.</summary>
    public async Task ReleaseAsync(string name, string owner, Log log, CancellationToken cancelled)
    {
        try
        {
            await UnlockAsync(name, owner, cancelled);
        }
        catch (Exception e) when (e is StoreUnavailableException or OperationCanceledException)
        {
            log.Warning("a lock is left to expire", e, ("lock", name));
        }
    }

    /// <summary>Stores that a person changed a repository's policy.</summary>
    public Task RememberChangeAsync(EcrRepository repository, ChangedBy change, CancellationToken cancelled) =>
        UpdateAsync("change", $"{repository}", now =>
        now is not null && IncidentJson.ReadTime(now, "at") >= change.At ? null
            : (new JsonObject { ["who"] = change.Who, ["at"] = IncidentJson.Time(change.At) }, null), StoreTimes.Changes, cancelled);

    /// <summary>The last change by a person that is stored, or null.</summary>
    public async Task<ChangedBy?> ChangeOfAsync(EcrRepository repository, CancellationToken cancelled) =>
        Read(await documents.GetAsync("change", $"{repository}", cancelled),
            body => new ChangedBy(body.TextOrNull("who"), IncidentJson.ReadTime(body, "at")));

    /// <summary>Stores what kept ECR from filling a repository from its upstream.</summary>
    public Task RememberUpstreamAsync(EcrRepository repository, UpstreamFailure failure, CancellationToken cancelled) =>
        UpdateAsync("upstream", $"{repository}", now =>
        now is not null && IncidentJson.ReadTime(now, "at") >= failure.At ? null
            : (new JsonObject
            {
                ["code"] = failure.Code,
                ["reason"] = failure.Reason,
                ["tag"] = failure.Tag,
                ["at"] = IncidentJson.Time(failure.At),
            }, null), StoreTimes.Changes, cancelled);

    /// <summary>The last such failure that is stored, or null.</summary>
    public async Task<UpstreamFailure?> UpstreamOfAsync(EcrRepository repository, CancellationToken cancelled) =>
        Read(await documents.GetAsync("upstream", $"{repository}", cancelled),
            body => new UpstreamFailure(body.Text("code"), body.Text("reason"), body.TextOrNull("tag"),
                IncidentJson.ReadTime(body, "at")));

    /// <summary>
    /// When this program claimed a write to the repository last: for a while pods go on waiting for pulls that were refused before.
    /// </summary>
    public async Task<DateTimeOffset?> PatchedAtAsync(EcrRepository repository, CancellationToken cancelled) =>
        await documents.GetAsync("patched", $"{repository}", cancelled) is { } found
            ? Stored.Read(found, body => IncidentJson.ReadTime(body, "at")) : null;

    /// <summary>
    /// The latest patch that was started for an incident, and whether people were notified of its end; null where there is none.
    /// </summary>
    public async Task<(PatchRecord Record, bool IsNotified)?> LatestPatchAsync(string key, CancellationToken cancelled) =>
        await IncidentAsync(key, cancelled) is { Patch: { } id } incident && await PatchAsync(id, cancelled) is var (record, _)
            ? (record, incident.EndNotified == id) : null;

    /// <param name="next">What it becomes, with its mark; null leaves it as it is.</param>
    private async Task UpdateAsync(string kind, string key, Func<JsonObject?, (JsonObject Body, Mark? Mark)?> next, TimeSpan kept,
        CancellationToken cancelled)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var now = await documents.GetAsync(kind, key, cancelled);
            if (Stored.Read(key, () => next(now?.Body)) is not { } update
                || await documents.PutAsync(Document.After(now, kind, key, update.Mark, update.Body),
                    clock.GetUtcNow() + kept, cancelled))
                return;
        }
        throw new StoreUnavailableException(new Message("gap.table.contended", ("kind", kind), ("key", key), ("count", Attempts)));
    }

    /// <summary>An incident in the place of what was found under its key.</summary>
    internal static Document DocumentOf(Incident incident, Document? found) =>
        Document.After(found, "incident", incident.Key, IncidentMarks.Of(incident), IncidentJson.Of(incident));

    private static T? Read<T>(Document? document, Func<JsonNode, T> read) where T : class =>
        document is null ? null : Stored.Read(document, read);
}
