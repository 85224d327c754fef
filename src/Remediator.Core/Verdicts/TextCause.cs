using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.PullTexts;

namespace Remediator.Core.Verdicts;

/// <summary>
/// A cause that only the node sees, so that its text is the evidence: all that is decided about it, in one place. Its row stands in
/// <see cref="TextCauses"/>.
/// </summary>
/// <param name="Symptom">What the text says; each symptom has one row.</param>
internal sealed record TextCause(Symptom Symptom, Cause Cause)
{
    /// <summary>
    /// Proved where the node decides the matter itself, or where several nodes say the same without knowing of each other.
    /// </summary>
    public required Func<PullFailure, PullFacts, Confidence> Confidence { get; init; }

    /// <summary>What the text means here; null where the kubelet's own words say all there is.</summary>
    public required Func<PullFailure, PullFacts, Message?> Shows { get; init; }

    /// <summary>What reproduces it; null where only the text shows it.</summary>
    public required Func<PullFailure, string?> Command { get; init; }

    /// <summary>What to do where the failure says more than the cause does; null: the cause's own next step.</summary>
    public Func<PullFailure, Message?> Next { get; init; } = _ => null;

    /// <summary>The command for the next step, or null.</summary>
    public Func<PullFailure, string?> NextCommand { get; init; } = _ => null;

    /// <summary>Why permissions were not evaluated.</summary>
    public required Message NotEvaluated { get; init; }
}
