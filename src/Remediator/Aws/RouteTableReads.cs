using Amazon.EC2.Model;
using Remediator.Core;
using RouteTable = Amazon.EC2.Model.RouteTable;

namespace Remediator.Aws;

/// <summary>The route tables of a VPC. EC2 cannot be asked for a subnet's: one that names no table of its own has the VPC's main one.</summary>
internal sealed class RouteTableReads(AwsAccess aws)
{
    public Task<Fact<IReadOnlyList<RouteTable>>> OfVpcAsync(string vpc, Place place, CancellationToken cancelled) => Asked.FactAsync("ec2:DescribeRouteTables", () => Pages.AllAsync(
        token => aws.Ec2(place).DescribeRouteTablesAsync(
            new DescribeRouteTablesRequest { Filters = [new Amazon.EC2.Model.Filter { Name = "vpc-id", Values = [vpc] }], NextToken = token }, cancelled),
        page => (page.RouteTables, page.NextToken)), cancelled);

    /// <summary>The table of a subnet, or null where none of these is.</summary>
    public static RouteTable? Of(string subnet, IReadOnlyList<RouteTable> tables) =>
        tables.FirstOrDefault(table => (table.Associations ?? []).Any(association => association.SubnetId == subnet))
        ?? tables.FirstOrDefault(table => (table.Associations ?? []).Any(association => association.Main == true));

    public static Fact<Core.RouteTable> Of(string subnet, Fact<IReadOnlyList<RouteTable>> tables) => tables switch
    {
        Fact<IReadOnlyList<RouteTable>>.Known { Value: var all } => Of(subnet, all) is { } table
            ? Fact.Of(Ec2Values.RouteTableOf(table))
            : Fact.Gap<Core.RouteTable>($"no route table is that of subnet {subnet}"),
        _ => Fact.Gap<Core.RouteTable>(tables.Gap!),
    };
}
