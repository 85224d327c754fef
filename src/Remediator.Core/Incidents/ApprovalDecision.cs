namespace Remediator.Core.Incidents;

/// <summary>A person's decision about the plan of that hash.</summary>
/// <param name="Channel">How it came in.</param>
/// <param name="Incidents">The keys of the incidents that asked about it.</param>
public sealed record ApprovalDecision(string Hash, bool IsApproved, Message Channel, IReadOnlySet<string> Incidents);
