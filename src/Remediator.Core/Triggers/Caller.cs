using Remediator.Core.Policies.Language;

namespace Remediator.Core.Triggers;

/// <summary>The role whose session made a call, and the session's name: an EC2 node's is its instance id.</summary>
public sealed record Caller(RoleArn Role, string? Session)
{
    /// <summary>A role is identified by account and name, which are unique: a session's ARN has lost the path.</summary>
    public bool Is(RoleArn role) => Role.Account == role.Account && Role.Name == role.Name;
}
