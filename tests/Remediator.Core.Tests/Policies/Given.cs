using System.Runtime.CompilerServices;
using System.Text.Json;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Policies.Fixing;
using Remediator.Core.Policies.Language;

namespace Remediator.Core.Tests.Policies;

/// <summary>The workshop's principals and policies, and cases read from the corpus.</summary>
internal static class Given
{
    public const string Repository = "arn:aws:ecr:us-west-2:111122223333:repository/retail-sample-app-ui";

    public static readonly RoleArn NodeRole = RoleArn.Parse("arn:aws:iam::111122223333:role/eks-node");

    public static readonly Principal.Session Node =
        (Principal.Session)Principal.Parse("arn:aws:sts::111122223333:assumed-role/eks-node/i-0abc", NodeRole);

    public static readonly PolicyDocument ReadOnly = PolicyDocument.Parse("""
        {"Version":"2012-10-17","Statement":[{"Action":["ecr:GetAuthorizationToken","ecr:BatchCheckLayerAvailability",
        "ecr:GetDownloadUrlForLayer","ecr:GetRepositoryPolicy","ecr:DescribeRepositories","ecr:ListImages","ecr:DescribeImages",
        "ecr:BatchGetImage"],"Resource":"*","Effect":"Allow"}]}
        """);

    public static readonly string[] WorkshopActions =
    [
        "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage", "ecr:BatchCheckLayerAvailability", "ecr:PutImage", "ecr:InitiateLayerUpload",
        "ecr:UploadLayerPart", "ecr:CompleteLayerUpload", "ecr:DescribeRepositories", "ecr:GetRepositoryPolicy", "ecr:ListImages",
        "ecr:DeleteRepository", "ecr:BatchDeleteImage", "ecr:SetRepositoryPolicy", "ecr:DeleteRepositoryPolicy",
    ];

    public static PolicyDocument Workshop(string principal = "arn:aws:iam::111122223333:role/eks-node") =>
        Policy($$"""{"Sid":"new policy","Effect":"Deny","Principal":{"AWS":"{{principal}}"},"Action":[{{Quoted(WorkshopActions)}}]}""");

    public static PolicyDocument Policy(params string[] statements) =>
        PolicyDocument.Parse($$"""{"Version":"2012-10-17","Statement":[{{string.Join(",", statements)}}]}""");

    public static FixCase FixOf(PolicyDocument policy) =>
        new() { Role = NodeRole, Resource = Repository, ResourcePolicy = policy, IdentityPolicies = [ReadOnly] };

    public static FixCase FixOf(params string[] statements) => FixOf(Policy(statements));

    public static string Quoted(IEnumerable<string> texts) => string.Join(",", texts.Select(text => $"\"{text}\""));

    public static AccessCase Case(JsonElement json) => new()
    {
        Principal = Principal.Parse(json.GetProperty("principal").GetString()!,
            json.TryGetProperty("role", out var role) ? RoleArn.Parse(role.GetString()!) : null),
        Action = json.TryGetProperty("action", out var action) ? action.GetString()! : "ecr:BatchGetImage",
        Resource = json.TryGetProperty("resource", out var resource) ? resource.GetString()! : Repository,
        IdentityPolicies = json.TryGetProperty("identity", out var identity)
            ? [.. identity.EnumerateArray().Select(Wrapped)] : null,
        PermissionsBoundary = json.TryGetProperty("boundary", out var boundary) ? Wrapped(boundary) : null,
        ResourcePolicy = json.TryGetProperty("policy", out var policy) ? Wrapped(policy) : null,
        RegistryPolicy = json.TryGetProperty("registry", out var registry)
            ? new RegistryPolicy(registry.ValueKind == JsonValueKind.Null ? null : Wrapped(registry), ScopeIn(json))
            : null,
        Context = json.TryGetProperty("context", out var context)
            ? RequestContext.Of(context.EnumerateObject().Select(key => KeyValuePair.Create(key.Name, Values(key.Value))))
            : RequestContext.Empty,
    };

    /// <summary>V2 where it is not given, and not known where it is null.</summary>
    private static RegistryPolicyScope? ScopeIn(JsonElement json) =>
        !json.TryGetProperty("registryScope", out var scope) ? RegistryPolicyScope.V2
        : scope.GetString() is { } name ? RegistryPolicyScopeNames.FromWire(name)
        : null;

    public static JsonElement Corpus(string name, [CallerFilePath] string here = "") =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, name))).RootElement;

    // the corpus writes a policy of the present version as its list of statements
    private static PolicyDocument Wrapped(JsonElement policy) => policy.ValueKind == JsonValueKind.Array
        ? PolicyDocument.Parse($$"""{"Version":"2012-10-17","Statement":{{policy.GetRawText()}}}""")
        : PolicyDocument.Parse(policy.GetRawText());

    private static IReadOnlyList<string>? Values(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Array => [.. value.EnumerateArray().Select(item => item.GetString()!)],
        _ => [value.GetString()!],
    };
}
