using Remediator.Core.Plans;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Language;

namespace Remediator.Core.Messages;

/// <summary>The planned change of a repository policy, whether this program or a person applies it.</summary>
/// <param name="Before">Null: there was no policy.</param>
/// <param name="After">Null: the policy is deleted.</param>
public sealed record Change(
    PolicyDocument? Before,
    PolicyDocument? After,
    IReadOnlyList<ChangedPermission> Permissions,
    IReadOnlyList<Message> Warnings,
    string Hash)
{
    /// <returns>Null where the plan holds none.</returns>
    public static Change? Of(Plan plan) => plan.Proposal is not { } patch ? null : new(
        patch.Before, patch.After,
        [.. patch.Changes.Select(one => new ChangedPermission(one.Principal, one.Action, one.Was, one.Becomes))],
        patch.Warnings, patch.Hash);
}

/// <param name="Principal">As the policy names it.</param>
public sealed record ChangedPermission(string Principal, string Action, PolicyAnswer Was, PolicyAnswer Becomes);
