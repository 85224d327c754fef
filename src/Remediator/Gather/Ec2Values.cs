using Remediator.Core.Network;
using Ec2 = Amazon.EC2.Model;

namespace Remediator.Gather;

/// <summary>EC2's answers as values of the core.</summary>
internal static class Ec2Values
{
    private const string Everywhere = "::/0";

    public static RouteTable RouteTableOf(Ec2.RouteTable table) =>
        new(table.RouteTableId, DefaultOf((table.Routes ?? []).FirstOrDefault(IsDefault)))
        {
            Narrower = [.. (table.Routes ?? []).Where(route => !IsDefault(route) && LeadsOut(route)).Select(NarrowOf).Distinct()],
            Ipv6 = new((table.Routes ?? []).FirstOrDefault(route => route.DestinationIpv6CidrBlock == Everywhere) is { } route
                ? DefaultOf(route) : new DefaultRoute.None(), [.. (table.Routes ?? []).Where(IsNarrowForIpv6).Select(Ipv6DestinationOf)]),
        };

    private static bool IsNarrowForIpv6(Ec2.Route route) =>
        route.DestinationIpv6CidrBlock is { Length: > 0 } cidr ? cidr != Everywhere : route.DestinationPrefixListId is { Length: > 0 };

    private static string? Ipv6DestinationOf(Ec2.Route route) =>
        route.DestinationIpv6CidrBlock is { Length: > 0 } cidr ? cidr : null;

    private static NarrowRoute NarrowOf(Ec2.Route route) =>
        new(route.DestinationCidrBlock is { Length: > 0 } cidr ? cidr : null, TargetOf(route));

    public static NatGateway NatOf(Ec2.NatGateway gateway, IReadOnlyList<Ec2.RouteTable> tables) =>
        new(gateway.NatGatewayId, gateway.ConnectivityType?.Value is null or "public")
        {
            State = gateway.State?.Value ?? "unknown",
            // a regional gateway is in no subnet
            Routes = gateway.SubnetId is { Length: > 0 } subnet && VpcReads.TableOf(subnet, tables) is { } table
                ? RouteTableOf(table)
                : null,
        };

    public static VpcEndpoint EndpointOf(Ec2.VpcEndpoint endpoint) =>
        new(endpoint.VpcEndpointId, endpoint.ServiceName, endpoint.VpcEndpointType?.Value == "Gateway")
        {
            // the SDK's model says "Available", the service "available"
            State = endpoint.State?.Value.ToLowerInvariant() ?? "available",
            PrivateDns = endpoint.PrivateDnsEnabled == true,
            SubnetIds = endpoint.SubnetIds ?? [],
            SecurityGroups = [.. (endpoint.Groups ?? []).Select(group => group.GroupId)],
            RouteTables = endpoint.RouteTableIds ?? [],
        };

    public static SecurityGroup GroupOf(Ec2.SecurityGroup group) =>
        new(group.GroupId, [.. (group.IpPermissions ?? []).Select(RuleOf)], [.. (group.IpPermissionsEgress ?? []).Select(RuleOf)]);

    public static NetworkAcl AclOf(Ec2.NetworkAcl acl) => new(acl.NetworkAclId,
    [
        .. from entry in acl.Entries ?? []
           let cidr = entry.CidrBlock ?? entry.Ipv6CidrBlock
           where cidr is not null
           select new AclEntry(entry.RuleNumber ?? 0, entry.Egress == true, entry.RuleAction?.Value == "allow", entry.Protocol,
               entry.PortRange?.From, entry.PortRange?.To, cidr),
    ]);

    private static PortRule RuleOf(Ec2.IpPermission permission) => new(permission.IpProtocol, permission.FromPort, permission.ToPort)
    {
        Cidrs = [.. (permission.Ipv4Ranges ?? []).Select(range => range.CidrIp),
            .. (permission.Ipv6Ranges ?? []).Select(range => range.CidrIpv6)],
        Groups = [.. (permission.UserIdGroupPairs ?? []).Select(pair => pair.GroupId)],
        PrefixLists = [.. (permission.PrefixListIds ?? []).Select(list => list.Id)],
    };

    private static DefaultRoute DefaultOf(Ec2.Route? route) => route switch
    {
        null => new DefaultRoute.None(),
        { State.Value: "blackhole" } => new DefaultRoute.Blackhole(TargetOf(route)),
        { NatGatewayId: { Length: > 0 } nat } => new DefaultRoute.NatGateway(nat),
        { GatewayId: { } gateway } when gateway.StartsWith("igw-", StringComparison.Ordinal) => new DefaultRoute.InternetGateway(gateway),
        { EgressOnlyInternetGatewayId: { Length: > 0 } gateway } => new DefaultRoute.InternetGateway(gateway),
        _ => new DefaultRoute.Elsewhere(TargetOf(route)),
    };

    private static bool IsDefault(Ec2.Route route) => route.DestinationCidrBlock == "0.0.0.0/0";

    /// <summary>An IPv4 route that leads neither inside the VPC nor to a gateway endpoint, which is looked at by itself.</summary>
    private static bool LeadsOut(Ec2.Route route) =>
        string.IsNullOrEmpty(route.DestinationIpv6CidrBlock) && route.State?.Value != "blackhole" && route.GatewayId != "local"
        && !(route.DestinationPrefixListId is { Length: > 0 } && route.GatewayId?.StartsWith("vpce-", StringComparison.Ordinal) == true);

    private static string TargetOf(Ec2.Route route)
    {
        string?[] targets =
        [
            route.NatGatewayId, route.GatewayId, route.TransitGatewayId, route.VpcPeeringConnectionId, route.NetworkInterfaceId,
            route.EgressOnlyInternetGatewayId, route.InstanceId, route.LocalGatewayId, route.CarrierGatewayId, route.CoreNetworkArn,
        ];
        return targets.FirstOrDefault(target => !string.IsNullOrEmpty(target)) ?? "?";
    }
}
