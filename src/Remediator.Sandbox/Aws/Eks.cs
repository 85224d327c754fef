using Remediator.Sandbox.Iam;

namespace Remediator.Sandbox.Aws;

/// <summary>Amazon EKS: https://docs.aws.amazon.com/eks/latest/APIReference/</summary>
internal sealed class Eks(Scenario scenario, Identities identities, Func<string, Uri> endpointOf, Func<string, string> certificateAuthority)
{
    public IReadOnlyDictionary<string, AwsOperation> Operations => new Dictionary<string, AwsOperation>
    {
        ["ListClusters"] = new(_ => "*", request => Paging.Of(request, "clusters",
            request.Region == scenario.Region ? scenario.Clusters.Keys.Select(name => (JsonNode)name) : [])),
        ["DescribeCluster"] = new(ClusterArn, DescribeCluster),
        ["ListNodegroups"] = new(ClusterArn,
            request => Paging.Of(request, "nodegroups", ClusterOf(request).NodeGroups.Keys.Select(name => (JsonNode)name))),
        ["DescribeNodegroup"] = new(request => NodegroupArn(request.Required("name"), request.Required("nodegroupName")),
            DescribeNodegroup),
        ["ListFargateProfiles"] = new(ClusterArn,
            request => Paging.Of(request, "fargateProfileNames", ClusterOf(request).FargateProfiles.Keys.Select(name => (JsonNode)name))),
        ["DescribeFargateProfile"] = new(request => ProfileArn(request.Required("name"), request.Required("fargateProfileName")),
            DescribeFargateProfile),
    };

    /// <summary>The operation of a REST call and its path labels, or null.</summary>
    public static (string Operation, JsonObject Labels)? Route(string method, string path) =>
        (method, path.Split('/', StringSplitOptions.RemoveEmptyEntries)) switch
        {
            ("GET", ["clusters"]) => ("ListClusters", []),
            ("GET", ["clusters", var name]) => ("DescribeCluster", new() { ["name"] = name }),
            ("GET", ["clusters", var name, "node-groups"]) => ("ListNodegroups", new() { ["name"] = name }),
            ("GET", ["clusters", var name, "node-groups", var group]) =>
                ("DescribeNodegroup", new() { ["name"] = name, ["nodegroupName"] = group }),
            ("GET", ["clusters", var name, "fargate-profiles"]) => ("ListFargateProfiles", new() { ["name"] = name }),
            ("GET", ["clusters", var name, "fargate-profiles", var profile]) =>
                ("DescribeFargateProfile", new() { ["name"] = name, ["fargateProfileName"] = profile }),
            _ => null,
        };

    private string ClusterArn(AwsRequest request) => $"arn:aws:eks:{request.Region}:{scenario.Account}:cluster/{request.Required("name")}";

    private string NodegroupArn(string cluster, string group) =>
        $"arn:aws:eks:{scenario.Region}:{scenario.Account}:nodegroup/{cluster}/{group}/{IdOf(cluster, group)}";

    private string ProfileArn(string cluster, string profile) =>
        $"arn:aws:eks:{scenario.Region}:{scenario.Account}:fargateprofile/{cluster}/{profile}/{IdOf(cluster, profile)}";

    private string IdOf(string cluster, string name) => identities.Id("", cluster + name).ToLowerInvariant();

    private Cluster ClusterOf(AwsRequest request) =>
        request.Region == scenario.Region && scenario.Clusters.TryGetValue(request.Required("name"), out var cluster)
        ? cluster : throw new AwsError("ResourceNotFoundException", $"No cluster found for name: {request.Required("name")}.", 404);

