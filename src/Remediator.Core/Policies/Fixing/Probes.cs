using Remediator.Core.Policies.Language;

namespace Remediator.Core.Policies.Fixing;

/// <summary>
/// Everybody a proof asks about: whom the policies name, the role with a session, its account, another role of it, another account, an AWS
/// service, and the anonymous one; and every action of ECR with one invented for each wildcard.
/// </summary>
internal static class Probes
{
    public static IReadOnlyList<Principal> Principals(FixCase need, IReadOnlyList<Statement> statements)
    {
        var role = need.Role;
        var elsewhere = role with { Account = role.Account == "000000000000" ? "000000000001" : "000000000000" };
        List<Principal> all =
        [
            role, new Principal.Session(role, "any-session", true), need.Principal,
            new Principal.Root($"arn:{role.Partition}:iam::{role.Account}:root", role.Account),
            role with { Name = role.Name + "-not" }, role with { Path = role.Path + "not/" }, elsewhere,
            new Principal.Root($"arn:{role.Partition}:iam::{elsewhere.Account}:root", elsewhere.Account),
            new Principal.AwsService("any-service.amazonaws.com"), new Principal.Anonymous(),
        ];
        if (need.OwnRole is { } own)
            all.Add(own);
        var named = statements.SelectMany(statement => statement.Principals).SelectMany(entry => entry.Examples).ToList();
        var roles = all.Concat(named).OfType<Principal.Role>().Select(one => one.Of).ToList();
        return [.. all.Concat(named.Select(one => WithPath(one, roles))).Distinct()];
    }

    /// <summary>The actions of the dated list, and those that the policies name and it does not have yet.</summary>
    public static IReadOnlyList<string> Known(IReadOnlyList<Statement> statements) =>
    [
        .. EcrActions.OfRepository,
        .. statements.SelectMany(statement => statement.Actions).Where(action => action is { IsUnderstood: true, HasWildcard: false })
            .Select(action => action.Text).Except(EcrActions.All, StringComparer.OrdinalIgnoreCase),
    ];

    public static IReadOnlyList<string> Invented(IReadOnlyList<Statement> statements) =>
    [
        .. statements.SelectMany(statement => statement.Actions).Where(action => action.HasWildcard)
            .Select(action => action.Text == "*" ? "ecr:AddedLater" : action.Text.Replace("*", "AddedLater").Replace('?', 'X'))
            .Except(EcrActions.All, StringComparer.OrdinalIgnoreCase).Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    // names of roles are unique in an account: a role of that name that the policy knows is the one behind the session
    private static Principal WithPath(Principal principal, List<RoleArn> roles) =>
        principal is Principal.Session { PathKnown: false } session
            ? session with { PathKnown = true, Of = roles.FirstOrDefault(role => role with { Path = "/" } == session.Of, session.Of) }
            : principal;
}
