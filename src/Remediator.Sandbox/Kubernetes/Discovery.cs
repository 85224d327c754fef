namespace Remediator.Sandbox.Kubernetes;

/// <summary>The discovery documents of the API server.</summary>
internal static class Discovery
{
    /// <summary>The document at a path, or null.</summary>
    public static JsonNode? At(string path, string version) => path.TrimEnd('/') switch
    {
        "/version" => Version(version),
        "/api" => new JsonObject { ["kind"] = "APIVersions", ["versions"] = new JsonArray("v1") },
        "/apis" => new JsonObject
        {
            ["kind"] = "APIGroupList",
            ["apiVersion"] = "v1",
            ["groups"] = new JsonArray(Group("apps"), Group("batch"), Group("policy")),
        },
        "/api/v1" => Resources("v1", [.. Kind.All.Where(kind => kind.Group.Length == 0).SelectMany(Entries), Eviction()]),
        "/apis/apps/v1" => Resources("apps/v1",
            [.. Kind.All.Where(kind => kind.Group == "apps").SelectMany(Entries), .. Kubernetes.Scale.Kinds.Select(Scale)]),
        "/apis/batch/v1" => Resources("batch/v1", [.. Kind.All.Where(kind => kind.Group == "batch").SelectMany(Entries)]),
        "/apis/policy/v1" => Resources("policy/v1", [.. Kind.All.Where(kind => kind.Group == "policy").SelectMany(Entries)]),
        "/openapi/v3" =>
            new JsonObject
            {
                ["paths"] = new JsonObject
                {
                    [
                "apis/apps/v1"] = new JsonObject { ["serverRelativeURL"] = "/openapi/v3/apis/apps/v1" }
                }
            },
        "/openapi/v3/apis/apps/v1" => OpenApi(),
        _ => null,
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
            ["categories"] = kind.Group == "policy" || kind == Kind.ResourceQuota ? [] : new JsonArray("all"),
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
    private static JsonObject OpenApi() => new()
    {
        ["openapi"] = "3.0.0",
        ["info"] = new JsonObject { ["title"] = "Kubernetes", ["version"] = "unversioned" },
        ["paths"] = new JsonObject
        {
            ["/apis/apps/v1/namespaces/{namespace}/deployments/{name}"] = new JsonObject
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
                        ["group"] = "apps",
                        ["version"] = "v1",
                        ["kind"] = "Deployment",
                    },
                },
            },
        },
    };
}
