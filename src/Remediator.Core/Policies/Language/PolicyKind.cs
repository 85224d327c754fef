namespace Remediator.Core.Policies.Language;

/// <summary>
/// What a policy is attached to: identities need no `Principal`, a repository and a registry need one. Only in a repository policy the
/// resource goes without saying. The last four cannot be read from a member account, and IAM's errors name them.
/// </summary>
public enum PolicyKind
{
    Identity,
    Boundary,

    /// <summary>A repository's; of IAM's errors, either a repository's or a registry's.</summary>
    Resource,
    Registry,
    Endpoint,
    Session,
    ServiceControl,
    ResourceControl,
    RoleTrust,
}

public static class PolicyKindNames
{
    private static readonly WireNames<PolicyKind> s_names = new(
        (PolicyKind.Identity, "identity"),
        (PolicyKind.Boundary, "boundary"),
        (PolicyKind.Resource, "resource"),
        (PolicyKind.Registry, "registry"),
        (PolicyKind.Endpoint, "endpoint"),
        (PolicyKind.Session, "session"),
        (PolicyKind.ServiceControl, "service-control"),
        (PolicyKind.ResourceControl, "resource-control"),
        (PolicyKind.RoleTrust, "role-trust"));

    extension(PolicyKind kind)
    {
        public string WireName => s_names.Of(kind);

        internal bool NamesPrincipals => kind is PolicyKind.Resource or PolicyKind.Registry;
    }
}
