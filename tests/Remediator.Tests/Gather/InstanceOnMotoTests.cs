using System.Xml.Linq;
using Remediator.Aws;
using Remediator.Core.Common;
using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Findings;
using Remediator.Core.Images;
using Remediator.Core.Network;
using Remediator.Core.Plans;
using Remediator.Core.Policies.Language;
using Remediator.Core.PullTexts;
using Remediator.Gather;
using Remediator.Kubernetes;
using Remediator.Runtime;
using Remediator.State;
using Remediator.Tests.AwsPackages;
using Remediator.Tests.Witnesses;

namespace Remediator.Tests.Gather;

/// <summary>An instance, its role and its network, read from moto: an AWS that was not written for these tests.</summary>
public class InstanceOnMotoTests(Moto moto)
{
    private static readonly CancellationToken s_stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_role_is_found_from_the_instance_through_its_profile()
    {
        var node = await MotoNode.LaunchAsync(moto, "moto-blue");
        PullFacts facts = await GatherAsync(node, "moto-blue", "403 Forbidden");
        var puller = Assert.IsType<Fact<Puller>.Known>(facts.Puller).Value;
        Assert.Equal(("arn:aws:iam::123456789012:role/moto-blue-node", true), (puller.Role.ToString(), puller.Proved));
        Assert.Equal($"instance profile moto-blue-node of instance {node.Instance}", puller.How.ToString());
    }

    [Fact]
    public async Task An_instance_of_another_cluster_verifies_nothing()
    {
        var node = await MotoNode.LaunchAsync(moto, "moto-green");
        PullFacts facts = await GatherAsync(node, "moto-other", "403 Forbidden");
        Assert.Equal($"instance {node.Instance} has no tag of cluster moto-other", facts.Puller.Gap?.ToString());
    }

    /// <summary>A role of the same name in our own account is another role.</summary>
    [Fact]
    public async Task A_role_of_another_account_is_not_taken_for_the_one_that_IAM_describes()
    {
        await MotoNode.LaunchAsync(moto, "moto-twin");
        using var aws = new AwsAccess(Clients.Plain, await moto.UrlAsync());
        var reads = new RoleReads(aws, TimeProvider.System);
        var place = new Place("123456789012", Moto.Region);
        Assert.Null(await reads.BoundaryAsync(RoleArn.Parse("arn:aws:iam::123456789012:role/moto-twin-node"), place, s_stop));
        var e = await Assert.ThrowsAsync<UnusableAnswerException>(() =>
            reads.BoundaryAsync(RoleArn.Parse("arn:aws:iam::999900001111:role/moto-twin-node"), place, s_stop));
        Assert.Equal("gap.role.other-account", e.Why.Code);
    }

    [Fact]
    public async Task A_VPC_without_endpoints_and_gateways_has_no_network_path_to_ECR()
    {
        var node = await MotoNode.LaunchAsync(moto, "moto-lone");
        var path = NetworkPath.To("ecr.dkr", Moto.Region, await NetworkAsync(node, "moto-lone"));
        Assert.Equal(
            $"node {node.Instance} → {node.Group} → {node.Subnet} → {node.Table} (no default route) ✗ → ecr.dkr endpoint: none",
            path.ToString());
    }

    [Fact]
    public async Task The_security_group_of_an_endpoint_has_to_allow_the_node()
    {
        var node = await MotoNode.LaunchAsync(moto, "moto-closed");
        var closed = await moto.NewAsync("CreateSecurityGroup", "groupId",
            ("VpcId", node.Vpc), ("GroupName", "closed"), ("GroupDescription", "allows nobody"));
        await moto.FormAsync("ec2", "ModifyVpcAttribute", ("VpcId", node.Vpc), ("EnableDnsHostnames.Value", "true"));
        var endpoint = await moto.NewAsync("CreateVpcEndpoint", "vpcEndpointId",
            ("VpcId", node.Vpc), ("ServiceName", "com.amazonaws.us-west-2.ecr.dkr"), ("VpcEndpointType", "Interface"),
            ("PrivateDnsEnabled", "true"), ("SubnetId.1", node.Subnet), ("SecurityGroupId.1", closed));
        Assert.EndsWith($"in security group {closed} of endpoint {endpoint}",
            NetworkPath.To("ecr.dkr", Moto.Region, await NetworkAsync(node, "moto-closed")).Broken!.Missing!.ToString());

        await moto.FormAsync("ec2", "AuthorizeSecurityGroupIngress", ("GroupId", closed),
            ("IpPermissions.1.IpProtocol", "tcp"), ("IpPermissions.1.FromPort", "443"), ("IpPermissions.1.ToPort", "443"),
            ("IpPermissions.1.IpRanges.1.CidrIp", "10.7.0.0/16"));
        Assert.True(NetworkPath.To("ecr.dkr", Moto.Region, await NetworkAsync(node, "moto-closed")).IsOpen);
    }

