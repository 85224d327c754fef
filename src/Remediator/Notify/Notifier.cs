using Remediator.Core.Findings;
using Remediator.Core.Incidents;
using Remediator.Repair;
using Remediator.Settings;
using Remediator.State;

namespace Remediator.Notify;

/// <summary>
/// Notifies people of findings, unless they were notified of the same a short while ago, and stores that. It decides nothing about a plan.
/// </summary>
public sealed class Notifier(FindingPublisher publisher, IncidentStore store, Metrics metrics, FunctionSettings settings,
    TimeProvider clock, Log log)
{
    /// <summary>The lock of a crashed process expires after this.</summary>
    private static readonly TimeSpan s_turn = TimeSpan.FromMinutes(1);

    /// <summary>Between two tries to have the turn.</summary>
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);

    /// <returns>The findings as people were notified of them, or would have been.</returns>
    /// <exception cref="NotDeliveredException">The topic did not take a message.</exception>
    public async Task<IReadOnlyList<Finding>> NotifyAsync(IReadOnlyList<Notice> notices, Invocation invocation) =>
        await Bounded.SelectAsync(notices, notice => NotifyAsync(notice, invocation));

    private async Task<Finding> NotifyAsync(Notice notice, Invocation invocation)
    {
        var finding = notice.Finding;
        log.Incident = finding.Key;
        // people are notified once, and each sweep counts
        if (finding is { Failure.Unseen: not null, Status: not Status.Resolved })
            metrics.CountUnseen(finding);
        if (notice.IsSilent)
        {
            log.Information("left to another invocation", ("why", $"{finding.Outcome.Why}"));
            return finding;
        }
        using var end = invocation.Time.Until(TimeBudget.Margin);
        if (await PublishInTurnAsync(finding, invocation, end.Token) is not { } published)
        {
            log.Information("another invocation notifies people of this incident");
            if (notice.End is { } left)
                log.Warning("the end of a patch is left to the next event", ("patch", left.Record.Id));
            return finding;
        }
        if (notice.End is { IsRemembered: true } ended)
            await CloseAsync(ended, end.Token);
        return published;
    }

    /// <summary>Null where another invocation notifies people of the incident all the while.</summary>
    private async Task<Finding?> PublishInTurnAsync(Finding finding, Invocation invocation, CancellationToken end)
    {
        var turn = $"telling {finding.Key}";
        using var asking = invocation.Time.Until(TimeBudget.SendReserve);
        Incident? known;
        try
        {
            if (!await HasTurnAsync(turn, finding, invocation, asking.Token))
                return null;
            known = await store.IncidentAsync(finding.Key, asking.Token);
        }
        catch (Exception e) when (e is StoreUnavailableException or OperationCanceledException)
        {
            // twice is better than not at all
            log.Error("what people were notified of before is not known", e);
            metrics.Count(finding, finding.DiagnosisTime, invocation.Time.Elapsed);
            finding = finding with { Message = $"{finding.Key}@{invocation.Owner}" };
            await publisher.PublishAsync(finding, invocation.EventId, end);
            return finding;
        }
        try
        {
            return await PublishAsync(finding, known, invocation, end);
        }
        finally
        {
            await store.ReleaseAsync(turn, invocation.Owner, log, end);
        }
    }

    /// <summary>
    /// Nobody else notifies people of what became of a write, so it waits for as long as a turn lasts and there is time left.
    /// </summary>
    private async Task<bool> HasTurnAsync(string turn, Finding finding, Invocation invocation, CancellationToken end)
    {
        var patience = clock.GetUtcNow() + (finding.Outcome.IsOfWrite ? s_turn + s_pause : TimeSpan.Zero);
        while (!await store.LockAsync(turn, invocation.Owner, clock.GetUtcNow() + s_turn, end))
        {
            if (clock.GetUtcNow() >= patience || invocation.Time.Remaining < TimeBudget.Margin + s_pause + s_pause)
                return false;
            await Task.Delay(s_pause, clock, end);
        }
        return true;
    }

    private async Task<Finding> PublishAsync(Finding finding, Incident? known, Invocation invocation, CancellationToken end)
    {
        var (now, isSent) = (clock.GetUtcNow(), false);
        if (finding.IsNewlyAsked || Incident.IsWorthNotifying(known, finding, now, settings.Cooldown))
        {
            finding = finding with { Message = MessageId.Of(finding, known) };
            metrics.Count(finding, finding.DiagnosisTime, invocation.Time.Elapsed);
            // a process without a topic leaves it to those that have one
            isSent = await publisher.PublishAsync(finding, invocation.EventId, end);
        }
        else
            log.Information("people were notified of this before", ("status", finding.Status.WireName));
        try
        {
            await store.ChangeAsync(finding.Key, then => Incident.After(finding, then, now, isSent), end);
        }
        catch (Exception e) when (e is StoreUnavailableException or OperationCanceledException)
        {
            log.Error("a finding was not stored", e);
        }
        return finding;
    }

    /// <summary>
    /// A process that is stopped before this sends the end a second time, under the same message id; it is never not sent.
    /// </summary>
    private async Task CloseAsync(PatchEnd end, CancellationToken cancelled)
    {
        try
        {
            await store.SaveAsync(end.Record with { Phase = PatchPhase.Notified }, end.Version, cancelled);
        }
        catch (Exception e) when (e is StoreUnavailableException or OperationCanceledException)
        {
            log.Error("that people were notified of a patch's end was not stored", e, ("patch", end.Record.Id));
        }
    }
}
