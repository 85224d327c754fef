using Remediator.Core.Failures;
using Remediator.Core.Findings;
using Remediator.Core.Images;
using Remediator.Core.Incidents;
using Remediator.Core.Plans;
using Remediator.Core.Wording;
using Remediator.Gate;
using Remediator.Gather;
using Remediator.Repair;
using Remediator.Runtime;
using Remediator.Settings;
using Remediator.State;

namespace Remediator.Pipeline;

/// <summary>What a look at a cluster saw.</summary>
/// <param name="Failures">Those that are to be seen to.</param>
/// <param name="Failing">All that fails within <paramref name="Scope"/>.</param>
public sealed record ScanResult(Scope Scope, IReadOnlyList<PullFailure> Failures, IReadOnlyList<PullFailure> Failing);

/// <summary>The way of a failure: facts → verdict → plan → outcome → finding.</summary>
public sealed class Remediation(FactGatherer gatherer, PlanExecutor executor, Recovery aftermath, IncidentStore memory, PolicyChanges changes, FunctionSettings settings, Guardrails rails, Log log)
{
    /// <summary>
    /// What earlier invocations began comes first, then what fails, repositories side by side, and at last what no longer does. What throws, as
    /// one that could not be told does, keeps nothing else waiting for the retry.
    /// </summary>
    public async Task<IReadOnlyList<Finding>> OfAsync(IReadOnlyList<ScanResult> sights, Invocation run)
    {
        var before = await Task.WhenAll(sights.Select(sight => SettledAsync(sight.Scope, run)));
        var left = sights.Zip(before).SelectMany(pair => Spread.Over(pair.First.Failures).Where(failure => !pair.Second.Any(one => one.IsSeenTo && one.Incident.IsOf(failure))));
        var told = await TriedAsync(OfAsync([.. left], run));
        var over = new List<Task<Finding?>>();
        foreach (var (sight, settled) in sights.Zip(before))
            over.AddRange(await ConcludedAsync(settled, sight.Scope, sight.Failing, run));
        return [.. await WithNewAsync([.. await FoundAsync(before.SelectMany(one => one).Select(one => one.Settling)), .. await told], run), .. await FoundAsync(over)];
    }

    /// <summary>Only what was begun and what is over is told; nothing is read of the cluster for it unless something is open.</summary>
    public async Task<IReadOnlyList<Finding>> EndedAsync(Scope looked, Func<Task<IReadOnlyList<PullFailure>>> failing, Invocation run)
    {
        var settled = await SettledAsync(looked, run);
        if (settled.Length == 0)
            return [];
        var over = await ConcludedAsync(settled, looked, await failing(), run);
        return [.. await FoundAsync(settled.Select(one => one.Settling)), .. await FoundAsync(over)];
    }

    /// <summary>A pull that is let through now may fail further on, and that is another incident.</summary>
    private async Task<IReadOnlyList<Finding>> WithNewAsync(IReadOnlyList<Finding> findings, Invocation run) =>
        findings.Select(finding => (finding.Outcome as Outcome.Patched)?.Now).OfType<PullFailure>().ToArray() is { Length: > 0 } now
            ? [.. findings, .. await OfAsync([.. Spread.Over(now)], run)] : findings;

    private sealed record Settled(Incident Incident, Task<Finding?> Settling)
    {
        /// <summary>It was gone on with, whatever came of it.</summary>
        public bool IsSeenTo => !Settling.IsCompletedSuccessfully || Settling.Result is not null;
    }

    private async Task<Settled[]> SettledAsync(Scope looked, Invocation run) =>
        await Task.WhenAll((await aftermath.OpenAsync(looked, run.Cancelled)).Select(async incident => new Settled(incident, await TriedAsync(aftermath.SettleAsync(incident, run)))));

    private async Task<Task<Finding?>[]> ConcludedAsync(Settled[] settled, Scope looked, IReadOnlyList<PullFailure> failing, Invocation run) =>
        await Task.WhenAll(settled.Where(one => !one.IsSeenTo).Select(one => TriedAsync(aftermath.ConcludeAsync(one.Incident, looked, failing, run))));

    /// <summary>The task, completed, whatever came of it.</summary>
    private static async Task<Task<T>> TriedAsync<T>(Task<T> attempt)
    {
        await ((Task)attempt).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return attempt;
    }

    private static async Task<IEnumerable<Finding>> FoundAsync(IEnumerable<Task<Finding?>> tried) => (await Task.WhenAll(tried)).OfType<Finding>();

    private async Task<IReadOnlyList<Finding>> OfAsync(PullFailure[] failures, Invocation run)
    {
        var diagnosed = Whole(await Task.WhenAll(failures.Select(failure => DiagnosedAsync(failure, run))), run);
        var repositories = diagnosed.Where(one => one.Plan is Plan.PatchPolicy).Select(one => RepositoryOf(one.Failure)).Distinct().Count();
        var isStorm = repositories > settings.MaxPatchesPerHour && settings.Mode is Mode.Auto;
        var told = await Task.WhenAll(diagnosed.GroupBy(one => RepositoryOf(one.Failure)).Select(group => OneByOneAsync([.. group], isStorm ? repositories : null, run)));
        return [.. told.SelectMany(findings => findings)];
    }

