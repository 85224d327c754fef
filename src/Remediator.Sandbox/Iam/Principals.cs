namespace Remediator.Sandbox.Iam;

/// <summary>Matches the Principal element of a resource-based policy.</summary>
internal static class Principals
{
    public static bool Match(JsonElement statement, AccessRequest request) =>
        statement.TryGetProperty("Principal", out var named)
            ? Named(named).Any(p => Everybody(p) || Account(p, request) || Role(p, request) || p == request.Session)
        : statement.TryGetProperty("NotPrincipal", out var spared)
            && !Named(spared).Any(p => Everybody(p) || Account(p, request) || Role(p, request) || p == request.Session);

    public static bool NameSession(JsonElement statement, AccessRequest request) =>
        request.Session is { } session && statement.TryGetProperty("Principal", out var named) && Named(named).Contains(session);

    public static bool NameRole(JsonElement statement, AccessRequest request) =>
        statement.TryGetProperty("Principal", out var named) && Named(named).Any(p => Everybody(p) || Role(p, request));

    public static IEnumerable<string> Named(JsonElement principal) =>
        principal.ValueKind == JsonValueKind.String ? [principal.GetString()!]
        : principal.TryGetProperty("AWS", out var aws) ? IamEvaluation.Strings(aws) : [];

    private static bool Everybody(string principal) => principal == "*";

    private static bool Role(string principal, AccessRequest request) => principal == request.Role;

    private static bool Account(string principal, AccessRequest request) =>
        request.Role.Split(':') is [_, var partition, _, _, var account, ..]
            && (principal == account || principal == $"arn:{partition}:iam::{account}:root");
}
