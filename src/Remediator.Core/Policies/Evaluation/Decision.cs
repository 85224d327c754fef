using Remediator.Core.Policies.Language;

namespace Remediator.Core.Policies.Evaluation;

public enum PolicyAnswer
{
    /// <summary>
    /// It hinges on what is not known. Statements are weighed one by one, so two that between them cover every case, one if a key is a and
    /// one if it is not a, leave the answer unknown as well: that errs on the safe side.
    /// </summary>
    Unknown,
    Allowed,
    ExplicitlyDenied,
    ImplicitlyDenied,
}

public static class PolicyAnswerNames
{
    private static readonly WireNames<PolicyAnswer> s_names = new(
        (PolicyAnswer.Unknown, "Unknown"),
        (PolicyAnswer.Allowed, "Allowed"),
        (PolicyAnswer.ExplicitlyDenied, "ExplicitlyDenied"),
        (PolicyAnswer.ImplicitlyDenied, "ImplicitlyDenied"));

    extension(PolicyAnswer policyAnswer)
    {
        public string WireName => s_names.Of(policyAnswer);

        /// <exception cref="FormatException">It has another name.</exception>
        public static PolicyAnswer FromWire(string name) => s_names.Parse(name);
    }
}

/// <summary>The answer and its evidence.</summary>
/// <param name="DecidedBy">The statements that allow or deny; for an unknown answer those that may; none for an implicit denial.</param>
/// <param name="Unknowns">Condition keys, or elements of the policies, that the answer hinges on.</param>
public sealed record Decision(PolicyAnswer Answer, IReadOnlyList<Decider> DecidedBy, IReadOnlyList<string> Unknowns)
{
    internal static Decision By(PolicyAnswer answer, IEnumerable<StatementMatch> matches) =>
        new(answer, [.. matches.Where(match => match.Applies == Tri.True).Select(match => match.Decider)], []);

    /// <summary>Unknown, for the matches that may apply and the <paramref name="gaps"/>: policies that are not known at all.</summary>
    internal static Decision Open(IEnumerable<StatementMatch> matches, IEnumerable<string> gaps)
    {
        var open = matches.Where(match => match.Applies == Tri.Unknown).ToList();
        return new(PolicyAnswer.Unknown, [.. open.Select(match => match.Decider)],
            [.. open.SelectMany(match => match.Unknowns).Concat(gaps).Distinct()]);
    }
}

/// <param name="Index">Which of the identity policies; 0 for the others.</param>
/// <param name="Statement">Counted from 0.</param>
/// <param name="Matched">What made the statement match: its principal and its action.</param>
public sealed record Decider(PolicyKind Policy, int Index, int Statement, string? Sid, string Matched);
