using System.Xml.Linq;
using Remediator.Sandbox.Iam;

namespace Remediator.Sandbox.Aws;

/// <summary>IAM's reads: https://docs.aws.amazon.com/IAM/latest/APIReference/</summary>
internal sealed class IamApi(Scenario scenario, Identities identities)
{
    public IReadOnlyDictionary<string, AwsOperation> Operations => new Dictionary<string, AwsOperation>
    {
        ["GetRole"] = new(RoleArn, GetRole),
        ["ListAttachedRolePolicies"] = new(RoleArn, ListAttachedRolePolicies),
        ["ListRolePolicies"] = new(RoleArn, ListRolePolicies),
        ["GetRolePolicy"] = new(RoleArn, GetRolePolicy),
        ["GetPolicy"] = new(request => request.Required("PolicyArn"), GetPolicy),
        ["GetPolicyVersion"] = new(request => request.Required("PolicyArn"), GetPolicyVersion),
        ["GetInstanceProfile"] = new(request => ProfileArn(request.Required("InstanceProfileName")), GetInstanceProfile),
    };

    /// <summary>The instance profile of a node: one for each node group, or named after the role of a self-managed node.</summary>
    public static string ProfileName(Node node, Identities identities) =>
        node.NodeGroup is { } group ? $"eks-{identities.Id("", group).ToLowerInvariant()}" : node.Role!;

    private const string TrustPolicy = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}
        """;

    private string RoleArn(AwsRequest request) => identities.Arn(request.Required("RoleName"));

    private string ProfileArn(string name) => $"arn:aws:iam::{scenario.Account}:instance-profile/{name}";

    private Role RoleOf(AwsRequest request) => identities.Role(request.Required("RoleName"))
        ?? throw Missing($"The role with name {request.Required("RoleName")} cannot be found.");

    private static AwsError Missing(string what) => new("NoSuchEntity", what, 404);

    private XElement GetRole(AwsRequest request)
    {
        RoleOf(request);
        return new("Result", RoleXml("Role", request.Required("RoleName")));
    }

    private XElement RoleXml(string element, string name)
    {
        var role = identities.Role(name)!;
        return new(element,
            new XElement("Path", role.Path), new XElement("RoleName", name), new XElement("RoleId", identities.Id("AROA", name)),
            new XElement("Arn", identities.Arn(name)), new XElement("CreateDate", "2025-01-15T00:00:00Z"),
            new XElement("AssumeRolePolicyDocument", Uri.EscapeDataString(TrustPolicy)), new XElement("MaxSessionDuration", 3600),
            role.Boundary is { } boundary
                ? new XElement("PermissionsBoundary",
                    new XElement("PermissionsBoundaryType", "PermissionsBoundaryPolicy"),
                    new XElement("PermissionsBoundaryArn", identities.PolicyArn(boundary)))
                : null);
    }

    private XElement ListAttachedRolePolicies(AwsRequest request) => new("Result",
        new XElement("AttachedPolicies", RoleOf(request).Attached.Select(name => new XElement("member",
            new XElement("PolicyName", name), new XElement("PolicyArn", identities.PolicyArn(name))))),
        new XElement("IsTruncated", "false"));

    private XElement ListRolePolicies(AwsRequest request) => new("Result",
        new XElement("PolicyNames", RoleOf(request).Inline.Keys.Select(name => new XElement("member", name))),
        new XElement("IsTruncated", "false"));

    private XElement GetRolePolicy(AwsRequest request)
    {
        var (role, name) = (request.Required("RoleName"), request.Required("PolicyName"));
        if (!RoleOf(request).Inline.TryGetValue(name, out var document))
            throw Missing($"The role policy with name {name} cannot be found.");
        return new("Result", new XElement("RoleName", role), new XElement("PolicyName", name),
            new XElement("PolicyDocument", Encoded(document)));
    }

    private XElement GetPolicy(AwsRequest request)
    {
        var (arn, policy) = PolicyOf(request);
        return new("Result", new XElement("Policy",
            new XElement("PolicyName", arn[(arn.LastIndexOf('/') + 1)..]), new XElement("PolicyId", identities.Id("ANPA", arn)),
            new XElement("Arn", arn),
            new XElement("Path", "/"), new XElement("DefaultVersionId", policy.Version), new XElement("AttachmentCount", 1),
            new XElement("IsAttachable", "true"),
            new XElement("CreateDate", "2025-01-15T00:00:00Z"), new XElement("UpdateDate", "2025-01-15T00:00:00Z")));
    }

    private XElement GetPolicyVersion(AwsRequest request)
    {
        var (arn, policy) = PolicyOf(request);
        if (request.Required("VersionId") != policy.Version)
            throw Missing($"Policy {arn} version {request.Required("VersionId")} does not exist or is not attachable.");
        return new("Result", new XElement("PolicyVersion",
            new XElement("Document", Encoded(policy.Document)), new XElement("VersionId", policy.Version),
            new XElement("IsDefaultVersion", "true"),
            new XElement("CreateDate", "2025-01-15T00:00:00Z")));
    }

    private (string Arn, ManagedPolicy Policy) PolicyOf(AwsRequest request)
    {
        var arn = request.Required("PolicyArn");
        var name = arn[(arn.LastIndexOf('/') + 1)..];
        return identities.PolicyArn(name) == arn && identities.Policy(name) is { } policy
            ? (arn, policy) : throw Missing($"Policy {arn} does not exist or is not attachable.");
    }

    private XElement GetInstanceProfile(AwsRequest request)
    {
        var name = request.Required("InstanceProfileName");
        var (node, cluster) = scenario.Clusters.Values.SelectMany(cluster => cluster.Nodes.Values.Select(node => (node, cluster)))
            .FirstOrDefault(pair => ProfileName(pair.node, identities) == name);
        if (node is null)
            throw Missing($"Instance Profile {name} cannot be found.");
        return new("Result", new XElement("InstanceProfile",
            new XElement("Path", "/"), new XElement("InstanceProfileName", name),
            new XElement("InstanceProfileId", identities.Id("AIPA", name)),
            new XElement("Arn", ProfileArn(name)), new XElement("CreateDate", "2025-01-15T00:00:00Z"),
            new XElement("Roles", RoleXml("member", node.NodeGroup is { } group ? cluster.NodeGroups[group].Role : node.Role!))));
    }

    private static string Encoded(JsonElement document) => Uri.EscapeDataString(document.GetRawText());
}
