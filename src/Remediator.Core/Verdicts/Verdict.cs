using Remediator.Core.Wording;

namespace Remediator.Core.Verdicts;

public enum Confidence
{
    Unknown,
    Likely,
    Proved,
}

/// <summary>Why the pull fails, with the chain that shows it and what could not be read.</summary>
public sealed record Verdict(Cause Cause, Confidence Confidence, IReadOnlyList<Evidence> Evidence, IReadOnlyList<Message> Unknowns)
{
    /// <summary>What a second witness says against it; a contradicted verdict is never acted on without a person.</summary>
    public Message? Contradiction { get; init; }
}
