using Amazon.EC2.Model;
using Remediator.Aws;
using NatGateway = Amazon.EC2.Model.NatGateway;
using RouteTable = Amazon.EC2.Model.RouteTable;
using VpcEndpoint = Amazon.EC2.Model.VpcEndpoint;

namespace Remediator.Gather;

/// <summary>The route tables, endpoints and NAT gateways of a VPC, as EC2 lists them.</summary>
internal sealed class VpcReads(AwsAccess aws)
{
    public Task<Fact<IReadOnlyList<RouteTable>>> RouteTablesAsync(string vpc, Place place, CancellationToken cancelled) =>
        TryRead.FactAsync("ec2:DescribeRouteTables", () => Pages.AllAsync(
            token => aws.Ec2(place).DescribeRouteTablesAsync(
                new DescribeRouteTablesRequest { Filters = [Of(vpc)], NextToken = token }, cancelled),
            page => (page.RouteTables, page.NextToken)), cancelled);

    public Task<IReadOnlyList<VpcEndpoint>> EndpointsAsync(string vpc, Place place, CancellationToken cancelled) => Pages.AllAsync(
        token => aws.Ec2(place).DescribeVpcEndpointsAsync(
            new DescribeVpcEndpointsRequest { Filters = [Of(vpc)], NextToken = token }, cancelled),
        page => (page.VpcEndpoints, page.NextToken));

    public Task<IReadOnlyList<NatGateway>> NatGatewaysAsync(string vpc, Place place, CancellationToken cancelled) => Pages.AllAsync(
        token => aws.Ec2(place).DescribeNatGatewaysAsync(
            new DescribeNatGatewaysRequest { Filter = [Of(vpc)], NextToken = token }, cancelled),
        page => (page.NatGateways, page.NextToken));

    /// <summary>
    /// The route table of a subnet, or null where none of these is. EC2 cannot be asked for it: a subnet that no table names has the VPC's
    /// main one.
    /// </summary>
    public static RouteTable? TableOf(string subnet, IReadOnlyList<RouteTable> tables) =>
        tables.FirstOrDefault(table => (table.Associations ?? []).Any(association => association.SubnetId == subnet))
        ?? tables.FirstOrDefault(table => (table.Associations ?? []).Any(association => association.Main == true));

    public static Fact<Core.Network.RouteTable> RoutesOf(string subnet, Fact<IReadOnlyList<RouteTable>> tables) => tables switch
    {
        Fact<IReadOnlyList<RouteTable>>.Known { Value: var all } => TableOf(subnet, all) is { } table
            ? Fact.Of(Ec2Values.RouteTableOf(table))
            : Fact.Gap<Core.Network.RouteTable>(new Message("gap.network.no-route-table", ("subnet", subnet))),
        _ => Fact.Gap<Core.Network.RouteTable>(tables.Gap!),
    };

    private static Filter Of(string vpc) => new() { Name = "vpc-id", Values = [vpc] };
}
