using Remediator.Core;
using Remediator.Memory;

namespace Remediator;

/// <summary>Tells a finding, unless its incident was told the same way a short while ago, and remembers it.</summary>
public sealed class Teller(FindingPublisher publisher, IncidentMemory memory, Metrics metrics, Settings settings, TimeProvider clock, Log log)
{
    /// <summary>One who dies while telling keeps others from it no longer than this.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(1);

    /// <returns>The finding as it was told, or would have been.</returns>
    /// <exception cref="UntoldException">The topic did not take the message.</exception>
    public async Task<Finding> TellAsync(Finding finding, Run run)
    {
        log.Incident = finding.Key;
        using var end = run.Deadline.Until(Deadline.Margin);
        try
        {
            return await InTurnAsync(finding, run, end.Token);
        }
        catch (MemoryUnavailableException e)
        {
            // twice is better than not at all
            log.Error("what was told before is not known", ("why", e.Message));
            metrics.Count(finding, finding.Took, run.Deadline.Elapsed);
            await publisher.PublishAsync(finding, run.EventId, end.Token);
            return finding;
        }
    }

    private async Task<Finding> InTurnAsync(Finding finding, Run run, CancellationToken end)
    {
        var turn = $"telling {finding.Key}";
        if (!await memory.LockAsync(turn, run.Owner, clock.GetUtcNow() + Turn, end))
        {
            log.Information("another invocation tells of this incident");
            return finding;
        }
        try
        {
            return await TellAsync(finding, await memory.IncidentAsync(finding.Key, end), run, end);
        }
        finally
        {
            await ReleaseAsync(turn, run.Owner, end);
        }
    }

    private async Task<Finding> TellAsync(Finding finding, Incident? known, Run run, CancellationToken end)
    {
        var now = clock.GetUtcNow();
        var isTold = Incident.IsWorthTelling(known, finding, now, settings.Cooldown);
        if (isTold)
        {
            finding = await AskedAsync(finding, now, end);
            metrics.Count(finding, finding.Took, run.Deadline.Elapsed);
            await publisher.PublishAsync(finding, run.EventId, end);
        }
        else
            log.Information("finding was told before", ("status", Names.Of(finding.Status)));
        try
        {
            await memory.ChangeAsync(finding.Key, then => Incident.After(finding, then, now, isTold), end);
        }
        catch (MemoryUnavailableException e)
        {
            log.Error("finding was not remembered", ("why", e.Message));
        }
        return finding;
    }

    /// <summary>What people are asked has to be remembered before they can answer.</summary>
    private async Task<Finding> AskedAsync(Finding finding, DateTimeOffset now, CancellationToken end)
    {
        if (finding.Status is not Status.AwaitingApproval || finding.Plan.Proposal is not { } patch || !memory.IsShared)
            return finding;
        var approval = new Approval(patch.Hash, finding.Key, finding.Failure.Scope, now + Approval.Lifetime, ApprovalState.Open);
        await memory.AskAsync(approval, end);
        return finding with { Expires = approval.Expires };
    }

    private async Task ReleaseAsync(string turn, string owner, CancellationToken end)
    {
        try
        {
            await memory.UnlockAsync(turn, owner, end);
        }
        catch (MemoryUnavailableException e)
        {
            log.Warning("a lock is left to run out", ("lock", turn), ("why", e.Message));
        }
    }
}
