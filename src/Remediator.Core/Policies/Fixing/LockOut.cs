using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Language;

namespace Remediator.Core.Policies.Fixing;

/// <summary>
/// The role that writes a policy must be able to write the next one, as far as repository and registry policy decide; ECR's `force` is
/// never used.
/// </summary>
internal static class LockOut
{
    public static Message? Of(FixCase need, PolicyDocument? after)
    {
        // a registry policy that could not be read is asked about, not refused
        var registry = need.RegistryPolicy is { Document: not null } read ? read : null;
        return need.OwnRole is { } own
            ? (from action in EcrActions.OfPolicy
               from principal in Ourselves(own, after, registry?.Document)
               let denied = PolicyEvaluation.OfResource(
                   new Request(principal, action, need.Resource, RequestContext.Empty, false), after, registry).Denied
               where denied != Tri.False
               select denied == Tri.True
                   ? new Message("fix.locks-out", ("action", action), ("principal", principal.ToString()))
                   : new Message("fix.may-lock-out", ("action", action), ("principal", principal.ToString()))).FirstOrDefault()
            : null;
    }

    /// <summary>The role, by whichever path the policies know it, and each of its sessions that they name.</summary>
    private static IEnumerable<Principal> Ourselves(RoleArn own, params IEnumerable<PolicyDocument?> policies) =>
        policies.OfType<PolicyDocument>().SelectMany(policy => policy.Statements)
            .SelectMany(statement => statement.Principals).SelectMany(entry => entry.Examples)
            .Where(one => one switch
            {
                Principal.Role role => role.Of with { Path = own.Path } == own,
                Principal.Session session => session.Of with { Path = own.Path } == own,
                _ => false,
            }).Prepend(own).Distinct();
}
