using System.Xml.Linq;
using Remediator.Sandbox.Iam;

namespace Remediator.Sandbox.Aws;

/// <summary>EC2's reads of a cluster's nodes and their network: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/</summary>
internal sealed class Ec2(Scenario scenario, Identities identities)
{
    public IReadOnlyDictionary<string, AwsOperation> Operations => new Dictionary<string, AwsOperation>
    {
        ["DescribeInstances"] = List("reservationSet", "InstanceId", "InvalidInstanceID.NotFound", () => Instances.Select(Reservation)),
        ["DescribeSubnets"] = List("subnetSet", "SubnetId", "InvalidSubnetID.NotFound", () => Vpcs.SelectMany(vpc => vpc.Subnets())),
        ["DescribeRouteTables"] = List("routeTableSet", "RouteTableId", "InvalidRouteTableID.NotFound",
            () => Vpcs.SelectMany(vpc => vpc.RouteTables())),
        ["DescribeNatGateways"] = List("natGatewaySet", "NatGatewayId", "NatGatewayNotFound",
            () => Vpcs.SelectMany(vpc => vpc.NatGateways())),
        ["DescribeVpcEndpoints"] = List("vpcEndpointSet", "VpcEndpointId", "InvalidVpcEndpointId.NotFound",
            () => Vpcs.SelectMany(vpc => vpc.Endpoints())),
        ["DescribeSecurityGroups"] = List("securityGroupInfo", "GroupId", "InvalidGroup.NotFound",
            () => Vpcs.SelectMany(vpc => vpc.SecurityGroups())),
        ["DescribeNetworkAcls"] = List("networkAclSet", "NetworkAclId", "InvalidNetworkAclID.NotFound",
            () => Vpcs.SelectMany(vpc => vpc.NetworkAcls())),
        ["DescribeVpcs"] = List("vpcSet", "VpcId", "InvalidVpcID.NotFound", () => Vpcs.SelectMany(vpc => vpc.Itself())),
        ["DescribeVpcAttribute"] = new(_ => "*", DescribeVpcAttribute),
    };

    private IEnumerable<Instance> Instances => scenario.Clusters.SelectMany(cluster => cluster.Value.Nodes
        .Where(node => node.Value.Instance.StartsWith("i-", StringComparison.Ordinal))
        .Select(node => new Instance(cluster.Key, cluster.Value, node.Key, node.Value)));

    private IEnumerable<VpcResources> Vpcs =>
        scenario.Clusters.Values.DistinctBy(cluster => cluster.Vpc).Select(cluster => new VpcResources(scenario, cluster));

    private static AwsOperation List(string set, string id, string unknown, Func<IEnumerable<Ec2Resource>> all) => new(_ => "*", request =>
    {
        var items = all().ToArray();
        var ids = request.List(id);
        if (ids.FirstOrDefault(asked => items.All(item => item.Id != asked)) is { } missing)
            throw new AwsError(unknown, $"The ID '{missing}' does not exist");
        var filters = Enumerable.Range(1, 50)
            .Select(n => (Name: request.Text($"Filter.{n}.Name"), Values: request.List($"Filter.{n}.Value")))
            .TakeWhile(filter => filter.Name is not null).ToArray();
        return new XElement("Result", new XElement(set, items
            .Where(item => ids.Count == 0 || ids.Contains(item.Id))
            .Where(item => filters.All(filter => item.Passes(filter.Name!, filter.Values)))
            .Select(item => item.Xml)));
    });

    private XElement DescribeVpcAttribute(AwsRequest request)
    {
        var id = request.Required("VpcId");
        var network = scenario.Clusters.Values.FirstOrDefault(cluster => cluster.Vpc == id)?.Network
            ?? throw new AwsError("InvalidVpcID.NotFound", $"The vpc ID '{id}' does not exist");
        var value = request.Required("Attribute") switch
        {
            "enableDnsSupport" => network.DnsSupport,
            "enableDnsHostnames" => network.DnsHostnames,
            var other => throw new AwsError("InvalidParameterValue", $"Value ({other}) for parameter attribute is invalid"),
        };
        return new("Result", new XElement("vpcId", id), new XElement(request.Required("Attribute"), new XElement("value", value)));
    }

    private static Dictionary<string, string> TagsOf(Instance instance)
    {
        var tags = new Dictionary<string, string> { [$"kubernetes.io/cluster/{instance.ClusterName}"] = "owned" };
        if (instance.Node.NodeGroup is { } group)
            (tags["eks:cluster-name"], tags["eks:nodegroup-name"]) = (instance.ClusterName, group);
        foreach (var (key, value) in instance.Node.Tags)
            tags[key] = value;
        return tags;
    }

    private Ec2Resource Reservation(Instance instance)
    {
        var (node, profile, tags) = (instance.Node, IamApi.ProfileName(instance.Node, identities), TagsOf(instance));
        var xml = new XElement("item",
            new XElement("reservationId", "r-" + node.Instance[2..]), new XElement("ownerId", scenario.Account),
            new XElement("instancesSet", new XElement("item",
                new XElement("instanceId", node.Instance), new XElement("imageId", "ami-0abcdef1234567890"),
                new XElement("instanceState", new XElement("code", 16), new XElement("name", "running")),
                new XElement("privateDnsName", instance.Name), new XElement("instanceType", "m5.large"),
                new XElement("launchTime", "2026-01-15T00:00:00.000Z"),
                new XElement("placement", new XElement("availabilityZone", node.Zone)),
                new XElement("subnetId", instance.Cluster.SubnetOf(node)), new XElement("vpcId", instance.Cluster.Vpc),
                new XElement("privateIpAddress", Node.AddressOf(instance.Name)),
                node.PublicIp is { } address ? new XElement("ipAddress", address) : null,
                new XElement("groupSet",
                    new XElement("item", new XElement("groupId", Network.NodeGroupId),
                        new XElement("groupName", $"eks-cluster-sg-{instance.ClusterName}"))),
                new XElement("architecture", node.Architecture == "amd64" ? "x86_64" : node.Architecture),
                new XElement("iamInstanceProfile",
                    new XElement("arn", $"arn:aws:iam::{scenario.Account}:instance-profile/{profile}"),
                    new XElement("id", identities.Id("AIPA", profile))),
                new XElement("tagSet",
                    tags.Select(tag => new XElement("item", new XElement("key", tag.Key), new XElement("value", tag.Value)))))));
        return new(node.Instance, xml,
        [
            ("instance-id", node.Instance), ("private-dns-name", instance.Name), ("vpc-id", instance.Cluster.Vpc),
            ("subnet-id", instance.Cluster.SubnetOf(node)),
            .. tags.Select(tag => ($"tag:{tag.Key}", tag.Value)), .. tags.Select(tag => ("tag-key", tag.Key)),
        ]);
    }

    private sealed record Instance(string ClusterName, Cluster Cluster, string Name, Node Node);
}

/// <summary>A resource as EC2 describes it, with the values that filters match.</summary>
internal sealed record Ec2Resource(string Id, XElement Xml, IReadOnlyList<(string Filter, string Value)> Traits)
{
    // EC2 rejects an unknown filter; here it matches nothing
    public bool Passes(string filter, IReadOnlyList<string> values) =>
        Traits.Any(trait => trait.Filter == filter && values.Contains(trait.Value));
}
