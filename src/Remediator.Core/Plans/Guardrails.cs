using Remediator.Core.Policies.Fixing;

namespace Remediator.Core.Plans;

/// <summary>The guardrails of this deployment: what may be planned at all.</summary>
public sealed record Guardrails(
    Mode Mode,
    PatchStrategy Strategy,
    RestartWorkloads Restart,
    OptIns OptIns,
    IReadOnlyList<string> ProtectedSids);
