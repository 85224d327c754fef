using Amazon.EC2;
using Amazon.EC2.Model;
using Remediator.Aws;
using Remediator.Core.Common;
using Remediator.Core.Images;
using Remediator.Core.Network;
using NatGateway = Remediator.Core.Network.NatGateway;
using NetworkAcl = Remediator.Core.Network.NetworkAcl;
using RouteTable = Amazon.EC2.Model.RouteTable;
using SecurityGroup = Remediator.Core.Network.SecurityGroup;
using VpcEndpoint = Remediator.Core.Network.VpcEndpoint;

namespace Remediator.Gather;

/// <summary>What is asked of EC2 about the network around a node: side by side, but for the endpoints' security groups, which the endpoints name.</summary>
internal sealed class NetworkReads(AwsAccess aws)
{
    private readonly VpcReads vpcs = new(aws);

    public async Task<NodeNetwork> AroundAsync(NodeInstance node, Place place, CancellationToken cancelled)
    {
        var tables = vpcs.RouteTablesAsync(node.VpcId, place, cancelled);
        var nats = TryRead.FactAsync("ec2:DescribeNatGateways", () => vpcs.NatGatewaysAsync(node.VpcId, place, cancelled), cancelled);
        var acl = TryRead.FactAsync("ec2:DescribeNetworkAcls", () => AclAsync(node, place, cancelled), cancelled);
        var dns = TryRead.FactAsync("ec2:DescribeVpcAttribute", () => DnsAsync(node, place, cancelled), cancelled);
        var groups = TryRead.FactAsync("ec2:DescribeSecurityGroups", () => GroupsAsync(node.SecurityGroups, place, cancelled), cancelled);
        var endpoints = await TryRead.FactAsync("ec2:DescribeVpcEndpoints", () => EndpointsAsync(node, place, cancelled), cancelled);
        var admitting = endpoints is Fact<IReadOnlyList<VpcEndpoint>>.Known { Value: var known }
            ? TryRead.FactAsync("ec2:DescribeSecurityGroups",
                () => GroupsAsync([.. known.SelectMany(endpoint => endpoint.SecurityGroups).Distinct()], place, cancelled), cancelled)
            : Task.FromResult(Fact.Gap<IReadOnlyList<SecurityGroup>>("the endpoints are not known"));
        var hidden = HiddenBy(await tables, place);
        return new NodeNetwork
        {
            Node = node,
            Routes = VpcReads.RoutesOf(node.SubnetId, await tables),
            NatGateways = hidden is null ? Routed(await nats, await tables) : Fact.Gap<IReadOnlyList<NatGateway>>(hidden),
            Acl = await acl,
            Dns = await dns,
            Endpoints = hidden is null ? endpoints : Fact.Gap<IReadOnlyList<VpcEndpoint>>(hidden),
            NodeGroups = await groups,
            EndpointGroups = await admitting,
        };
    }

    /// <summary>Who is lent a subnet sees its routes, but neither endpoints nor gateways: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-sharing.html</summary>
    private static string? HiddenBy(Fact<IReadOnlyList<RouteTable>> tables, Place place) =>
        (tables as Fact<IReadOnlyList<RouteTable>>.Known)?.Value.Select(table => table.OwnerId).FirstOrDefault(owner => owner is { Length: > 0 } && owner != place.Account) is { } other
            ? $"the subnet is shared by account {other}, and only that account sees them"
            : null;

    private static Fact<IReadOnlyList<NatGateway>> Routed(Fact<IReadOnlyList<Amazon.EC2.Model.NatGateway>> gateways, Fact<IReadOnlyList<RouteTable>> tables) => gateways switch
    {
        Fact<IReadOnlyList<Amazon.EC2.Model.NatGateway>>.Known { Value: var all } =>
            Fact.Of<IReadOnlyList<NatGateway>>([.. all.Select(gateway => Ec2Values.NatOf(gateway, (tables as Fact<IReadOnlyList<RouteTable>>.Known)?.Value ?? []))]),
        _ => Fact.Gap<IReadOnlyList<NatGateway>>(gateways.Gap!),
    };

    private async Task<NetworkAcl> AclAsync(NodeInstance node, Place place, CancellationToken cancelled)
    {
        var ofSubnet = new Amazon.EC2.Model.Filter { Name = "association.subnet-id", Values = [node.SubnetId] };
        var answer = await aws.Ec2(place).DescribeNetworkAclsAsync(new DescribeNetworkAclsRequest { Filters = [ofSubnet] }, cancelled);
        return Ec2Values.AclOf(answer.NetworkAcls?.FirstOrDefault() ?? throw new FormatException($"subnet {node.SubnetId} has no network ACL"));
    }

    private async Task<VpcDns> DnsAsync(NodeInstance node, Place place, CancellationToken cancelled)
    {
        var support = AttributeAsync(VpcAttributeName.EnableDnsSupport);
        var hostnames = AttributeAsync(VpcAttributeName.EnableDnsHostnames);
        return new VpcDns(Told((await support).EnableDnsSupport), Told((await hostnames).EnableDnsHostnames));

        Task<DescribeVpcAttributeResponse> AttributeAsync(VpcAttributeName name) =>
            aws.Ec2(place).DescribeVpcAttributeAsync(new DescribeVpcAttributeRequest { VpcId = node.VpcId, Attribute = name }, cancelled);

        bool Told(bool? value) => value ?? throw new FormatException($"an attribute of {node.VpcId} has no value");
    }

    private async Task<IReadOnlyList<VpcEndpoint>> EndpointsAsync(NodeInstance node, Place place, CancellationToken cancelled)
    {
        var all = await vpcs.EndpointsAsync(node.VpcId, place, cancelled);
        // an endpoint of a resource has no service
        return [.. all.Where(endpoint => NetworkPath.Needed.Any(service => endpoint.ServiceName?.EndsWith($".{service}", StringComparison.Ordinal) == true)).Select(Ec2Values.EndpointOf)];
    }

    private async Task<IReadOnlyList<SecurityGroup>> GroupsAsync(IReadOnlyList<string> ids, Place place, CancellationToken cancelled)
    {
        if (ids.Count == 0)
            return [];
        var answer = await aws.Ec2(place).DescribeSecurityGroupsAsync(new DescribeSecurityGroupsRequest { GroupIds = [.. ids] }, cancelled);
        return [.. (answer.SecurityGroups ?? []).Select(Ec2Values.GroupOf)];
    }
}
