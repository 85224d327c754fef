using System.Text.Json.Nodes;
using Remediator.Core;
using Remediator.Memory;

namespace Remediator;

/// <summary>Decides whether a plan is carried out now, and by this invocation alone; what was not is told as it stands.</summary>
public sealed class PlanExecutor(PatchSteps steps, IncidentMemory memory, Teller teller, Settings settings, Rails rails, TimeProvider clock, Log log)
{
    /// <summary>More than a compare, a write and its read-backs take when nothing hangs.</summary>
    private static readonly TimeSpan WriteTime = TimeSpan.FromSeconds(15);

    /// <summary>A lock outlives the invocation that holds it by this much, so that nobody acts beside one that is still running.</summary>
    private static readonly TimeSpan LockMargin = TimeSpan.FromMinutes(1);

    /// <summary>Longer than the kubelet's longest wait between two pulls, 5 minutes: https://kubernetes.io/docs/concepts/containers/images/#imagepullbackoff</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(6);

    private readonly WriteAllowance allowance = new();

    /// <summary>The finding, told.</summary>
    public async Task<Finding> ExecuteAsync(Diagnosed diagnosed, Run run)
    {
        log.Incident = diagnosed.Key(rails);
        if (diagnosed.Verdict.Cause is Cause.DeniedElsewhere && await IsSettlingAsync(diagnosed.Failure, run))
            return Untold(diagnosed, new Outcome.NotNeeded("the policy was patched a few minutes ago, and what waits here was refused before"));
        if (ToWrite(diagnosed.Plan, run) is not { } patch)
            return await teller.TellAsync(diagnosed.Told(new Outcome.None(), rails), run);
        if (run.Deadline.Remaining < WriteTime + settings.Verify + Deadline.Reserve)
            return await teller.TellAsync(diagnosed.Told(new Outcome.Refused(
                $"{run.Deadline.Remaining.TotalSeconds:0} s are left, too few to write, verify for {settings.Verify.TotalSeconds:0} s and put back; the next event tries again"), rails), run);
        try
        {
            return await AloneAsync(patch.Image.RepositoryArn, run, () => WriteAsync(diagnosed, patch, run))
                ?? Untold(diagnosed, new Outcome.Refused("something else works on this repository at the moment; the next event judges it anew"));
        }
        catch (MemoryUnavailableException e)
        {
            return await teller.TellAsync(diagnosed.Told(new Outcome.Refused($"nothing is written without the incident memory: {e.Message}"), rails), run);
        }
    }

    /// <summary>Null where someone else holds the repository: another invocation, or this one for another cluster.</summary>
    public async Task<T?> AloneAsync<T>(string repositoryArn, Run run, Func<Task<T?>> act) where T : class
    {
        var owner = $"{run.Owner}/{Guid.NewGuid():N}";
        // a lock of the process itself could be lost with nothing else
        var until = clock.GetUtcNow() + run.Deadline.Remaining + LockMargin;
        if (!await memory.LockAsync(repositoryArn, owner, until, run.Cancelled))
            return null;
        try
        {
            return await act();
        }
        finally
        {
            await memory.ReleaseAsync(repositoryArn, owner, log, CancellationToken.None);
        }
    }

    /// <summary>A pod that was refused waits for up to 5 minutes; until then nothing that allows it now is "denied elsewhere".</summary>
    private async Task<bool> IsSettlingAsync(PullFailure failure, Run run)
    {
        try
        {
            return failure.Image is ImageReference.Ecr image && await memory.IsPatchedSinceAsync(EcrRepository.Of(image), clock.GetUtcNow() - Settling, run.Cancelled);
        }
        catch (MemoryUnavailableException e)
        {
            log.Error("whether the policy was patched lately is not known", ("why", e.Message));
            return false;
        }
    }

    /// <summary>The patch that may be written: what was approved and nothing else, or what <c>auto</c> does by itself.</summary>
    private PolicyPatch? ToWrite(Plan plan, Run run) => (plan, run.Ruling) switch
    {
        (Plan.PatchPolicy or Plan.Ask, { IsApproved: true } approved) when settings.Mode is not Mode.Report && plan.Proposal is { } patch && patch.Hash == approved.Hash => patch,
        (Plan.PatchPolicy { Patch: var patch }, null) when settings.Mode is Mode.Auto => patch,
        _ => null,
    };

    private async Task<Finding?> WriteAsync(Diagnosed diagnosed, PolicyPatch patch, Run run)
    {
        // what was read before our own last write would pass for a change by someone else
        if (await memory.IsPatchedSinceAsync(EcrRepository.Of(patch.Image), diagnosed.Facts.AsOf, run.Cancelled))
            return Untold(diagnosed, new Outcome.Refused("this program has patched this repository since it was looked at; the next event judges it anew"));
        var latest = await memory.LatestPatchAsync(diagnosed.Key(rails), run.Cancelled);
        if (latest is not null && latest.Patch.Hash == patch.Hash && (latest.EndedAt is not { } ended || ended >= run.Began))
            return Untold(diagnosed, new Outcome.NotNeeded("another invocation has done it since this one looked"));
        if (await WhyNotAsync(patch, run) is { } refusal)
            return await teller.TellAsync(diagnosed.Told(new Outcome.Refused(refusal), rails), run);
        return await WhyAskAsync(diagnosed, patch, latest, run) is { } why
            ? await teller.TellAsync((diagnosed with { Plan = new Plan.Ask(why, patch) }).Told(new Outcome.None(), rails), run)
            : await WriteNowAsync(diagnosed, patch, run);
    }

