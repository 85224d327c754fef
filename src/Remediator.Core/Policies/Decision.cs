namespace Remediator.Core.Policies;

public enum PolicyAnswer
{
    /// <summary>It hinges on what is not known.</summary>
    Unknown,
    Allowed,
    ExplicitlyDenied,
    ImplicitlyDenied,
}

/// <summary>The answer and its evidence.</summary>
/// <param name="DecidedBy">The statements that allow or deny; for an unknown answer those that may; none for an implicit denial.</param>
/// <param name="Unknowns">Condition keys, or elements of the policies, that the answer hinges on.</param>
public sealed record Decision(PolicyAnswer Answer, IReadOnlyList<Decider> DecidedBy, IReadOnlyList<string> Unknowns);

/// <param name="Policy">`resource`, `identity` or `boundary`.</param>
/// <param name="Index">Which of the identity policies; 0 for the others.</param>
/// <param name="Statement">Counted from 0.</param>
/// <param name="Matched">What made the statement match: its principal and its action.</param>
public sealed record Decider(string Policy, int Index, int Statement, string? Sid, string Matched);
