using Remediator.Core.Policies.Language;

namespace Remediator.Core.Policies.Fixing;

/// <summary>The role that writes a policy must be able to write the next one; ECR's `force` is never used.</summary>
internal static class LockOut
{
    // the SDK talks TLS only, and a Deny of everything else is on many repositories
    private static readonly RequestContext s_ours = RequestContext.Of([new("aws:SecureTransport", ["true"])]);

    public static Message? Of(FixCase need, PolicyDocument? after) => need.OwnRole is { } own && after is not null
        ? (from action in EcrActions.OfPolicy
           from principal in Ourselves(own, after)
           let denied = Denied(after, new Request(principal, action, need.Resource, s_ours, false))
           where denied != Tri.False
           select denied == Tri.True
               ? new Message("fix.locks-out", ("action", action), ("principal", principal.ToString()))
               : new Message("fix.may-lock-out", ("action", action), ("principal", principal.ToString()))).FirstOrDefault()
        : null;

    /// <summary>The role, by whichever path the policy knows it, and each of its sessions that the policy names.</summary>
    private static IEnumerable<Principal> Ourselves(RoleArn own, PolicyDocument policy) =>
        policy.Statements.SelectMany(statement => statement.Principals).SelectMany(entry => entry.Examples)
            .Where(one => one switch
            {
                Principal.Role role => role.Of with { Path = own.Path } == own,
                Principal.Session session => session.Of with { Path = own.Path } == own,
                _ => false,
            }).Prepend(own).Distinct();

    private static Tri Denied(PolicyDocument policy, Request request) => policy.Statements.Where(statement => !statement.IsAllow)
        .Select(statement => statement.Applies(request, PolicyKind.Resource)).Aggregate(Tri.False, (one, other) => one.Or(other));
}
