namespace Remediator.Core.Wording;

/// <summary>A cause in one language: the sentence of the diagnosis, what shows it, and what a person does about it.</summary>
/// <param name="Proof">Holds for a proved and for a likely verdict.</param>
/// <param name="NextStep">In English it reads on from another sentence: it begins small and has no full stop.</param>
public sealed record CauseWords(string Diagnosis, string Proof, string NextStep);

/// <summary>The names that a cause's sentences speak of, fit to be shown.</summary>
/// <param name="WhyNotEcr">Why the image is not of a private ECR registry; empty where it is.</param>
public sealed record Named(string Role, string Repository, string Image, string WhyNotEcr)
{
    /// <summary>Where no particular image is spoken of.</summary>
    public static readonly Named Nothing = new("", "", "", "");
}
