using Remediator.Core.Common;
using Remediator.Core.Facts;
using Remediator.Core.Findings;
using Remediator.Core.Images;
using Remediator.Core.Incidents;
using Remediator.Core.Plans;
using Remediator.Core.Wording;
using Remediator.Runtime;
using Remediator.Settings;
using Remediator.State;

namespace Remediator.Gate;

/// <summary>What speaks against a write at the moment it would be made: what people and the memory hold against it.</summary>
/// <remarks>All calls throw <see cref="StoreUnavailableException"/> where that cannot be read, and nothing is written then.</remarks>
internal sealed class Objections(IncidentStore memory, FunctionSettings settings, Guardrails rails)
{
    private readonly WriteAllowance allowance = new();

    /// <summary>What this invocation has missed since it looked; null where it knows how things stand.</summary>
    public async Task<Outcome?> SinceAsync(PullCase diagnosed, PolicyPatch patch, Invocation run)
    {
        // what was read before our own last write would pass for a change by someone else
        if (await memory.IsPatchedSinceAsync(EcrRepository.Of(patch.Image), diagnosed.Facts.AsOf, run.Cancelled))
            return new Outcome.Refused("this program has patched this repository since it was looked at; the next event judges it anew");
        var incident = await memory.IncidentAsync(diagnosed.Key(rails), run.Cancelled);
        var latest = incident?.Patch is { } id ? (await memory.PatchAsync(id, run.Cancelled))?.Record : null;
        // told, but whoever told it was stopped before that was written down
        if (latest is { IsUnfinished: true } && incident!.EndNotified == latest.Id)
            await memory.LearnAsync(latest, run.Cancelled);
        return latest switch
        {
            // with another record in its place nobody would be told of its end
            { IsUnfinished: true } when incident!.EndNotified != latest.Id => new Outcome.Refused("a patch that was begun before is not finished; the next event goes on with it"),
            { EndedAt: { } ended } when latest.Patch.Hash == patch.Hash && ended >= run.StartedAt => new Outcome.NotNeeded("another invocation has done it since this one looked"),
            _ => null,
        };
    }

    /// <summary>Why nothing may be written now, or null.</summary>
    public async Task<Message?> WhyNotAsync(PolicyPatch patch, Invocation run)
    {
        if (await memory.IsStoppedAsync(run.Cancelled))
            return "the item control in the incident table stops all writing";
        if (!memory.IsShared && !allowance.Take(patch.Image.RepositoryArn))
            return "this process has patched another repository already, and without INCIDENT_TABLE it patches only one";
        if (run.Decision is { } ruling)
            return await memory.DecideAsync(ruling.Hash, ApprovalState.Approved, run.Cancelled) is { } why ? $"the approval does not hold: {why}" : null;
        return await memory.ApprovalAsync(patch.Hash, run.Cancelled) is { State: ApprovalState.Rejected } ? "this plan was rejected by a person" : null;
    }

    /// <summary>Why a person has to decide by what was heard since this plan was made, or null; a person who approves has seen what was done before.</summary>
    public async Task<Message?> WhyAskAsync(PullCase diagnosed, PolicyPatch patch, Invocation run)
    {
        if (run.Decision is null)
        {
            if ((await memory.PrecedentAsync(patch.Hash, run.Cancelled))?.WhyNotAgain is { } taught)
                return taught;
            PullFacts facts = diagnosed.Facts with { PolicyChangedBy = Fact.Of(await memory.ChangeOfAsync(EcrRepository.Of(patch.Image), run.Cancelled)) };
            if (Plan.For(diagnosed.Failure, facts, diagnosed.Verdict, rails) is Plan.Ask { Reason: var reason })
                return reason;
        }
        return await memory.SpendAsync(run.Decision is null ? settings.MaxPatchesPerHour : int.MaxValue, run.Cancelled)
            ? null : $"the budget of {settings.MaxPatchesPerHour} patches an hour (MAX_PATCHES_PER_HOUR) is spent, so a person has to decide";
    }
}
