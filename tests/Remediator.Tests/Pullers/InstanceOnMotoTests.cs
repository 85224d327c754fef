using System.Text.RegularExpressions;
using System.Xml.Linq;
using Remediator.Aws;
using Remediator.Core;
using Remediator.Kubernetes;
using Remediator.Tests.AwsPackages;
using Remediator.Tests.Witnesses;

namespace Remediator.Tests.Pullers;

/// <summary>The branch through EC2 and IAM, against an AWS that nobody here wrote.</summary>
public partial class InstanceOnMotoTests(Moto moto)
{
    private static readonly CancellationToken Cancelled = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_role_is_found_from_the_instance_through_its_profile()
    {
        var node = await LaunchAsync("moto-blue");
        var facts = await GatherAsync(node, "moto-blue", "403 Forbidden");
        var puller = Assert.IsType<Fact<Puller>.Known>(facts.Puller).Value;
        Assert.Equal(("arn:aws:iam::123456789012:role/moto-blue-node", $"instance profile moto-blue-node of instance {node.Instance}", true),
            (puller.Role.ToString(), puller.How, puller.Proved));
    }

    [Fact]
    public async Task An_instance_of_another_cluster_proves_nothing()
    {
        var node = await LaunchAsync("moto-green");
        var facts = await GatherAsync(node, "moto-other", "403 Forbidden");
        Assert.Equal($"instance {node.Instance} carries no tag of cluster moto-other", facts.Puller.Gap);
    }

    [Fact]
    public async Task A_vpc_with_nothing_but_itself_leads_nowhere()
    {
        var node = await LaunchAsync("moto-lone");
        var path = NetworkPath.To("ecr.dkr", Moto.Region, await NetworkAsync(node, "moto-lone"));
        Assert.Equal($"node {node.Instance} → {node.Group} → {node.Subnet} → {node.Table} (no default route) ✗ → ecr.dkr endpoint: none", path.ToString());
    }

    [Fact]
    public async Task An_endpoint_in_it_has_to_admit_the_node()
    {
        var node = await LaunchAsync("moto-fenced");
        var fence = await NewAsync("CreateSecurityGroup", "groupId", ("VpcId", node.Vpc), ("GroupName", "fence"), ("GroupDescription", "admits nobody"));
        await moto.FormAsync("ec2", "ModifyVpcAttribute", ("VpcId", node.Vpc), ("EnableDnsHostnames.Value", "true"));
        var endpoint = await NewAsync("CreateVpcEndpoint", "vpcEndpointId",
            ("VpcId", node.Vpc), ("ServiceName", "com.amazonaws.us-west-2.ecr.dkr"), ("VpcEndpointType", "Interface"), ("PrivateDnsEnabled", "true"),
            ("SubnetId.1", node.Subnet), ("SecurityGroupId.1", fence));
        Assert.EndsWith($"in security group {fence} of endpoint {endpoint}",
            NetworkPath.To("ecr.dkr", Moto.Region, await NetworkAsync(node, "moto-fenced")).Broken!.Missing);

        await moto.FormAsync("ec2", "AuthorizeSecurityGroupIngress", ("GroupId", fence),
            ("IpPermissions.1.IpProtocol", "tcp"), ("IpPermissions.1.FromPort", "443"), ("IpPermissions.1.ToPort", "443"), ("IpPermissions.1.IpRanges.1.CidrIp", "10.7.0.0/16"));
        Assert.True(NetworkPath.To("ecr.dkr", Moto.Region, await NetworkAsync(node, "moto-fenced")).IsOpen);
    }

    private async Task<NodeNetwork> NetworkAsync(Launched node, string cluster) =>
        Assert.IsType<Fact<NodeNetwork>.Known>((await GatherAsync(node, cluster, "dial tcp 10.7.0.5:443: i/o timeout")).Network).Value;

    private async Task<Facts> GatherAsync(Launched node, string cluster, string text)
    {
        using var aws = new AwsAccess(Clients.Plain, await moto.UrlAsync());
        var failure = new PullFailure(
            new Scope("123456789012", Moto.Region, cluster, "shop", null, null), ImageReference.Parse($"123456789012.dkr.ecr.{Moto.Region}.amazonaws.com/ui:1"),
            PullText.Read(text).Symptom, text, new Compute.Instance(node.Instance), [new("shop", "ui-1", "uid", new("Deployment", "ui"), "ui", "node")]);
        return await new FactGatherer(aws, new ClusterConnection(aws, null, TimeProvider.System), new InstanceReads(aws, TimeProvider.System), new Self(aws, Moto.Region), TimeProvider.System).GatherAsync(failure, Cancelled);
    }

    private async Task<Launched> LaunchAsync(string cluster)
    {
        var vpc = await NewAsync("CreateVpc", "vpcId", ("CidrBlock", "10.7.0.0/16"));
        var subnet = await NewAsync("CreateSubnet", "subnetId", ("VpcId", vpc), ("CidrBlock", "10.7.1.0/24"));
        var group = await NewAsync("CreateSecurityGroup", "groupId", ("VpcId", vpc), ("GroupName", cluster), ("GroupDescription", cluster));
        var role = $"{cluster}-node";
        await moto.FormAsync("iam", "CreateRole", ("RoleName", role), ("AssumeRolePolicyDocument", """{"Version":"2012-10-17","Statement":[]}"""));
        await moto.FormAsync("iam", "CreateInstanceProfile", ("InstanceProfileName", role));
        await moto.FormAsync("iam", "AddRoleToInstanceProfile", ("InstanceProfileName", role), ("RoleName", role));
        var image = Image().Match(await moto.FormAsync("ec2", "DescribeImages")).Value;
        var instance = await NewAsync("RunInstances", "instanceId",
            ("ImageId", image), ("MinCount", "1"), ("MaxCount", "1"), ("SubnetId", subnet), ("SecurityGroupId.1", group), ("IamInstanceProfile.Name", role),
            ("TagSpecification.1.ResourceType", "instance"), ("TagSpecification.1.Tag.1.Key", $"kubernetes.io/cluster/{cluster}"), ("TagSpecification.1.Tag.1.Value", "owned"));
        var tables = XElement.Parse(await moto.FormAsync("ec2", "DescribeRouteTables", ("Filter.1.Name", "vpc-id"), ("Filter.1.Value.1", vpc)));
        return new(instance, vpc, subnet, group, Text(tables, "routeTableId"));
    }

    private async Task<string> NewAsync(string action, string id, params (string, string)[] fields) =>
        Text(XElement.Parse(await moto.FormAsync("ec2", action, fields)), id);

    private static string Text(XElement answer, string name) => answer.Descendants().First(element => element.Name.LocalName == name).Value;

    [GeneratedRegex("ami-[0-9a-f]+")]
    private static partial Regex Image();

    private sealed record Launched(string Instance, string Vpc, string Subnet, string Group, string Table);
}
