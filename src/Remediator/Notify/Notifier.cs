using Remediator.Core.Common;
using Remediator.Core.Findings;
using Remediator.Core.Incidents;
using Remediator.Core.Plans;
using Remediator.Runtime;
using Remediator.Settings;
using Remediator.State;

namespace Remediator.Notify;

/// <summary>Tells a finding, unless its incident was told the same way a short while ago, and remembers it.</summary>
public sealed class Notifier(FindingPublisher publisher, IncidentStore memory, Metrics metrics, FunctionSettings settings, TimeProvider clock, Log log)
{
    /// <summary>One who dies while telling keeps others from it no longer than this.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(1);

    /// <summary>Between two tries to have the turn.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <returns>The finding as it was told, or would have been.</returns>
    /// <exception cref="NotDeliveredException">The topic did not take the message.</exception>
    public async Task<Finding> TellAsync(Finding finding, Invocation run) => await ToldAsync(finding, run) ?? finding;

    /// <summary>As <see cref="TellAsync(Finding, Invocation)"/>, but null where another invocation tells of the incident all the while.</summary>
    /// <exception cref="NotDeliveredException">The topic did not take the message.</exception>
    public async Task<Finding?> ToldAsync(Finding finding, Invocation run)
    {
        log.Incident = finding.Key;
        using var end = run.Time.Until(TimeBudget.Margin);
        try
        {
            return await InTurnAsync(finding, run, end.Token);
        }
        catch (StoreUnavailableException e)
        {
            // twice is better than not at all
            log.Error("what was told before is not known", ("why", e.Message));
            metrics.Count(finding, finding.Took, run.Time.Elapsed);
            finding = Unasked(finding, e.Message) with { Message = $"{finding.Key}@{run.Owner}" };
            await publisher.PublishAsync(finding, run.EventId, end.Token);
            return finding;
        }
    }

    private async Task<Finding?> InTurnAsync(Finding finding, Invocation run, CancellationToken end)
    {
        var turn = $"telling {finding.Key}";
        if (!await HasTurnAsync(turn, finding, run, end))
        {
            log.Information("another invocation tells of this incident");
            return null;
        }
        try
        {
            return await TellAsync(finding, await memory.IncidentAsync(finding.Key, end), run, end);
        }
        finally
        {
            await memory.ReleaseAsync(turn, run.Owner, log, end);
        }
    }

    /// <summary>What became of a write is told by nobody else, so it waits for as long as a turn lasts and there is time left to tell.</summary>
    private async Task<bool> HasTurnAsync(string turn, Finding finding, Invocation run, CancellationToken end)
    {
        var patience = clock.GetUtcNow() + (finding.Outcome.IsOfWrite ? Turn + Pause : TimeSpan.Zero);
        while (!await memory.LockAsync(turn, run.Owner, clock.GetUtcNow() + Turn, end))
        {
            if (clock.GetUtcNow() >= patience || run.Time.Remaining < TimeBudget.Margin + Pause + Pause)
                return false;
            await Task.Delay(Pause, clock, end);
        }
        return true;
    }

    private async Task<Finding> TellAsync(Finding finding, Incident? known, Invocation run, CancellationToken end)
    {
        var (now, isTold) = (clock.GetUtcNow(), false);
        var asked = await StillAskedAsync(finding, known, now, end);
        if (Incident.IsWorthNotifying(known, finding, now, settings.Cooldown) || (IsAsking(finding) && asked is null))
        {
            finding = await AskedAsync(finding, now, end) with { Message = MessageId.Of(finding, known) };
            metrics.Count(finding, finding.Took, run.Time.Elapsed);
            // a process without a topic leaves it to those that have one
            isTold = await publisher.PublishAsync(finding, run.EventId, end);
        }
        else
        {
            finding = finding with { Expires = asked?.Expires };
            log.Information("finding was told before", ("status", Names.Of(finding.Status)));
        }
        try
        {
            await memory.ChangeAsync(finding.Key, then => Incident.After(finding, then, now, isTold), end);
        }
        catch (StoreUnavailableException e)
        {
            log.Error("finding was not remembered", ("why", e.Message));
        }
        return finding;
    }

    /// <summary>Someone can be asked, and their answer will find the plan.</summary>
    private bool IsAsking(Finding finding) => finding is { Status: Status.AwaitingApproval, Plan.Proposal: not null } && memory.IsShared;

    /// <summary>The same plan, where people were asked about it for this incident and can still answer; null where they have to be asked, told before or not.</summary>
    private async Task<Approval?> StillAskedAsync(Finding finding, Incident? known, DateTimeOffset now, CancellationToken end) =>
        IsAsking(finding) && await memory.ApprovalAsync(finding.Plan.Proposal!.Hash, end) is { } approval && approval.IsOpenFor(finding.Key, known?.NotifiedAt, now) ? approval : null;

    /// <summary>Nobody is asked what no answer could be found for.</summary>
    private static Finding Unasked(Finding finding, string why) => finding.Status is not Status.AwaitingApproval ? finding
        : finding with { Outcome = new Outcome.Refused($"nothing is written without the incident memory: {why}"), Status = Status.Refused };

    /// <summary>What people are asked has to be remembered before they can answer.</summary>
    private async Task<Finding> AskedAsync(Finding finding, DateTimeOffset now, CancellationToken end)
    {
        if (!IsAsking(finding) || finding.Plan.Proposal is not { } patch)
            return finding;
        return await memory.AskAsync(patch, Approval.Ask.Of(finding, now), end) is { } asked ? finding with { Expires = asked.Expires }
            : finding with { Plan = new Plan.LeaveAlone("this plan was rejected by a person", patch, Refused: true), Status = Status.Refused };
    }
}
