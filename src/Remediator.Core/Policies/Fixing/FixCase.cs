using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Language;

namespace Remediator.Core.Policies.Fixing;

public enum PatchStrategy
{
    /// <summary>Takes the pull actions of one role out of the Deny.</summary>
    CarveOut,

    /// <summary>Turns the Deny into an Allow, and so grants the role everything the statement lists.</summary>
    FlipEffect,

    /// <summary>Adds an Allow for the pull actions of one role. It follows from the cause, and only a person approves it.</summary>
    Grant,
}

public static class PatchStrategyNames
{
    private static readonly WireNames<PatchStrategy> s_names = new(
        (PatchStrategy.CarveOut, "carve-out"),
        (PatchStrategy.FlipEffect, "flip-effect"),
        (PatchStrategy.Grant, "grant"));

    extension(PatchStrategy patchStrategy)
    {
        public string WireName => s_names.Of(patchStrategy);

        /// <exception cref="FormatException">It has another name.</exception>
        public static PatchStrategy FromWire(string name) => s_names.Parse(name);
    }
}

/// <summary>A role that may not pull, and all that decides it.</summary>
public sealed record FixCase
{
    public required RoleArn Role { get; init; }

    /// <summary>The session that pulls, where a Deny may be on it alone; null to speak of the role.</summary>
    public Principal.Session? Session { get; init; }

    /// <summary>The ARN of the repository.</summary>
    public required string Resource { get; init; }

    /// <summary>Null: it has none.</summary>
    public required PolicyDocument? ResourcePolicy { get; init; }

    internal IReadOnlyList<Statement> Statements => ResourcePolicy?.Statements ?? [];

    /// <summary>The policy of the repository's registry, which is never edited; null: it has none.</summary>
    public RegistryPolicy? RegistryPolicy { get; init; }

    /// <summary>All of the role's identity policies; null if they are not known.</summary>
    public IReadOnlyList<PolicyDocument>? IdentityPolicies { get; init; }

    public PolicyDocument? PermissionsBoundary { get; init; }

    public RequestContext Context { get; init; } = RequestContext.Empty;

    public PatchStrategy Strategy { get; init; }

    /// <summary>Patterns of statement Sids that are never touched: `*`, `?`, any case.</summary>
    public IReadOnlyList<string> ProtectedSids { get; init; } = [];

    /// <summary>Who writes the policy; it must stay able to read and set it.</summary>
    public RoleArn? OwnRole { get; init; }

    internal Principal Principal => Session ?? (Principal)Role;

    internal AccessCase May(string action, PolicyDocument? policy) => new()
    {
        Principal = Principal,
        Action = action,
        Resource = Resource,
        IdentityPolicies = IdentityPolicies,
        PermissionsBoundary = PermissionsBoundary,
        ResourcePolicy = policy,
        RegistryPolicy = RegistryPolicy,
        Context = Context,
    };

    internal Request Request(string action) => new(Principal, action, Resource, Context, PermissionsBoundary is not null);
}