    private JsonObject DescribeCluster(AwsRequest request)
    {
        var (name, cluster) = (request.Required("name"), ClusterOf(request));
        return new()
        {
            ["cluster"] = new JsonObject
            {
                ["name"] = name,
                ["arn"] = ClusterArn(request),
                ["createdAt"] = 1_736_900_000,
                ["version"] = cluster.Version,
                ["endpoint"] = endpointOf(name).ToString().TrimEnd('/'),
                ["roleArn"] = $"arn:aws:iam::{scenario.Account}:role/{name}-cluster",
                ["resourcesVpcConfig"] = new JsonObject
                {
                    ["subnetIds"] = new JsonArray([.. cluster.NodeGroups.Values.SelectMany(group => group.Subnets).Distinct()]),
                    ["securityGroupIds"] = new JsonArray(),
                    ["clusterSecurityGroupId"] = Network.NodeGroupId,
                    ["vpcId"] = cluster.Vpc,
                    ["endpointPublicAccess"] = true,
                    ["endpointPrivateAccess"] = true,
                    ["publicAccessCidrs"] = new JsonArray("0.0.0.0/0"),
                },
                ["status"] = "ACTIVE",
                ["certificateAuthority"] = new JsonObject { ["data"] = certificateAuthority(name) },
                ["platformVersion"] = "eks.12",
                ["computeConfig"] = new JsonObject
                {
                    ["enabled"] = cluster.AutoModeRole is not null,
                    ["nodePools"] = cluster.AutoModeRole is null ? new JsonArray() : new JsonArray("general-purpose", "system"),
                    ["nodeRoleArn"] = cluster.AutoModeRole is { } role ? identities.Arn(role) : null,
                },
                ["accessConfig"] = new JsonObject { ["authenticationMode"] = "API" },
                ["tags"] = new JsonObject(),
            },
        };
    }

    private JsonObject DescribeNodegroup(AwsRequest request)
    {
        var (cluster, name) = (ClusterOf(request), request.Required("nodegroupName"));
        var group = cluster.NodeGroups.GetValueOrDefault(name)
            ?? throw new AwsError("ResourceNotFoundException", $"No node group found for name: {name}.", 404);
        var size = cluster.Nodes.Values.Count(node => node.NodeGroup == name);
        return new()
        {
            ["nodegroup"] = new JsonObject
            {
                ["nodegroupName"] = name,
                ["nodegroupArn"] = NodegroupArn(request.Required("name"), name),
                ["clusterName"] = request.Required("name"),
                ["version"] = cluster.Version,
                ["createdAt"] = 1_736_900_000,
                ["status"] = "ACTIVE",
                ["capacityType"] = "ON_DEMAND",
                ["scalingConfig"] = new JsonObject { ["minSize"] = size, ["maxSize"] = size + 3, ["desiredSize"] = size },
                ["instanceTypes"] = new JsonArray("m5.large"),
                ["subnets"] = new JsonArray([.. group.Subnets]),
                ["amiType"] = group.AmiType,
                ["labels"] = Map(group.Labels),
                ["taints"] = new JsonArray([.. group.Taints.Select(key => new JsonObject { ["key"] = key, ["effect"] = "NO_SCHEDULE" })]),
                ["nodeRole"] = identities.Arn(group.Role),
                ["diskSize"] = 20,
                ["health"] = new JsonObject { ["issues"] = new JsonArray() },
                ["tags"] = new JsonObject(),
            },
        };
    }

    private static JsonObject Map(IReadOnlyDictionary<string, string> values) =>
        new(values.Select(one => KeyValuePair.Create(one.Key, (JsonNode?)one.Value)));

    private JsonObject DescribeFargateProfile(AwsRequest request)
    {
        var name = request.Required("fargateProfileName");
        var profile = ClusterOf(request).FargateProfiles.GetValueOrDefault(name)
            ?? throw new AwsError("ResourceNotFoundException", $"No Fargate Profile found with name: {name}.", 404);
        return new()
        {
            ["fargateProfile"] = new JsonObject
            {
                ["fargateProfileName"] = name,
                ["fargateProfileArn"] = ProfileArn(request.Required("name"), name),
                ["clusterName"] = request.Required("name"),
                ["createdAt"] = 1_736_900_000,
                ["podExecutionRoleArn"] = identities.Arn(profile.Role),
                ["selectors"] = new JsonArray(new JsonObject { ["namespace"] = profile.Namespace, ["labels"] = Map(profile.Labels) }),
                ["status"] = "ACTIVE",
            },
        };
    }
}
