using Amazon.EC2;
using Amazon.EC2.Model;
using Remediator.Aws;
using Remediator.Core.Network;
using NatGateway = Remediator.Core.Network.NatGateway;
using NetworkAcl = Remediator.Core.Network.NetworkAcl;
using RouteTable = Amazon.EC2.Model.RouteTable;
using SecurityGroup = Remediator.Core.Network.SecurityGroup;
using VpcEndpoint = Remediator.Core.Network.VpcEndpoint;

namespace Remediator.Gather;

/// <summary>The network around a node, read side by side except for the endpoints' security groups, which the endpoints name.</summary>
internal sealed class NetworkReads(AwsAccess aws)
{
    private readonly VpcReads _vpcs = new(aws);

    public async Task<NodeNetwork> AroundAsync(NodeInstance node, Place place, CancellationToken cancelled)
    {
        var tables = _vpcs.RouteTablesAsync(node.VpcId, place, cancelled);
        var nats = TryRead.FactAsync("ec2:DescribeNatGateways", () => _vpcs.NatGatewaysAsync(node.VpcId, place, cancelled), cancelled);
        var acl = TryRead.FactAsync("ec2:DescribeNetworkAcls", () => AclAsync(node, place, cancelled), cancelled);
        var dns = TryRead.FactAsync("ec2:DescribeVpcAttribute", () => DnsAsync(node, place, cancelled), cancelled);
        var groups = TryRead.FactAsync("ec2:DescribeSecurityGroups", () => GroupsAsync(node.SecurityGroups, place, cancelled), cancelled);
        var endpoints = await TryRead.FactAsync("ec2:DescribeVpcEndpoints", () => EndpointsAsync(node, place, cancelled), cancelled);
        var admitting = endpoints is Fact<IReadOnlyList<VpcEndpoint>>.Known { Value: var known }
            ? TryRead.FactAsync("ec2:DescribeSecurityGroups",
                () => GroupsAsync([.. known.SelectMany(endpoint => endpoint.SecurityGroups).Distinct()], place, cancelled), cancelled)
            : Task.FromResult(Fact.Gap<IReadOnlyList<SecurityGroup>>(new Message("gap.network.endpoints-unknown")));
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

    /// <summary>
    /// A participant of a shared subnet sees its routes, but neither endpoints nor gateways:
    /// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-sharing.html
    /// </summary>
    private static Message? HiddenBy(Fact<IReadOnlyList<RouteTable>> tables, Place place) =>
        tables.ValueOrNull()?.Select(table => table.OwnerId)
            .FirstOrDefault(owner => owner is { Length: > 0 } && owner != place.Account) is { } other
            ? new Message("gap.network.shared-subnet", ("account", other))
            : null;

    private static Fact<IReadOnlyList<NatGateway>> Routed(
        Fact<IReadOnlyList<Amazon.EC2.Model.NatGateway>> gateways, Fact<IReadOnlyList<RouteTable>> tables)
    {
        var known = tables.ValueOrNull() ?? [];
        return gateways switch
        {
            Fact<IReadOnlyList<Amazon.EC2.Model.NatGateway>>.Known { Value: var all } =>
                Fact.Of<IReadOnlyList<NatGateway>>([.. all.Select(gateway => Ec2Values.NatOf(gateway, known))]),
            _ => Fact.Gap<IReadOnlyList<NatGateway>>(gateways.Gap!),
        };
    }

    private async Task<NetworkAcl> AclAsync(NodeInstance node, Place place, CancellationToken cancelled)
    {
        var ofSubnet = new Amazon.EC2.Model.Filter { Name = "association.subnet-id", Values = [node.SubnetId] };
        var answer = await aws.Ec2(place).DescribeNetworkAclsAsync(new DescribeNetworkAclsRequest { Filters = [ofSubnet] }, cancelled);
        return Ec2Values.AclOf(answer.NetworkAcls?.FirstOrDefault()
            ?? throw new UnusableAnswerException(new Message("gap.response.no-network-acl", ("subnet", node.SubnetId))));
    }

    private async Task<VpcDns> DnsAsync(NodeInstance node, Place place, CancellationToken cancelled)
    {
        var support = AttributeAsync(VpcAttributeName.EnableDnsSupport);
        var hostnames = AttributeAsync(VpcAttributeName.EnableDnsHostnames);
        return new VpcDns(Value((await support).EnableDnsSupport), Value((await hostnames).EnableDnsHostnames));

        Task<DescribeVpcAttributeResponse> AttributeAsync(VpcAttributeName name) =>
            aws.Ec2(place).DescribeVpcAttributeAsync(new DescribeVpcAttributeRequest { VpcId = node.VpcId, Attribute = name }, cancelled);

        bool Value(bool? value) =>
            value ?? throw new UnusableAnswerException(new Message("gap.response.no-attribute-value", ("vpc", node.VpcId)));
    }

    private async Task<IReadOnlyList<VpcEndpoint>> EndpointsAsync(NodeInstance node, Place place, CancellationToken cancelled)
    {
        var all = await _vpcs.EndpointsAsync(node.VpcId, place, cancelled);
        return [.. all.Where(IsNeeded).Select(Ec2Values.EndpointOf)];

        // a resource endpoint has no service name
        static bool IsNeeded(Amazon.EC2.Model.VpcEndpoint endpoint) =>
            NetworkPath.Needed.Any(service => endpoint.ServiceName?.EndsWith($".{service}", StringComparison.Ordinal) == true);
    }

    private async Task<IReadOnlyList<SecurityGroup>> GroupsAsync(IReadOnlyList<string> ids, Place place, CancellationToken cancelled)
    {
        if (ids.Count == 0)
            return [];
        var answer = await aws.Ec2(place).DescribeSecurityGroupsAsync(new DescribeSecurityGroupsRequest { GroupIds = [.. ids] }, cancelled);
        return [.. (answer.SecurityGroups ?? []).Select(Ec2Values.GroupOf)];
    }
}
