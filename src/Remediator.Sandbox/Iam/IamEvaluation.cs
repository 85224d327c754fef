using System.Text.Json;

namespace Remediator.Sandbox.Iam;

/// <summary>One question to IAM: may this role, in this session, do this to that? A null session stands for the role itself.</summary>
public sealed record AccessRequest(string Role, string? Session, string Action, string Resource, IReadOnlyDictionary<string, string> Context);

/// <summary>The policies that have a say; the organization's are Deny lists above the account.</summary>
public sealed record PolicySet(IReadOnlyList<JsonElement> Identity, JsonElement? Boundary, JsonElement? Resource, IReadOnlyList<JsonElement> Organization);

/// <summary>Allowed or not, and why not in IAM's own words.</summary>
public sealed record IamDecision(bool Allowed, bool Explicit, string Why);

/// <summary>
/// The sandbox's own reading of https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html.
/// It is written apart from the function's on purpose: tests hold the two against each other.
/// </summary>
public static class IamEvaluation
{
    public static IamDecision Evaluate(AccessRequest request, PolicySet policies)
    {
        var resource = policies.Resource is { } document ? Statements(document) : [];
        bool Denies(IEnumerable<JsonElement> documents) => documents.SelectMany(Statements).Any(s => Is(s, "Deny") && Covers(s, request));

        if (Denies(policies.Organization)) return Denied("a service control policy");
        if (policies.Boundary is { } limit && Denies([limit])) return Denied("a permissions boundary");
        if (resource.Any(s => Is(s, "Deny") && Principals.Match(s, request) && Covers(s, request))) return Denied("a resource-based policy");
        if (Denies(policies.Identity)) return Denied("an identity-based policy");

        var identity = policies.Identity.SelectMany(Statements).Any(s => Is(s, "Allow") && Covers(s, request));
        var boundary = policies.Boundary is not { } fence || Statements(fence).Any(s => Is(s, "Allow") && Covers(s, request));
        var grants = resource.Where(s => Is(s, "Allow") && Covers(s, request) && Principals.Match(s, request)).ToArray();

        if (Part(request.Resource, 4) is { Length: 12 } owner && owner != Part(request.Role, 4))
            return !identity ? Missing("identity-based", request) : !boundary ? Missing("permissions boundary", request)
                : grants.Length > 0 ? Yes : Missing("resource-based", request);

        // within one account a grant to the session itself passes by the boundary, a grant to the account only lets its own policies decide
        if (grants.Any(s => Principals.NameSession(s, request))) return Yes;
        var granted = identity || grants.Any(s => Principals.NameRole(s, request));
        return !granted ? Missing("identity-based", request) : !boundary ? Missing("permissions boundary", request) : Yes;
    }

    private static readonly IamDecision Yes = new(true, false, "");

    private static IamDecision Denied(string by) => new(false, true, $"with an explicit deny in {by}");

    private static IamDecision Missing(string kind, AccessRequest request) => new(false, false, kind == "permissions boundary"
        ? $"because no permissions boundary allows the {request.Action} action"
        : $"because no {kind} policy allows the {request.Action} action");

    private static string Part(string arn, int index) => arn.Split(':') is var parts && parts.Length > index ? parts[index] : "";

    internal static bool Is(JsonElement statement, string effect) => statement.TryGetProperty("Effect", out var value) && value.ValueEquals(effect);

    internal static bool Covers(JsonElement statement, AccessRequest request) =>
        Listed(statement, "Action", request.Action, ignoreCase: true) && Listed(statement, "Resource", request.Resource, ignoreCase: false)
        && Conditions.Hold(statement, request);

    // neither form there: a repository policy has no Resource, and the repository is meant
    private static bool Listed(JsonElement statement, string element, string value, bool ignoreCase) =>
        statement.TryGetProperty(element, out var list) ? Strings(list).Any(pattern => Glob.Match(pattern, value, ignoreCase))
        : !statement.TryGetProperty("Not" + element, out var others) ? element == "Resource"
        : !Strings(others).Any(pattern => Glob.Match(pattern, value, ignoreCase));

    internal static IEnumerable<JsonElement> Statements(JsonElement document) =>
        !document.TryGetProperty("Statement", out var statement) ? []
        : statement.ValueKind == JsonValueKind.Array ? [.. statement.EnumerateArray()] : [statement];

    internal static IEnumerable<string> Strings(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().SelectMany(Strings)
        : [value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText()];
}