    private async Task<Finding?> WriteNowAsync(Diagnosed diagnosed, PolicyPatch patch, Run run)
    {
        var now = clock.GetUtcNow();
        var record = new PatchRecord(
            PatchRecord.IdOf(diagnosed.Key(rails), now), diagnosed.Key(rails), diagnosed.Failure, ((Fact<Puller>.Known)diagnosed.Facts.Puller).Value,
            patch, now, PatchPhase.Writing, run.Ruling?.Through, null);
        var finding = diagnosed.Told(new Outcome.None(), rails);
        await memory.RememberPatchAsync(EcrRepository.Of(patch.Image), run.Cancelled);
        await memory.ChangeAsync(record.Incident, then => Incident.After(finding, then, now, told: false) with { Patch = record.Id, IsOpen = true, Status = then?.Status ?? finding.Status, Told = then?.Told }, run.Cancelled);
        if (await memory.SaveAsync(record, 0, run.Cancelled) is not { } version)
            return Untold(diagnosed, new Outcome.Refused("another invocation works on this incident"));
        LogBackup(patch);
        return await steps.FinishAsync(record, version, run.Deadline) is ({ Outcome: { } outcome } ended, var last)
            ? await EndAsync(ended, last, diagnosed.Told(outcome, rails), run)
            : Untold(diagnosed, new Outcome.Refused("another invocation has taken this patch over"));
    }

    /// <summary>
    /// Told, and then remembered as told: who is stopped in between is told for a second time, never for none. What could not be told now is
    /// left to the next event.
    /// </summary>
    public async Task<Finding> EndAsync(PatchRecord ended, long version, Finding finding, Run run)
    {
        if (await teller.ToldAsync(finding, run) is not { } told)
        {
            log.Warning("the end of a patch is left to be told by the next event", ("patch", ended.Id));
            return finding;
        }
        try
        {
            await memory.SaveAsync(ended with { Phase = PatchPhase.Told }, version, CancellationToken.None);
        }
        catch (MemoryUnavailableException e)
        {
            log.Error("the end of a patch was not remembered", ("patch", ended.Id), ("why", e.Message));
        }
        return told;
    }

    /// <summary>What speaks against writing now, or null.</summary>
    private async Task<string?> WhyNotAsync(PolicyPatch patch, Run run)
    {
        if (await memory.IsStoppedAsync(run.Cancelled))
            return "the item control in the incident table stops all writing";
        if (!memory.IsShared && !allowance.Take(patch.Image.RepositoryArn))
            return "this process has patched another repository already, and without INCIDENT_TABLE it patches only one";
        if (run.Ruling is { } ruling)
            return await memory.DecideAsync(ruling.Hash, ApprovalState.Approved, run.Cancelled) is { } why ? $"the approval does not hold: {why}" : null;
        return await memory.ApprovalAsync(patch.Hash, run.Cancelled) is { State: ApprovalState.Rejected } ? "this plan was rejected by a person" : null;
    }

    /// <summary>Why a person has to decide by what was heard since this plan was made, or null; a person who approves has seen what was done before.</summary>
    private async Task<string?> WhyAskAsync(Diagnosed diagnosed, PolicyPatch patch, PatchRecord? latest, Run run)
    {
        if (run.Ruling is null)
        {
            if (latest?.WhyNotAgain(patch.Hash) is { } putBack)
                return putBack;
            var facts = diagnosed.Facts with { PolicyChangedBy = Fact.Of(await memory.ChangeOfAsync(EcrRepository.Of(patch.Image), run.Cancelled)) };
            if (Plan.For(diagnosed.Failure, facts, diagnosed.Verdict, rails) is Plan.Ask { Reason: var reason })
                return reason;
        }
        return await memory.SpendAsync(run.Ruling is null ? settings.MaxPatchesPerHour : int.MaxValue, run.Cancelled)
            ? null : $"the budget of {settings.MaxPatchesPerHour} patches an hour (MAX_PATCHES_PER_HOUR) is spent, so a person has to decide";
    }

    private Finding Untold(Diagnosed diagnosed, Outcome outcome)
    {
        log.Information("left to another invocation", ("why", outcome.Why));
        return diagnosed.Told(outcome, rails);
    }

    /// <summary>The whole old policy, in one line, before anything is written: it must be possible to put it back from the log alone.</summary>
    private void LogBackup(PolicyPatch patch) => log.Record("about to change a repository policy",
        ("repository", patch.Image.RepositoryArn),
        ("principal", patch.Principal.ToString()),
        ("plan", patch.Hash),
        ("before", JsonNode.Parse(patch.Before.Text)),
        ("after", patch.After is null ? null : JsonNode.Parse(patch.After.Text)));
}
