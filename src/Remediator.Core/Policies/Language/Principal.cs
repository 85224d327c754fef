using System.Diagnostics.CodeAnalysis;

namespace Remediator.Core.Policies.Language;

/// <summary>
/// Who makes a request.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
/// </summary>
public abstract record Principal
{
    private Principal(string arn, string? account) => (Arn, Account) = (arn, account);

    /// <summary>As a `Principal` element would name it; `*` for the anonymous one.</summary>
    public string Arn { get; }

    internal string? Partition => Account is null ? null : Arn[4..Arn.IndexOf(':', 4)];

    /// <summary>Twelve digits, or null where no account stands behind it.</summary>
    public string? Account { get; }

    public sealed override string ToString() => Arn;

    /// <summary>A role, by whichever of its sessions.</summary>
    public sealed record Role(RoleArn Of) : Principal(Of.ToString(), Of.Account);

    /// <summary>One session of a role. Its ARN has no path, so the role behind it is known in full only if it is given.</summary>
    public sealed record Session(RoleArn Of, string Name, bool PathKnown)
        : Principal($"arn:{Of.Partition}:sts::{Of.Account}:assumed-role/{Of.Name}/{Name}", Of.Account);

    public sealed record User(string UserArn, string Of, string Name) : Principal(UserArn, Of);

    public sealed record FederatedUser(string UserArn, string Of) : Principal(UserArn, Of);

    /// <summary>The root user of an account.</summary>
    public sealed record Root(string RootArn, string Of) : Principal(RootArn, Of);

    public sealed record AwsService(string Name) : Principal(Name, null);

    /// <summary>A `Federated` or `CanonicalUser` principal: never a role, known by its text alone.</summary>
    public sealed record Outsider(string Kind, string Id) : Principal(Id, null);

    public sealed record Anonymous() : Principal("*", null);

    /// <summary>A role or user of which nothing is known: what does not name everyone may name it.</summary>
    public sealed record Someone() : Principal("?", null);

    public static implicit operator Principal(RoleArn role) => new Role(role);

    /// <summary>A role, session, user, federated user or root ARN; <paramref name="role"/> names the role behind a session.</summary>
    /// <exception cref="FormatException">No such ARN, or the role cannot be behind that session.</exception>
    public static Principal Parse(string text, RoleArn? role = null) =>
        Read(text, role) ?? throw new FormatException(role is { } behind && Read(text, null) is { }
            ? $"\"{behind}\" is not the role behind \"{text}\""
            : $"\"{text}\" is not a principal; accepted: the ARN of a role, a role session or a user");

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Principal? principal)
    {
        principal = text is null ? null : Read(text, null);
        return principal is not null;
    }

    private static Principal? Read(string text, RoleArn? role)
    {
        if (RoleArn.TryParse(text, out var itself))
            return role is null || role == itself ? new Role(itself) : null;
        if (text.Split(':') is not ["arn", { Length: > 0 } partition, var service, "", var account, var resource]
            || !NameGrammar.IsAccount(account) || text.AsSpan().ContainsAny("*?$ "))
            return null;
        var parts = resource.Split('/');
        if (service == "sts" && parts is ["assumed-role", { Length: > 0 } name, { Length: > 0 } session])
            return role is not { } behind ? new Session(new RoleArn(partition, account, "/", name), session, false)
                : behind.Partition == partition && behind.Account == account && behind.Name == name ? new Session(behind, session, true)
                : null;
        if (role is not null)
            return null;
        return (service, parts) switch
        {
            ("sts", ["federated-user", { Length: > 0 }]) => new FederatedUser(text, account),
            ("iam", ["user", .., { Length: > 0 } user]) => new User(text, account, user),
            ("iam", ["root"]) => new Root(text, account),
            _ => null,
        };
    }
}
