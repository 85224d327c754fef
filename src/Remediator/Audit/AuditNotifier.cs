using Remediator.Core.Audit;
using Remediator.Core.Messages;
using Remediator.Notify;
using Remediator.Settings;
using Remediator.State;

namespace Remediator.Audit;

/// <summary>
/// Notifies people once of what an audit found: what they were notified of before, and what is resolved, is remembered. An audit that is
/// handled again sends nothing; one that was stopped between sending and remembering sends the same again, under the same message id.
/// </summary>
public sealed class AuditNotifier(FindingPublisher publisher, AuditStore store, FunctionSettings settings, string version, Log log)
{
    /// <summary>Where the last audit of a cluster stopped; null for the beginning, or where that is not known.</summary>
    public async Task<string?> BeginsAtAsync(Scope cluster, CancellationToken cancelled)
    {
        try
        {
            return (await store.MemoryOfAsync(cluster, cancelled)).Memory.Next;
        }
        catch (StoreUnavailableException e)
        {
            log.Error("where the last audit stopped is not known", e, ("cluster", cluster.Cluster));
            return null;
        }
    }

    /// <param name="from">The image that the report began with.</param>
    /// <exception cref="NotDeliveredException">The topic did not take the message.</exception>
    public async Task NotifyAsync(AuditReport report, string? from, Invocation invocation)
    {
        using var end = invocation.Time.Until(TimeBudget.Margin);
        log.Information("audit", ("cluster", report.Scope.Cluster), ("rows", report.Rows.Count),
            ("wouldFail", report.Count(AuditResult.WouldFail)), ("unknown", report.Count(AuditResult.Unknown)), ("left", report.Left));
        try
        {
            if (!await store.TakeTurnAsync(report.Scope, invocation.Owner, end.Token))
            {
                log.Information("another audit of this cluster notifies people", ("cluster", report.Scope.Cluster));
                return;
            }
        }
        catch (StoreUnavailableException e)
        {
            // twice is better than not at all
            log.Error("what people were notified of before is not known", e, ("cluster", report.Scope.Cluster));
            await SendAsync(report, AuditMemory.None.NewsIn(report), end.Token);
            return;
        }
        try
        {
            var (memory, known) = await store.MemoryOfAsync(report.Scope, end.Token);
            var news = memory.NewsIn(report);
            var sent = await SendAsync(report, news, end.Token) ? news : [];
            await store.SaveAsync(report.Scope, memory.After(report, from, sent), known, end.Token);
        }
        catch (StoreUnavailableException e)
        {
            log.Error("what people were notified of by an audit was not stored", e, ("cluster", report.Scope.Cluster));
        }
        finally
        {
            await EndTurnAsync(report.Scope, invocation.Owner, end.Token);
        }
    }

    /// <returns>False where there is nothing to send, or nobody to send it to.</returns>
    private async Task<bool> SendAsync(AuditReport report, IReadOnlyList<AuditRow> news, CancellationToken cancelled) =>
        news.Count > 0 && await publisher.SendAsync(
            AuditDigest.Of(report, news, version, settings.Language), new Message("notification.audit", ("cluster", report.Scope.Cluster)),
            cancelled);

    private async Task EndTurnAsync(Scope cluster, string owner, CancellationToken cancelled)
    {
        try
        {
            await store.EndTurnAsync(cluster, owner, cancelled);
        }
        catch (Exception e) when (e is StoreUnavailableException or OperationCanceledException)
        {
            log.Warning("a lock is left to expire", e, ("cluster", cluster.Cluster));
        }
    }
}
