using System.Text.Json.Nodes;

namespace Remediator.Cli.Diagnose;

/// <param name="Warning">Why the answer may be about another cluster than was meant, or null.</param>
/// <param name="NoWaitingPods">That and among how many pods nobody waits; null where there is a finding, or the whole cluster was looked at.</param>
internal sealed record DiagnosisResult(JsonObject Answer, string? Warning, NoWaitingPods? NoWaitingPods);
