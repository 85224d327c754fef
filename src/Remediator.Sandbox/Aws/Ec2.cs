using System.Xml.Linq;
using Remediator.Sandbox.Iam;
using Remediator.Sandbox.Scenarios;

namespace Remediator.Sandbox.Aws;

/// <summary>EC2's reads of a cluster's nodes: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/</summary>
internal sealed class Ec2(Scenario scenario, Identities identities)
{
    public IReadOnlyDictionary<string, AwsOperation> Operations => new Dictionary<string, AwsOperation>
    {
        ["DescribeInstances"] = new(_ => "*", DescribeInstances),
        ["DescribeVpcEndpoints"] = new(_ => "*", new VpcEndpoints(scenario).Describe),
    };

    private XElement DescribeInstances(AwsRequest request)
    {
        var instances = scenario.Clusters.SelectMany(cluster => cluster.Value.Nodes.Select(node => new Instance(cluster.Key, cluster.Value, node.Key, node.Value))).ToArray();
        var ids = request.List("InstanceId");
        if (ids.FirstOrDefault(id => instances.All(instance => instance.Node.Instance != id)) is { } missing)
            throw new AwsError("InvalidInstanceID.NotFound", $"The instance ID '{missing}' does not exist");
        var names = Enumerable.Range(1, 50).Select(n => (Name: request.Text($"Filter.{n}.Name"), Values: request.List($"Filter.{n}.Value"))).TakeWhile(filter => filter.Name is not null);
        return new("Result", new XElement("reservationSet", instances
            .Where(instance => ids.Count == 0 || ids.Contains(instance.Node.Instance))
            .Where(instance => names.All(filter => Passes(instance, filter.Name!, filter.Values)))
            .Select(Reservation)));
    }

    private static bool Passes(Instance instance, string filter, IReadOnlyList<string> values) => filter switch
    {
        "instance-id" => values.Contains(instance.Node.Instance),
        "private-dns-name" => values.Contains(instance.Name),
        "vpc-id" => values.Contains(instance.Cluster.Vpc),
        _ when filter.StartsWith("tag:", StringComparison.Ordinal) => TagsOf(instance).Any(tag => "tag:" + tag.Key == filter && values.Contains(tag.Value)),
        _ => throw new AwsError("InvalidParameterValue", $"The filter '{filter}' is invalid"),
    };

    private static Dictionary<string, string> TagsOf(Instance instance)
    {
        var tags = new Dictionary<string, string>(instance.Node.Tags) { [$"kubernetes.io/cluster/{instance.ClusterName}"] = "owned" };
        if (instance.Node.NodeGroup is not { } group) return tags;
        tags["eks:cluster-name"] = instance.ClusterName;
        tags["eks:nodegroup-name"] = group;
        return tags;
    }

    private XElement Reservation(Instance instance)
    {
        var profile = IamQuery.ProfileName(instance.Node, identities);
        var subnet = instance.Node.NodeGroup is { } group ? instance.Cluster.NodeGroups[group].Subnets[0] : "subnet-0aaa1111bbb22222c";
        return new("item",
            new XElement("reservationId", "r-" + instance.Node.Instance[2..]), new XElement("ownerId", scenario.Account),
            new XElement("instancesSet", new XElement("item",
                new XElement("instanceId", instance.Node.Instance), new XElement("imageId", "ami-0abcdef1234567890"),
                new XElement("instanceState", new XElement("code", 16), new XElement("name", "running")),
                new XElement("privateDnsName", instance.Name), new XElement("instanceType", "m5.large"),
                new XElement("launchTime", "2026-01-15T00:00:00.000Z"), new XElement("placement", new XElement("availabilityZone", instance.Node.Zone)),
                new XElement("subnetId", subnet), new XElement("vpcId", instance.Cluster.Vpc), new XElement("privateIpAddress", NodeAddress.Of(instance.Name)),
                new XElement("groupSet", new XElement("item", new XElement("groupId", "sg-0fedcba9876543210"), new XElement("groupName", $"eks-cluster-sg-{instance.ClusterName}"))),
                new XElement("architecture", instance.Node.Architecture == "amd64" ? "x86_64" : instance.Node.Architecture),
                new XElement("iamInstanceProfile",
                    new XElement("arn", $"arn:aws:iam::{scenario.Account}:instance-profile/{profile}"), new XElement("id", identities.Id("AIPA", profile))),
                new XElement("tagSet", TagsOf(instance).Select(tag => new XElement("item", new XElement("key", tag.Key), new XElement("value", tag.Value)))))));
    }

    private sealed record Instance(string ClusterName, Cluster Cluster, string Name, Node Node);
}
