using Remediator.Core.Policies.Language;

namespace Remediator.Core.Policies.Evaluation;

/// <summary>A question: may this principal do this?</summary>
public sealed record AccessCase
{
    /// <summary>A role, a session of a role, or a user.</summary>
    public required Principal Principal { get; init; }

    /// <summary>`ecr:BatchGetImage`, in any case.</summary>
    public required string Action { get; init; }

    /// <summary>The ARN of the repository.</summary>
    public required string Resource { get; init; }

    /// <summary>All of the principal's identity policies; null if they are not known.</summary>
    public IReadOnlyList<PolicyDocument>? IdentityPolicies { get; init; }

    public PolicyDocument? PermissionsBoundary { get; init; }

    /// <summary>The repository's; null: it has none.</summary>
    public PolicyDocument? ResourcePolicy { get; init; }

    /// <summary>The one of the repository's registry; null: it has none.</summary>
    public RegistryPolicy? RegistryPolicy { get; init; }

    public RequestContext Context { get; init; } = RequestContext.Empty;
}
