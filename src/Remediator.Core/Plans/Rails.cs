using Remediator.Core.Policies;

namespace Remediator.Core;

/// <summary>The guardrails of this deployment: what may be planned at all.</summary>
public sealed record Rails(
    Mode Mode,
    PatchStrategy Strategy,
    RestartWorkloads Restart,
    OptIns OptIns,
    IReadOnlyList<string> ProtectedSids);
