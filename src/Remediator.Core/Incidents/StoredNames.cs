using Remediator.Core.Findings;
using Remediator.Core.Plans;
using Remediator.Core.Policies.Fixing;

namespace Remediator.Core.Incidents;

/// <summary>What the table calls members that the wire spells in another way; tables of the first version hold these names.</summary>
internal static class StoredNames
{
    public static WireNames<Status> Status { get; } = new(
        (Findings.Status.Diagnosed, "Diagnosed"),
        (Findings.Status.Fixed, "Fixed"),
        (Findings.Status.RolledBack, "RolledBack"),
        (Findings.Status.AwaitingApproval, "AwaitingApproval"),
        (Findings.Status.Refused, "Refused"),
        (Findings.Status.Resolved, "Resolved"),
        (Findings.Status.Failed, "Failed"));

    public static WireNames<PatchStrategy> Strategy { get; } = new(
        (PatchStrategy.CarveOut, "CarveOut"),
        (PatchStrategy.FlipEffect, "FlipEffect"),
        (PatchStrategy.Grant, "Grant"));

    public static WireNames<RestartWorkloads> Restart { get; } = new(
        (RestartWorkloads.Auto, "Auto"),
        (RestartWorkloads.Rollout, "Rollout"),
        (RestartWorkloads.StuckPods, "StuckPods"),
        (RestartWorkloads.Off, "Off"));
}
