using Amazon.EC2.Model;
using Remediator.Core;
using NetworkAcl = Remediator.Core.NetworkAcl;
using RouteTable = Remediator.Core.RouteTable;
using SecurityGroup = Remediator.Core.SecurityGroup;
using VpcEndpoint = Remediator.Core.VpcEndpoint;

namespace Remediator.Aws;

/// <summary>What is asked of EC2 about the network around a node: side by side, but for the endpoints' security groups, which the endpoints name.</summary>
internal sealed class NetworkReads(AwsAccess aws)
{
    public async Task<NodeNetwork> AroundAsync(NodeInstance node, Place place, CancellationToken cancelled)
    {
        var routes = Asked.FactAsync("ec2:DescribeRouteTables", () => RoutesAsync(node, place, cancelled), cancelled);
        var acl = Asked.FactAsync("ec2:DescribeNetworkAcls", () => AclAsync(node, place, cancelled), cancelled);
        var dns = Asked.FactAsync("ec2:DescribeVpcAttribute", () => DnsAsync(node, place, cancelled), cancelled);
        var groups = Asked.FactAsync("ec2:DescribeSecurityGroups", () => GroupsAsync(node.SecurityGroups, place, cancelled), cancelled);
        var endpoints = await Asked.FactAsync("ec2:DescribeVpcEndpoints", () => EndpointsAsync(node, place, cancelled), cancelled);
        var admitting = endpoints is Fact<IReadOnlyList<VpcEndpoint>>.Known { Value: var known }
            ? Asked.FactAsync("ec2:DescribeSecurityGroups",
                () => GroupsAsync([.. known.SelectMany(endpoint => endpoint.SecurityGroups).Distinct()], place, cancelled), cancelled)
            : Task.FromResult(Fact.Gap<IReadOnlyList<SecurityGroup>>("the endpoints are not known"));
        return new NodeNetwork
        {
            Node = node,
            Routes = await routes,
            Acl = await acl,
            Dns = await dns,
            Endpoints = endpoints,
            NodeGroups = await groups,
            EndpointGroups = await admitting,
        };
    }

    private async Task<RouteTable> RoutesAsync(NodeInstance node, Place place, CancellationToken cancelled)
    {
        var tables = await Pages.AllAsync(
            token => aws.Ec2(place).DescribeRouteTablesAsync(new DescribeRouteTablesRequest { Filters = [OfVpc(node)], NextToken = token }, cancelled),
            page => (page.RouteTables, page.NextToken));
        var own = tables.FirstOrDefault(table => (table.Associations ?? []).Any(association => association.SubnetId == node.SubnetId));
        var main = tables.FirstOrDefault(table => (table.Associations ?? []).Any(association => association.Main == true));
        return Ec2Values.RouteTableOf(own ?? main ?? throw new FormatException($"no route table of {node.VpcId} is that of subnet {node.SubnetId}"));
    }

    private async Task<NetworkAcl> AclAsync(NodeInstance node, Place place, CancellationToken cancelled)
    {
        var ofSubnet = new Amazon.EC2.Model.Filter { Name = "association.subnet-id", Values = [node.SubnetId] };
        var answer = await aws.Ec2(place).DescribeNetworkAclsAsync(new DescribeNetworkAclsRequest { Filters = [ofSubnet] }, cancelled);
        return Ec2Values.AclOf(answer.NetworkAcls?.FirstOrDefault() ?? throw new FormatException($"subnet {node.SubnetId} has no network ACL"));
    }

    private async Task<VpcDns> DnsAsync(NodeInstance node, Place place, CancellationToken cancelled)
    {
        var support = AttributeAsync(Amazon.EC2.VpcAttributeName.EnableDnsSupport);
        var hostnames = AttributeAsync(Amazon.EC2.VpcAttributeName.EnableDnsHostnames);
        return new VpcDns((await support).EnableDnsSupport == true, (await hostnames).EnableDnsHostnames == true);

        Task<DescribeVpcAttributeResponse> AttributeAsync(Amazon.EC2.VpcAttributeName name) =>
            aws.Ec2(place).DescribeVpcAttributeAsync(new DescribeVpcAttributeRequest { VpcId = node.VpcId, Attribute = name }, cancelled);
    }

    private async Task<IReadOnlyList<VpcEndpoint>> EndpointsAsync(NodeInstance node, Place place, CancellationToken cancelled)
    {
        var all = await Pages.AllAsync(
            token => aws.Ec2(place).DescribeVpcEndpointsAsync(new DescribeVpcEndpointsRequest { Filters = [OfVpc(node)], NextToken = token }, cancelled),
            page => (page.VpcEndpoints, page.NextToken));
        return [.. all.Where(endpoint => NetworkPath.Needed.Any(service => endpoint.ServiceName.EndsWith($".{service}", StringComparison.Ordinal))).Select(Ec2Values.EndpointOf)];
    }

    private async Task<IReadOnlyList<SecurityGroup>> GroupsAsync(IReadOnlyList<string> ids, Place place, CancellationToken cancelled)
    {
        if (ids.Count == 0)
            return [];
        var answer = await aws.Ec2(place).DescribeSecurityGroupsAsync(new DescribeSecurityGroupsRequest { GroupIds = [.. ids] }, cancelled);
        return [.. (answer.SecurityGroups ?? []).Select(Ec2Values.GroupOf)];
    }

    private static Amazon.EC2.Model.Filter OfVpc(NodeInstance node) => new() { Name = "vpc-id", Values = [node.VpcId] };
}
