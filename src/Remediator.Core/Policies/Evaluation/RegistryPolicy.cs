using Remediator.Core.Policies.Language;

namespace Remediator.Core.Policies.Evaluation;

/// <summary>
/// What a registry enforces its policy for.
/// https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions.html
/// </summary>
public enum RegistryPolicyScope
{
    /// <summary>Replication, imports from an upstream, and the repositories that both create.</summary>
    V1,

    /// <summary>Every request.</summary>
    V2,
}

public static class RegistryPolicyScopeNames
{
    private static readonly WireNames<RegistryPolicyScope> s_names = new((RegistryPolicyScope.V1, "V1"), (RegistryPolicyScope.V2, "V2"));

    extension(RegistryPolicyScope scope)
    {
        public string WireName => s_names.Of(scope);

        /// <exception cref="FormatException">It has another name.</exception>
        public static RegistryPolicyScope FromWire(string name) => s_names.Parse(name);
    }
}

/// <summary>The policy of a registry: one for all repositories of an account in a region, beside the policies of each.</summary>
/// <param name="Document">Null where it could not be read, so that there may be one.</param>
/// <param name="Scope">Null where it is not known.</param>
public sealed record RegistryPolicy(PolicyDocument? Document, RegistryPolicyScope? Scope)
{
    private static readonly string[] s_ofV1 = ["ecr:ReplicateImage", "ecr:BatchImportUpstreamImage", "ecr:CreateRepository"];

    public static RegistryPolicy Unread { get; } = new(null, null);

    /// <summary>Whether it speaks of more than what every registry enforces it for.</summary>
    public static bool DependsOnScope(PolicyDocument document) => document.Statements.Any(statement =>
        statement.HasNotAction || !statement.Actions.All(action => s_ofV1.Contains(action.Text, StringComparer.OrdinalIgnoreCase)));

    /// <summary>Whether it has a say in this action at all. That it decides about tokens too is not documented.</summary>
    internal Tri Governs(string action) => Request.IsGetAuthorizationToken(action) ? Tri.False
        : s_ofV1.Contains(action, StringComparer.OrdinalIgnoreCase) ? Tri.True
        : Scope switch
        {
            RegistryPolicyScope.V1 => Tri.False,
            RegistryPolicyScope.V2 => Tri.True,
            _ => Tri.Unknown,
        };
}
