using Remediator.Core.Policies.Language;

namespace Remediator.Core.Facts;

/// <summary>The identity that pulls: its role, how it was found, and whether the node (not a label of the pod) proves it.</summary>
/// <param name="Session">The session name AWS sees, an EC2 node's instance id, or null when it is not known.</param>
public sealed record Puller(RoleArn Role, Message How, bool Proved, string? Session)
{
    /// <summary>What could not be read and would have proved it; null where nothing is missing.</summary>
    public Message? Doubt { get; init; }

    /// <summary>The session where its name is known; null to speak of the role.</summary>
    public Principal.Session? RoleSession => Session is null ? null : new Principal.Session(Role, Session, PathKnown: true);
}
