using Remediator.Core.Findings;
using Remediator.Core.Incidents;
using Remediator.Core.Plans;

namespace Remediator.Pipeline;

/// <summary>The plans of one round, by the repository they are about, since changes of one repository come one after another.</summary>
/// <param name="RepositoriesToPatch">How many repositories would be patched.</param>
public sealed record RepositoryPlans(IReadOnlyList<RepositoryPlans.Repository> Repositories, int RepositoriesToPatch)
{
    /// <param name="Changes">The cases of each change; the first makes it, and the others wait for it.</param>
    public sealed record Repository(IReadOnlyList<IReadOnlyList<PlannedCase>> Changes);

    /// <param name="decision">Of what was decided about, only that is kept which is, or has become of, what people were asked.</param>
    public static RepositoryPlans Of(IEnumerable<PlannedCase> planned, ApprovalDecision? decision)
    {
        var kept = planned.Where(one => decision is null || one.Plan.Proposal is null || decision.Incidents.Contains(one.Key)).ToArray();
        return new(
            [.. kept.GroupBy(one => one.Failure.Repository)
                .Select(of => new Repository([.. of.GroupBy(one => ChangeOf(one, decision)).Select(alike => alike.ToArray())]))],
            kept.Where(one => one.Plan is Plan.PatchPolicy).Select(one => one.Failure.Repository).Distinct().Count());
    }

    /// <summary>Those that wait for the plan that was decided about are one: clusters whose nodes share a role.</summary>
    private static string ChangeOf(PlannedCase planned, ApprovalDecision? decision) =>
        decision is not null && planned.Plan.Proposal?.Hash == decision.Hash ? decision.Hash : planned.Key;
}
