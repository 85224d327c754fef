using System.Text.Json.Nodes;
using Remediator.Core.Findings;
using Remediator.Core.Incidents;
using Remediator.Core.Plans;
using Remediator.Core.Wording;
using Remediator.Gate;
using Remediator.Runtime;

namespace Remediator.Repair;

/// <summary>Carries out what the gate lets through, to its end: verified, or rolled back. Nothing else in this program writes to a repository.</summary>
public sealed class Repairs(PatchRun run, Guardrails guardrails, Log log)
{
    /// <param name="alike">The first makes the change; the others wait for the very same one.</param>
    /// <returns>One notice a case.</returns>
    public async Task<IReadOnlyList<Notice>> ApplyAsync(IReadOnlyList<PlannedCase> alike, WritePermission permission, Invocation invocation)
    {
        if (permission.Decision is not GateDecision.Write { Patch: var patch })
            return [.. alike.Select(one => Unwritten(one, permission.Decision))];
        LogBackup(patch);
        var first = await run.FinishAsync(permission.Started[0], 1, invocation.Time) is { } end
            ? Written(alike[0], end) : Unwritten(alike[0], new GateDecision.Wait(new Message("gate.taken-over")));
        return [first, .. await Task.WhenAll(alike.Zip(permission.Started).Skip(1).Select(pair => FollowAsync(pair.First, pair.Second, invocation)))];
    }

    private async Task<Notice> FollowAsync(PlannedCase planned, PatchRecord started, Invocation invocation) =>
        await run.ResumeAsync(started, 1, invocation) is { } end ? Written(planned, end)
        : Unwritten(planned, new GateDecision.Wait(new Message("gate.leader-not-done")));

    private Notice Written(PlannedCase planned, PatchEnd end) =>
        new(Finding.Of(planned, new GateDecision.Write(end.Record.Patch), end.Record.Outcome!, guardrails.Mode) with { Ends = end.Record.Id }, end);

    private Notice Unwritten(PlannedCase planned, GateDecision decision) =>
        new(Finding.Of(planned, decision, guardrails.Mode)) { IsSilent = decision is GateDecision.Wait };

    /// <summary>The whole old policy, in one line, before anything is written: it must be possible to restore it from the log alone.</summary>
    private void LogBackup(PolicyPatch patch) => log.Record("about to change a repository policy",
        ("repository", patch.Image.RepositoryArn),
        ("principal", patch.Principal.ToString()),
        ("plan", patch.Hash),
        ("before", JsonNode.Parse(patch.Before.Text)),
        ("after", patch.After is null ? null : JsonNode.Parse(patch.After.Text)));
}
