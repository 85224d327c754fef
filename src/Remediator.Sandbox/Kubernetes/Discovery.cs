namespace Remediator.Sandbox.Kubernetes;

/// <summary>The discovery documents of the API server.</summary>
internal static class Discovery
{
    private static readonly string[] s_groups = ["apps", "batch", "policy", Kind.RbacGroup];

    /// <summary>The groups of what kubectl applies.</summary>
    private static readonly string[] s_described = ["apps", Kind.RbacGroup];

    /// <summary>The document at a path, or null.</summary>
    public static JsonNode? At(string path, string version) => path.TrimEnd('/') switch
    {
        "/version" => Version(version),
        "/api" => new JsonObject { ["kind"] = "APIVersions", ["versions"] = new JsonArray("v1") },
        "/apis" => new JsonObject
        {
            ["kind"] = "APIGroupList",
            ["apiVersion"] = "v1",
            ["groups"] = new JsonArray([.. s_groups.Select(Group)]),
        },
        "/api/v1" => Resources("v1", [.. Kind.All.Where(kind => kind.Group.Length == 0).SelectMany(Entries), Eviction()]),
        "/apis/apps/v1" => Resources("apps/v1",
            [.. Kind.All.Where(kind => kind.Group == "apps").SelectMany(Entries), .. Kubernetes.Scale.Kinds.Select(Scale)]),
        "/apis/batch/v1" => Resources("batch/v1", [.. Kind.All.Where(kind => kind.Group == "batch").SelectMany(Entries)]),
        "/apis/policy/v1" => Resources("policy/v1", [.. Kind.All.Where(kind => kind.Group == "policy").SelectMany(Entries)]),
        $"/apis/{Kind.RbacGroup}/v1" =>
            Resources($"{Kind.RbacGroup}/v1", [.. Kind.All.Where(kind => kind.Group == Kind.RbacGroup).SelectMany(Entries)]),
        "/openapi/v3" => new JsonObject
        {
            ["paths"] = new JsonObject(s_described.Select(group => KeyValuePair.Create($"apis/{group}/v1",
                (JsonNode?)new JsonObject { ["serverRelativeURL"] = $"/openapi/v3/apis/{group}/v1" }))),
        },
        var other => s_described.Where(group => other == $"/openapi/v3/apis/{group}/v1").Select(OpenApi).FirstOrDefault(),
    };

    private static JsonObject Version(string version) => new()
    {
        ["major"] = version.Split('.')[0],
        ["minor"] = version.Split('.')[1],
        ["gitVersion"] = $"v{version}.5-eks-sandbox",
        ["gitCommit"] = "0000000000000000000000000000000000000000",
        ["gitTreeState"] = "clean",
        ["platform"] = "linux/amd64",
    };

    private static JsonObject Group(string name)
    {
        var version = new JsonObject { ["groupVersion"] = $"{name}/v1", ["version"] = "v1" };
        return new() { ["name"] = name, ["versions"] = new JsonArray(version), ["preferredVersion"] = version.DeepClone() };
    }

    private static JsonObject Resources(string groupVersion, JsonNode[] resources) =>
        new()
        {
            ["kind"] = "APIResourceList",
            ["apiVersion"] = "v1",
            ["groupVersion"] = groupVersion,
            ["resources"] = new JsonArray(resources),
        };

    private static IEnumerable<JsonNode> Entries(Kind kind) =>
    [
        new JsonObject
        {
            ["name"] = kind.Plural,
            ["singularName"] = kind.Name.ToLowerInvariant(),
            ["namespaced"] = kind.Namespaced,
            ["kind"] = kind.Name,
            ["verbs"] = new JsonArray("create", "delete", "get", "list", "patch", "update", "watch"),
            ["shortNames"] = new JsonArray([.. kind.ShortNames]),
            ["categories"] = kind.Group is "policy" or Kind.RbacGroup || kind == Kind.ResourceQuota ? [] : new JsonArray("all"),
        },
    ];

    private static JsonObject Eviction() => new()
    {
        ["name"] = "pods/eviction",
        ["singularName"] = "",
        ["namespaced"] = true,
        ["group"] = "policy",
        ["version"] = "v1",
        ["kind"] = "Eviction",
        ["verbs"] = new JsonArray("create"),
    };

    private static JsonObject Scale(Kind kind) => new()
    {
        ["name"] = $"{kind.Plural}/scale",
        ["singularName"] = "",
        ["namespaced"] = true,
        ["group"] = "autoscaling",
        ["version"] = "v1",
        ["kind"] = "Scale",
        ["verbs"] = new JsonArray("get", "patch", "update"),
    };

    // kubectl apply looks here for field validation; without it, it would ask for the whole schema
    private static JsonObject OpenApi(string group) => new()
    {
        ["openapi"] = "3.0.0",
        ["info"] = new JsonObject { ["title"] = "Kubernetes", ["version"] = "unversioned" },
        ["paths"] = new JsonObject(Kind.All.Where(kind => kind.Group == group).Select(kind => KeyValuePair.Create(
            $"/apis/{group}/v1/{(kind.Namespaced ? "namespaces/{namespace}/" : "")}{kind.Plural}/{{name}}", (JsonNode?)Patch(kind)))),
    };

    private static JsonObject Patch(Kind kind) => new()
    {
        ["patch"] = new JsonObject
        {
            ["parameters"] = new JsonArray(new JsonObject
            {
                ["name"] = "fieldValidation",
                ["in"] = "query",
                ["schema"] = new JsonObject { ["type"] = "string" },
            }),
            ["responses"] = new JsonObject(),
            ["x-kubernetes-action"] = "patch",
            ["x-kubernetes-group-version-kind"] = new JsonObject
            {
                ["group"] = kind.Group,
                ["version"] = kind.Version,
                ["kind"] = kind.Name,
            },
        },
    };
}
