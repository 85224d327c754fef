namespace Remediator.Sandbox.Iam;

/// <summary>A request for IAM to decide; a null session means the role itself.</summary>
public sealed record AccessRequest(string Role, string? Session, string Action, string Resource,
    IReadOnlyDictionary<string, string> Context);

/// <summary>The policies that apply to a request; those of the organization are Deny lists.</summary>
public sealed record PolicySet(IReadOnlyList<JsonElement> Identity, JsonElement? Boundary, JsonElement? Resource,
    IReadOnlyList<JsonElement> Organization)
{
    /// <summary>The policy of the registry that the resource is in.</summary>
    public JsonElement? Registry { get; init; }

    /// <summary>V1 or V2: what the registry's policy is enforced for.</summary>
    public string RegistryScope { get; init; } = "V2";
}

/// <summary>Allowed or not, and if not, the reason as IAM words it; <c>Explicit</c>: a Deny statement matched.</summary>
public sealed record IamDecision(bool Allowed, bool Explicit, string Why);

/// <summary>
/// The sandbox's own implementation of https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html.
/// It shares no code with the function's evaluator on purpose: tests compare the two.
/// </summary>
public static class IamEvaluation
{
    public static IamDecision Evaluate(AccessRequest request, PolicySet policies)
    {
        JsonElement[] resource = [.. policies.Resource is { } document ? Statements(document) : [], .. OfRegistry(request, policies)];
        bool Denies(IEnumerable<JsonElement> documents) => documents.SelectMany(Statements).Any(s => Is(s, "Deny") && Covers(s, request));

        if (Denies(policies.Organization))
            return Denied("a service control policy");
        if (policies.Boundary is { } boundaryPolicy && Denies([boundaryPolicy]))
            return Denied("a permissions boundary");
        if (resource.Any(s => Is(s, "Deny") && Principals.Match(s, request) && Covers(s, request)))
            return Denied("a resource-based policy");
        if (Denies(policies.Identity))
            return Denied("an identity-based policy");

        var identity = policies.Identity.SelectMany(Statements).Any(s => Is(s, "Allow") && Covers(s, request));
        var boundary = policies.Boundary is not { } permissions || Statements(permissions).Any(s => Is(s, "Allow") && Covers(s, request));
        var grants = resource.Where(s => Is(s, "Allow") && Covers(s, request) && Principals.Match(s, request)).ToArray();

        if (Part(request.Resource, 4) is { Length: 12 } owner && owner != Part(request.Role, 4))
            return !identity ? Missing("identity-based", request) : !boundary ? Missing("permissions boundary", request)
                : grants.Length > 0 ? s_yes : Missing("resource-based", request);

        // within one account, a grant to the session itself is not limited by the boundary; a grant to the account leaves it to identity
        // policies
        if (grants.Any(s => Principals.NameSession(s, request)))
            return s_yes;
        var granted = identity || grants.Any(s => Principals.NameRole(s, request));
        return !granted ? Missing("identity-based", request) : !boundary ? Missing("permissions boundary", request) : s_yes;
    }

    /// <summary>The decision of a VPC endpoint's policy alone: it has to allow the request, and a Deny in it wins.</summary>
    public static IamDecision EvaluateEndpoint(JsonElement policy, AccessRequest request)
    {
        var matching = Statements(policy).Where(s => Principals.Match(s, request) && Covers(s, request)).ToArray();
        return matching.Any(s => Is(s, "Deny")) ? Denied("a VPC endpoint policy")
            : matching.Any(s => Is(s, "Allow")) ? s_yes
            : new(false, false, $"because no VPC endpoint policy allows the {request.Action} action");
    }

    // https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions.html
    private static IEnumerable<JsonElement> OfRegistry(AccessRequest request, PolicySet policies) =>
        policies.Registry is { } document && request.Action switch
        {
            "ecr:GetAuthorizationToken" => false,
            "ecr:ReplicateImage" or "ecr:BatchImportUpstreamImage" or "ecr:CreateRepository" => true,
            _ => policies.RegistryScope == "V2",
        } ? Statements(document) : [];

    private static readonly IamDecision s_yes = new(true, false, "");

    private static IamDecision Denied(string by) => new(false, true, $"with an explicit deny in {by}");

    private static IamDecision Missing(string kind, AccessRequest request) => new(false, false, kind == "permissions boundary"
        ? $"because no permissions boundary allows the {request.Action} action"
        : $"because no {kind} policy allows the {request.Action} action");

    private static string Part(string arn, int index) => arn.Split(':') is var parts && parts.Length > index ? parts[index] : "";

    internal static bool Is(JsonElement statement, string effect) =>
        statement.TryGetProperty("Effect", out var value) && value.ValueEquals(effect);

    internal static bool Covers(JsonElement statement, AccessRequest request) =>
        Listed(statement, "Action", request.Action, ignoreCase: true) && Listed(statement, "Resource", request.Resource, ignoreCase: false)
        && Conditions.Hold(statement, request);

    // a repository policy has no Resource element: every statement is about the repository
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