    /// <summary>
    /// Node groups may share a role: their failures are one incident. Of what was decided about, only that is kept which is, or has become of,
    /// what people were asked.
    /// </summary>
    private PullCase[] Whole(PullCase[] diagnosed, Invocation run) =>
    [
        .. from one in diagnosed
           let key = one.Key(rails)
           where run.Decision is not { } ruling || one.Plan.Proposal is null || ruling.Incidents.Contains(key)
           group one by key into alike
           select alike.First() with { Failure = PullFailure.Whole([.. alike.Select(one => one.Failure)]) },
    ];

    /// <summary>
    /// Two failures of one repository would overwrite each other's policy, so the second looks again at what the first has left. Those that wait
    /// for the plan that was approved are one: clusters whose nodes share a role.
    /// One that throws, as one that could not be told does, keeps none after it waiting for the retry.
    /// </summary>
    private async Task<IReadOnlyList<Finding>> OneByOneAsync(PullCase[] ofRepository, int? storm, Invocation run)
    {
        var handled = new List<Task<IReadOnlyList<Finding>>>();
        foreach (var alike in ofRepository.GroupBy(one => run.Decision is { } ruling && one.Plan.Proposal?.Hash == ruling.Hash ? ruling.Hash : one.Key(rails)))
        {
            var isStale = handled.Exists(before => !before.IsCompletedSuccessfully || before.Result.Any(finding => finding.Outcome is not Outcome.None));
            handled.Add(await TriedAsync(ExecutedAsync([.. alike], isStale, storm, run)));
        }
        return [.. (await Task.WhenAll(handled)).SelectMany(findings => findings)];
    }

    private async Task<IReadOnlyList<Finding>> ExecutedAsync(PullCase[] alike, bool isStale, int? storm, Invocation run)
    {
        var now = isStale ? await Task.WhenAll(alike.Select(one => DiagnosedAsync(one.Failure, run))) : alike;
        return await executor.ExecuteAsync(storm is not { } many ? now
            : [.. now.Select(one => Asked(one, $"{many} repositories deny pulls at once, more than {settings.MaxPatchesPerHour} (MAX_PATCHES_PER_HOUR): whoever did that may have meant it"))], run);
    }

    private async Task<PullCase> DiagnosedAsync(PullFailure failure, Invocation run)
    {
        var (facts, change) = (gatherer.GatherAsync(failure, run.Cancelled), changes.LastAsync(failure, run.Cancelled));
        return await DecidedAsync(PullCase.Of(failure, await facts with { PolicyChangedBy = await change }, rails) with { Took = run.Time.Elapsed }, run);
    }

    /// <summary>The plan as people have decided about it: what was rejected is left alone, and beside what was approved nothing is done.</summary>
    private async Task<PullCase> DecidedAsync(PullCase diagnosed, Invocation run)
    {
        if (diagnosed.Plan is not (Plan.PatchPolicy or Plan.Ask) || diagnosed.Plan.Proposal is not { Hash: var hash } patch)
            return diagnosed;
        if (run.Decision is { IsApproved: false } rejected && rejected.Hash == hash)
            return diagnosed with { Plan = new Plan.LeaveAlone($"this plan was rejected through {rejected.Channel}", patch, Refused: true) };
        if (run.Decision is { } other && other.Hash != hash)
            return Asked(diagnosed, "this is not the plan that was decided about: something has changed since, so it needs a decision of its own");
        return settings.Mode is Mode.Report ? diagnosed : await RememberedAsync(diagnosed, patch, run);
    }

    /// <summary>The plan as it was decided about and carried out before; what cannot be read may have been a no, so it is asked about.</summary>
    private async Task<PullCase> RememberedAsync(PullCase diagnosed, PolicyPatch patch, Invocation run)
    {
        try
        {
            if (await memory.ApprovalAsync(patch.Hash, run.Cancelled) is { State: ApprovalState.Rejected })
                return diagnosed with { Plan = new Plan.LeaveAlone("this plan was rejected by a person", patch, Refused: true) };
            return (await memory.PrecedentAsync(patch.Hash, run.Cancelled))?.WhyNotAgain is { } why ? Asked(diagnosed, why) : diagnosed;
        }
        catch (StoreUnavailableException e)
        {
            log.Error("what became of a plan before is not known", ("plan", patch.Hash), ("why", e.Message));
            return Asked(diagnosed, $"what became of this plan before could not be read: {e.Message}");
        }
    }

    private static PullCase Asked(PullCase diagnosed, Message why) =>
        diagnosed.Plan is Plan.PatchPolicy { Patch: var patch } ? diagnosed with { Plan = new Plan.Ask(why, patch) } : diagnosed;

    private static string RepositoryOf(PullFailure failure) =>
        failure.Image is ImageReference.Ecr image ? image.RepositoryArn : failure.Image.Text;
}
