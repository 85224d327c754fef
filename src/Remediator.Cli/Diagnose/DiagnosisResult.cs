namespace Remediator.Cli.Diagnose;

/// <summary>The answer of the handler, and what it leaves open.</summary>
/// <param name="Warning">Why the answer may be about another cluster than the caller named, or null.</param>
/// <param name="NoWaitingPods">How many pods were checked; null if there is a finding, or the whole cluster was checked.</param>
internal sealed record DiagnosisResult(JsonObject Answer, Message? Warning, NoWaitingPods? NoWaitingPods);
