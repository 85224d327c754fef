using System.Text.Json.Nodes;
using Remediator.Core.Findings;
using Remediator.Core.Incidents;
using Remediator.Core.Plans;
using Remediator.Gate;

namespace Remediator.Repair;

/// <summary>Carries out what the gate lets through, to its end: verified, or rolled back.</summary>
public sealed class Repairs(PatchRun run, Guardrails guardrails, Log log)
{
    /// <param name="sameChange">The first makes the change; the others wait for the very same one.</param>
    /// <returns>One notice a case.</returns>
    public async Task<IReadOnlyList<Notice>> ApplyAsync(IReadOnlyList<PlannedCase> sameChange, WritePermit permit, Invocation invocation)
    {
        if (permit.Decision is not GateDecision.Write { Patch: var patch })
            return [.. sameChange.Select(one => Unwritten(one, permit.Decision))];
        LogBackup(patch);
        var first = await run.FinishAsync(permit.Started[0], 1, invocation.Time) is { } end
            ? Written(sameChange[0], end) : Unwritten(sameChange[0], new GateDecision.Wait(new Message("gate.taken-over")));
        return [first,
            .. await Bounded.SelectAsync(sameChange.Zip(permit.Started).Skip(1), pair => FollowAsync(pair.First, pair.Second, invocation))];
    }

    private async Task<Notice> FollowAsync(PlannedCase planned, PatchRecord started, Invocation invocation) =>
        await run.ResumeAsync(started, 1, invocation) is { } end ? Written(planned, end)
        : Unwritten(planned, new GateDecision.Wait(new Message("gate.leader-not-done")));

    private Notice Written(PlannedCase planned, PatchEnd end)
    {
        var finding = Finding.Of(planned, new GateDecision.Write(end.Record.Patch), end.Record.Outcome!, guardrails.Mode);
        return new Notice(finding with { Ends = end.Record.Id }, end);
    }

    private Notice Unwritten(PlannedCase planned, GateDecision decision) => new(Finding.Of(planned, decision, guardrails.Mode));

    /// <summary>
    /// The whole old policy, in one line, before anything is written: it must be possible to restore it from the log alone.
    /// </summary>
    private void LogBackup(PolicyPatch patch) => log.Record("about to change a repository policy",
        ("repository", patch.Image.RepositoryArn),
        ("principal", patch.Principal.ToString()),
        ("plan", patch.Hash),
        ("before", patch.Before is null ? null : JsonNode.Parse(patch.Before.Text)),
        ("after", patch.After is null ? null : JsonNode.Parse(patch.After.Text)));
}