    [Fact]
    public async Task A_NAT_gateway_leads_out_and_an_internet_gateway_only_with_a_public_address()
    {
        var node = await MotoNode.LaunchAsync(moto, "moto-out");
        var gateway = await moto.NewAsync("CreateInternetGateway", "internetGatewayId");
        await moto.FormAsync("ec2", "AttachInternetGateway", ("InternetGatewayId", gateway), ("VpcId", node.Vpc));
        await moto.FormAsync("ec2", "CreateRoute",
            ("RouteTableId", node.Table), ("DestinationCidrBlock", "0.0.0.0/0"), ("GatewayId", gateway));
        Assert.Contains(gateway, NetworkPath.To("ecr.api", Moto.Region, await NetworkAsync(node, "moto-out")).Broken!.Shown.ToString());

        var address = await moto.NewAsync("AllocateAddress", "allocationId");
        var subnet = await moto.NewAsync("CreateSubnet", "subnetId", ("VpcId", node.Vpc), ("CidrBlock", "10.7.2.0/24"));
        var table = await moto.NewAsync("CreateRouteTable", "routeTableId", ("VpcId", node.Vpc));
        await moto.FormAsync("ec2", "AssociateRouteTable", ("RouteTableId", table), ("SubnetId", subnet));
        var nat = await moto.NewAsync("CreateNatGateway", "natGatewayId", ("SubnetId", subnet), ("AllocationId", address));
        await moto.FormAsync("ec2", "ReplaceRoute",
            ("RouteTableId", node.Table), ("DestinationCidrBlock", "0.0.0.0/0"), ("NatGatewayId", nat));
        Assert.Contains(table, NetworkPath.To("ecr.api", Moto.Region, await NetworkAsync(node, "moto-out")).Broken!.Shown.ToString());

        await moto.FormAsync("ec2", "CreateRoute", ("RouteTableId", table), ("DestinationCidrBlock", "0.0.0.0/0"), ("GatewayId", gateway));
        Assert.True(NetworkPath.To("ecr.api", Moto.Region, await NetworkAsync(node, "moto-out")).IsOpen);
    }

    [Fact]
    public async Task A_network_ACL_that_denies_443_closes_the_path()
    {
        var node = await MotoNode.LaunchAsync(moto, "moto-acl");
        var acls = await moto.FormAsync("ec2", "DescribeNetworkAcls",
            ("Filter.1.Name", "association.subnet-id"), ("Filter.1.Value.1", node.Subnet));
        var acl = XElement.Parse(acls).Descendants().First(element => element.Name.LocalName == "networkAclId").Value;
        await moto.FormAsync("ec2", "CreateNetworkAclEntry",
            ("NetworkAclId", acl), ("RuleNumber", "50"), ("Protocol", "6"), ("RuleAction", "deny"), ("Egress", "true"),
            ("CidrBlock", "0.0.0.0/0"), ("PortRange.From", "443"), ("PortRange.To", "443"));
        Assert.Contains(acl, NetworkPath.To("ecr.api", Moto.Region, await NetworkAsync(node, "moto-acl")).Broken!.Shown.ToString());
    }

    [Fact]
    public async Task A_gateway_endpoint_for_S3_counts_in_the_route_tables_it_is_in()
    {
        var node = await MotoNode.LaunchAsync(moto, "moto-s3");
        Assert.False(NetworkPath.To("s3", Moto.Region, await NetworkAsync(node, "moto-s3")).IsOpen);
        await moto.NewAsync("CreateVpcEndpoint", "vpcEndpointId",
            ("VpcId", node.Vpc), ("ServiceName", "com.amazonaws.us-west-2.s3"), ("VpcEndpointType", "Gateway"),
            ("RouteTableId.1", node.Table));
        Assert.True(NetworkPath.To("s3", Moto.Region, await NetworkAsync(node, "moto-s3")).IsOpen);
    }

    [Fact]
    public async Task A_VPC_without_a_name_server_is_recognized()
    {
        var node = await MotoNode.LaunchAsync(moto, "moto-dns");
        await moto.FormAsync("ec2", "ModifyVpcAttribute", ("VpcId", node.Vpc), ("EnableDnsSupport.Value", "false"));
        var dns = Assert.IsType<Fact<VpcDns>.Known>((await NetworkAsync(node, "moto-dns")).Dns).Value;
        Assert.False(dns.Support);
    }

    private async Task<NodeNetwork> NetworkAsync(MotoNode node, string cluster) =>
        Assert.IsType<Fact<NodeNetwork>.Known>((await GatherAsync(node, cluster, "dial tcp 10.7.0.5:443: i/o timeout")).Network).Value;

    private async Task<PullFacts> GatherAsync(MotoNode node, string cluster, string text)
    {
        using var aws = new AwsAccess(Clients.Plain, await moto.UrlAsync());
        var failure = new PullFailure(
            new Scope("123456789012", Moto.Region, cluster, "shop", null, null),
            ImageReference.Parse($"123456789012.dkr.ecr.{Moto.Region}.amazonaws.com/ui:1"), PullText.Read(text).Symptom, text,
            new Compute.Instance(node.Instance), [new("shop", "ui-1", "uid", new("Deployment", "ui"), "ui", "node")]);
        using var clusters = new ClusterConnection(aws, null, TimeProvider.System);
        var instances = new InstanceReads(aws, TimeProvider.System);
        var log = new Log(_ => { }, TimeProvider.System);
        var store = new IncidentStore(new ProcessDocuments(), TimeProvider.System);
        var gatherer = new FactGatherer(aws, clusters, instances, new CallerIdentity(aws, Moto.Region),
            new PolicyChanges(store, Mode.Report, log), new UpstreamFailures(store, log), TimeProvider.System);
        var facts = await gatherer.GatherAsync(failure, s_stop);
        return (await gatherer.FollowUpAsync([PullCase.Diagnose(failure, facts)], s_stop))[0];
    }
}
