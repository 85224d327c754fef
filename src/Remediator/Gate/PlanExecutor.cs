using System.Text.Json.Nodes;
using Remediator.Core.Failures;
using Remediator.Core.Findings;
using Remediator.Core.Images;
using Remediator.Core.Incidents;
using Remediator.Core.Plans;
using Remediator.Core.Verdicts;
using Remediator.Notify;
using Remediator.Repair;
using Remediator.Runtime;
using Remediator.Settings;
using Remediator.State;

namespace Remediator.Gate;

/// <summary>Decides whether a plan is carried out now, and by this invocation alone; what was not is told as it stands.</summary>
public sealed class PlanExecutor(PatchCourse course, RepositoryLock locks, IncidentStore memory, Notifier teller, FunctionSettings settings, Guardrails rails, TimeProvider clock, Log log)
{
    /// <summary>More than a compare, a write and its read-backs take when nothing hangs.</summary>
    private static readonly TimeSpan WriteTime = TimeSpan.FromSeconds(15);

    /// <summary>Longer than the kubelet's longest wait between two pulls, 5 minutes: https://kubernetes.io/docs/concepts/containers/images/#imagepullbackoff</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(6);

    private readonly Objections objections = new(memory, settings, rails);

    /// <summary>The findings, told.</summary>
    /// <param name="alike">The first makes the change, if it is to be made; the others wait for the very same one.</param>
    public async Task<IReadOnlyList<Finding>> ExecuteAsync(IReadOnlyList<PullCase> alike, Invocation run)
    {
        PullCase first = alike[0];
        log.Incident = first.Key(rails);
        if (first.Verdict.Cause is Cause.DeniedElsewhere && await IsSettlingAsync(first.Failure, run))
            return Untold(alike, new Outcome.NotNeeded("the policy was patched a few minutes ago, and what waits here was refused before"));
        if (ToWrite(first.Plan, run) is not { } patch)
            return await TellAsync(alike, new Outcome.None(), run);
        if (run.Time.Remaining < WriteTime + settings.Verify + TimeBudget.Reserve)
            return await TellAsync(alike, new Outcome.Refused(
                $"{run.Time.Remaining.TotalSeconds:0} s are left, too few to write, verify for {settings.Verify.TotalSeconds:0} s and put back; the next event tries again"), run);
        try
        {
            return await locks.AloneAsync(patch.Image.RepositoryArn, run, () => WriteAsync(alike, patch, run))
                ?? Untold(alike, new Outcome.Refused("something else works on this repository at the moment; the next event judges it anew"));
        }
        catch (StoreUnavailableException e)
        {
            return await TellAsync(alike, new Outcome.Refused($"nothing is written without the incident memory: {e.Message}"), run);
        }
    }

    /// <summary>A pod that was refused waits for up to 5 minutes; until then nothing that allows it now is "denied elsewhere".</summary>
    private async Task<bool> IsSettlingAsync(PullFailure failure, Invocation run)
    {
        try
        {
            return failure.Image is ImageReference.Ecr image && await memory.IsPatchedSinceAsync(EcrRepository.Of(image), clock.GetUtcNow() - Settling, run.Cancelled);
        }
        catch (StoreUnavailableException e)
        {
            log.Error("whether the policy was patched lately is not known", ("why", e.Message));
            return false;
        }
    }

    /// <summary>The patch that may be written: what was approved and nothing else, or what <c>auto</c> does by itself.</summary>
    private PolicyPatch? ToWrite(Plan plan, Invocation run) => (plan, run.Decision) switch
    {
        (Plan.PatchPolicy or Plan.Ask, { IsApproved: true } approved) when settings.Mode is not Mode.Report && plan.Proposal is { } patch && patch.Hash == approved.Hash => patch,
        (Plan.PatchPolicy { Patch: var patch }, null) when settings.Mode is Mode.Auto => patch,
        _ => null,
    };

    private async Task<IReadOnlyList<Finding>?> WriteAsync(IReadOnlyList<PullCase> alike, PolicyPatch patch, Invocation run)
    {
        if (await objections.SinceAsync(alike[0], patch, run) is { } missed)
            return Untold(alike, missed);
        if (await objections.WhyNotAsync(patch, run) is { } refusal)
            return await TellAsync(alike, new Outcome.Refused(refusal), run);
        return await objections.WhyAskAsync(alike[0], patch, run) is { } why
            ? await TellAsync([.. alike.Select(one => one with { Plan = new Plan.Ask(why, patch) })], new Outcome.None(), run)
            : await WriteNowAsync(alike, patch, run);
    }

    private async Task<IReadOnlyList<Finding>?> WriteNowAsync(IReadOnlyList<PullCase> alike, PolicyPatch patch, Invocation run)
    {
        await memory.RememberPatchAsync(EcrRepository.Of(patch.Image), run.Cancelled);
        // all are begun before anything is written, so that none is lost with this process
        var begun = await Task.WhenAll(alike.Select((one, n) => course.BeginAsync(one, patch, isFollower: n > 0, run)));
        if (begun[0] is not ({ } record, var version))
            return Untold(alike, new Outcome.Refused("another invocation works on this incident"));
        LogBackup(patch);
        var first = await course.FinishAsync(record, version, Finding(alike[0]), run) ?? Untold(alike[0], new Outcome.Refused("another invocation has taken this patch over"));
        return [first, .. await Task.WhenAll(alike.Zip(begun).Skip(1).Select(pair => FollowAsync(pair.First, pair.Second, run)))];
    }

    private async Task<Finding> FollowAsync(PullCase one, (PatchRecord Record, long Version)? begun, Invocation run) =>
        (begun is var (record, version) ? await course.GoOnAsync(record, version, Finding(one), run) : null)
        ?? Untold(one, new Outcome.Refused("the change it waits for was made for another cluster, or was not made; the next event goes on from there"));

    private Func<PatchRecord, Outcome, Task<Finding>> Finding(PullCase one) => (_, outcome) => Task.FromResult(one.Told(outcome, rails));

    private async Task<IReadOnlyList<Finding>> TellAsync(IEnumerable<PullCase> alike, Outcome outcome, Invocation run) =>
        await Task.WhenAll(alike.Select(one => teller.TellAsync(one.Told(outcome, rails), run)));

    private Finding[] Untold(IEnumerable<PullCase> alike, Outcome outcome) => [.. alike.Select(one => Untold(one, outcome))];

    private Finding Untold(PullCase diagnosed, Outcome outcome)
    {
        log.Information("left to another invocation", ("why", $"{outcome.Why}"));
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
