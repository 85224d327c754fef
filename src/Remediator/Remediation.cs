using Remediator.Core;
using Remediator.Memory;

namespace Remediator;

/// <summary>The way of a failure: facts → verdict → plan → outcome → finding.</summary>
public sealed class Remediation(FactGatherer gatherer, PlanExecutor executor, Aftermath aftermath, IncidentMemory memory, PolicyChanges changes, Settings settings, Rails rails, Log log)
{
    /// <summary>What earlier invocations began comes first, then what fails, repositories side by side, and at last what no longer does.</summary>
    public Task<IReadOnlyList<Finding>> OfAsync(Scope looked, IReadOnlyList<PullFailure> failing, Run run) => OfAsync(looked, failing, failing, run);

    /// <param name="failures">Those that are to be seen to.</param>
    /// <param name="failing">All that fails within <paramref name="looked"/>.</param>
    public async Task<IReadOnlyList<Finding>> OfAsync(Scope looked, IReadOnlyList<PullFailure> failures, IReadOnlyList<PullFailure> failing, Run run)
    {
        var open = await aftermath.OpenAsync(looked, run.Cancelled);
        var settled = await aftermath.SettleAsync(open, run);
        PullFailure[] left = [.. Spread.Over(failures).Where(failure => !settled.Any(one => one.Incident.IsOf(failure)))];
        var told = await OfAsync(left, run);
        var over = await aftermath.ConcludeAsync(open.Where(incident => !settled.Any(one => one.Incident.Key == incident.Key)), looked, failing, run);
        return [.. settled.Select(one => one.Finding), .. told, .. over];
    }

    /// <summary>Only what is over is told; nothing is read of the cluster for it unless something is open.</summary>
    public async Task<IReadOnlyList<Finding>> EndedAsync(Scope looked, Func<Task<IReadOnlyList<PullFailure>>> failing, Run run)
    {
        var open = await aftermath.OpenAsync(looked, run.Cancelled);
        return open.Count == 0 ? [] : await aftermath.ConcludeAsync(open, looked, await failing(), run);
    }

    private async Task<IReadOnlyList<Finding>> OfAsync(PullFailure[] failures, Run run)
    {
        var diagnosed = await Task.WhenAll(failures.Select(failure => DiagnosedAsync(failure, run)));
        var repositories = diagnosed.Where(one => one.Plan is Plan.PatchPolicy).Select(one => RepositoryOf(one.Failure)).Distinct().Count();
        var isStorm = repositories > settings.MaxPatchesPerHour && settings.Mode is Mode.Auto;
        var told = await Task.WhenAll(diagnosed.GroupBy(one => RepositoryOf(one.Failure)).Select(group => OneByOneAsync([.. group], isStorm ? repositories : null, run)));
        return [.. told.SelectMany(findings => findings)];
    }

    /// <summary>
    /// Two failures of one repository would overwrite each other's policy, so the second looks again at what the first has left.
    /// One that throws, as one that could not be told does, keeps none after it waiting for the retry.
    /// </summary>
    private async Task<IReadOnlyList<Finding>> OneByOneAsync(Diagnosed[] ofRepository, int? storm, Run run)
    {
        var handled = new List<Task<Finding>>();
        foreach (var one in ofRepository)
        {
            var isStale = handled.Exists(before => !before.IsCompletedSuccessfully || before.Result.Outcome is not Outcome.None);
            var now = ExecutedAsync(one, isStale, storm, run);
            await ((Task)now).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            handled.Add(now);
        }
        return await Task.WhenAll(handled);
    }

    private async Task<Finding> ExecutedAsync(Diagnosed one, bool isStale, int? storm, Run run)
    {
        var now = isStale ? await DiagnosedAsync(one.Failure, run) : one;
        return await executor.ExecuteAsync(storm is { } many
            ? Asked(now, $"{many} repositories deny pulls at once, more than {settings.MaxPatchesPerHour} (MAX_PATCHES_PER_HOUR): whoever did that may have meant it") : now, run);
    }

    private async Task<Diagnosed> DiagnosedAsync(PullFailure failure, Run run)
    {
        var (facts, change) = (gatherer.GatherAsync(failure, run.Cancelled), changes.LastAsync(failure, run.Cancelled));
        return await DecidedAsync(Diagnosed.Of(failure, await facts with { PolicyChangedBy = await change }, rails) with { Took = run.Deadline.Elapsed }, run);
    }

    /// <summary>The plan as people have decided about it: what was rejected is left alone, and beside what was approved nothing is done.</summary>
    private async Task<Diagnosed> DecidedAsync(Diagnosed diagnosed, Run run)
    {
        if (diagnosed.Plan is not (Plan.PatchPolicy or Plan.Ask) || diagnosed.Plan.Proposal is not { Hash: var hash } patch)
            return diagnosed;
        if (run.Ruling is { IsApproved: false } rejected && rejected.Hash == hash)
            return diagnosed with { Plan = new Plan.LeaveAlone($"this plan was rejected through {rejected.Through}", patch, Refused: true) };
        if (run.Ruling is { } other && other.Hash != hash)
            return Asked(diagnosed, "this is not the plan that was decided about: something has changed since, so it needs a decision of its own");
        return await IsRejectedAsync(hash, run) ? diagnosed with { Plan = new Plan.LeaveAlone("this plan was rejected by a person", patch, Refused: true) } : diagnosed;
    }

    private async Task<bool> IsRejectedAsync(string hash, Run run)
    {
        if (!memory.IsShared || settings.Mode is Mode.Report)
            return false;
        try
        {
            return await memory.ApprovalAsync(hash, run.Cancelled) is { State: ApprovalState.Rejected };
        }
        catch (MemoryUnavailableException e)
        {
            // nothing is written without the memory either, so all that is lost is not asking twice
            log.Error("whether a plan was rejected is not known", ("plan", hash), ("why", e.Message));
            return false;
        }
    }

    private static Diagnosed Asked(Diagnosed diagnosed, string why) =>
        diagnosed.Plan is Plan.PatchPolicy { Patch: var patch } ? diagnosed with { Plan = new Plan.Ask(why, patch) } : diagnosed;

    private static string RepositoryOf(PullFailure failure) =>
        failure.Image is ImageReference.Ecr image ? image.RepositoryArn : failure.Image.Text;
}
