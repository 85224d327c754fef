using Remediator.Core.Findings;
using Remediator.Core.Incidents;

namespace Remediator.Repair;

/// <summary>The end of a patch that people have not been notified of yet.</summary>
/// <param name="Version">Of the record as it stands in the store.</param>
/// <param name="IsRemembered">What the change has taught is stored; where it is not, the record stays to be resumed.</param>
public sealed record PatchEnd(PatchRecord Record, long Version, bool IsRemembered);

/// <summary>A finding on its way to people.</summary>
/// <param name="End">The end of a patch that it reports; null where it reports none.</param>
public sealed record Notice(Finding Finding, PatchEnd? End = null)
{
    /// <summary>Another invocation is responsible for notifying people.</summary>
    public bool IsSilent => Finding.IsLeftToOthers;
}
