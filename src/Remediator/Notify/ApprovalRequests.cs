using Remediator.Core.Findings;
using Remediator.Core.Incidents;
using Remediator.Core.Plans;
using Remediator.Repair;
using Remediator.Settings;
using Remediator.State;

namespace Remediator.Notify;

/// <summary>
/// Stores what people are about to be asked, so that their answer finds it; only a store that others share can be asked through.
/// </summary>
/// <param name="region">Of the incident table.</param>
public sealed class ApprovalRequests(IncidentStore store, FunctionSettings settings, string region, TimeProvider clock, Log log)
{
    public async Task<IReadOnlyList<Notice>> RequestAsync(IReadOnlyList<Notice> notices, Invocation invocation) =>
        await Bounded.SelectAsync(notices, notice => RequestAsync(notice, invocation));

    private async Task<Notice> RequestAsync(Notice notice, Invocation invocation)
    {
        if (notice.IsSilent || notice.Finding is not { Status: Status.AwaitingApproval, Plan.Proposal: { } patch } || !store.IsShared)
            return notice;
        using var end = invocation.Time.Until(TimeBudget.Margin);
        try
        {
            return notice with { Finding = await AskedAsync(notice.Finding, patch, end.Token) };
        }
        catch (StoreUnavailableException e)
        {
            log.Error("an approval cannot be asked for", e, ("key", notice.Finding.Key));
            return notice with { Finding = notice.Finding.Refused(new Message("gate.no-table", ("why", e.Why))) };
        }
    }

    private async Task<Finding> AskedAsync(Finding finding, PolicyPatch patch, CancellationToken end)
    {
        var (now, known) = (clock.GetUtcNow(), await store.IncidentAsync(finding.Key, end));
        var asked = await store.ApprovalAsync(patch.Hash, end) is { } approval && approval.IsOpenFor(finding.Key, known?.NotifiedAt, now)
            ? approval : null;
        if (asked is not null && !Incident.IsWorthNotifying(known, finding, now, settings.Cooldown))
            return Until(asked.Expires);
        return await store.AskAsync(patch, Approval.Ask.Of(finding, now), end) is { } opened
            ? Until(opened.Expires) with { IsNewlyAsked = true }
            : finding.Rejected(new Message("gate.rejected"));

        Finding Until(DateTimeOffset expires) => finding with
        {
            Expires = expires,
            Table = settings.IncidentTable is { } table ? new(table, region) : null,
        };
    }
}
