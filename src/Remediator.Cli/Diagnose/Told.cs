using System.Text.Json.Nodes;

namespace Remediator.Cli.Diagnose;

/// <param name="Doubt">Why the answer may be about another cluster than was meant, or null.</param>
/// <param name="Nobody">That and among how many pods nobody waits; null where there is a finding, or the whole cluster was looked at.</param>
internal sealed record Told(JsonObject Answer, string? Doubt, NobodyWaits? Nobody);
