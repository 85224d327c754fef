namespace Remediator.Core.Verdicts;

public enum Confidence
{
    Unknown,
    Likely,
    Proved,
}

public static class ConfidenceNames
{
    private static readonly WireNames<Confidence> s_names = new(
        (Confidence.Unknown, "unknown"),
        (Confidence.Likely, "likely"),
        (Confidence.Proved, "proved"));

    extension(Confidence confidence)
    {
        public string WireName => s_names.Of(confidence);

        /// <exception cref="FormatException">It has another name.</exception>
        public static Confidence FromWire(string name) => s_names.Parse(name);
    }
}

/// <summary>Why the pull fails, with the chain that shows it and what could not be read.</summary>
public sealed record Verdict(Cause Cause, Confidence Confidence, IReadOnlyList<Evidence> Evidence, IReadOnlyList<Message> Unknowns)
{
    /// <summary>What IAM's own error text says against it; nothing is done about a contradicted verdict without approval.</summary>
    public Message? Contradiction { get; init; }

    /// <summary>What a person does next, where the facts say more than the cause does; null: the cause's own next step.</summary>
    public Message? Next { get; init; }

    /// <summary>The command for it, or null.</summary>
    public string? NextCommand { get; init; }
}
