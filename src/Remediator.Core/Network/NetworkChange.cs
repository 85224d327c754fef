namespace Remediator.Core.Network;

/// <summary>The one rule, route or endpoint that would open a closed hop.</summary>
public abstract record NetworkChange
{
    private NetworkChange() { }

    /// <summary>An outbound rule of a security group for TCP 443.</summary>
    public sealed record NodeEgress(string Group, string Cidr) : NetworkChange;

    /// <summary>An inbound rule of an endpoint's security group for TCP 443, from a security group or an address.</summary>
    public sealed record EndpointIngress(string Group, string? SourceGroup, string SourceCidr) : NetworkChange;

    /// <summary>An entry of a network ACL before all that are there.</summary>
    public sealed record AclRule(string Acl, int Number, bool Egress, int From, int To) : NetworkChange;

    /// <summary>A default route to a NAT gateway that is there; in place of one that leads nowhere, or where there is none.</summary>
    public sealed record DefaultRouteToNat(string RouteTable, string Nat, bool Replaces) : NetworkChange;

    public sealed record GatewayEndpoint(string Service, string Vpc, string RouteTable) : NetworkChange;

    public sealed record InterfaceEndpoint(string Service, string Vpc, string Subnet, IReadOnlyList<string> Groups) : NetworkChange;

    /// <summary>The network as it would be.</summary>
    public NodeNetwork AppliedTo(NodeNetwork network) => this switch
    {
        NodeEgress rule => network with
        {
            NodeGroups = Changed(network.NodeGroups, rule.Group, group => group with { Egress = [.. group.Egress, Https(rule.Cidr)] }),
        },
        EndpointIngress rule => network with
        {
            EndpointGroups = Changed(network.EndpointGroups, rule.Group, group => group with
            {
                Ingress = [.. group.Ingress, rule.SourceGroup is { } source ? Https() with { Groups = [source] } : Https(rule.SourceCidr)],
            }),
        },
        AclRule rule when network.Acl is Fact<NetworkAcl>.Known { Value: var acl } => network with
        {
            Acl = Fact.Of(acl with
            {
                Entries = [new(rule.Number, rule.Egress, true, "6", rule.From, rule.To, Cidr.Everywhere), .. acl.Entries],
            }),
        },
        DefaultRouteToNat route when network.Routes is Fact<RouteTable>.Known { Value: var table } =>
            network with { Routes = Fact.Of(table with { Default = new DefaultRoute.NatGateway(route.Nat) }) },
        GatewayEndpoint gateway => With(network, new VpcEndpoint("vpce-new", gateway.Service, true) { RouteTables = [gateway.RouteTable] }),
        InterfaceEndpoint one => With(network, new VpcEndpoint("vpce-new", one.Service, false)
        {
            PrivateDns = true,
            SubnetIds = [one.Subnet],
            SecurityGroups = one.Groups,
        }),
        _ => network,
    };

    private static NodeNetwork With(NodeNetwork network, VpcEndpoint added) =>
        network.Endpoints is Fact<IReadOnlyList<VpcEndpoint>>.Known { Value: var all }
            ? network with { Endpoints = Fact.Of<IReadOnlyList<VpcEndpoint>>([.. all, added]) }
            : network;

    private static Fact<IReadOnlyList<SecurityGroup>> Changed(Fact<IReadOnlyList<SecurityGroup>> groups, string id,
        Func<SecurityGroup, SecurityGroup> change) =>
        groups is Fact<IReadOnlyList<SecurityGroup>>.Known { Value: var all }
            ? Fact.Of<IReadOnlyList<SecurityGroup>>([.. all.Select(group => group.Id == id ? change(group) : group)])
            : groups;

    private static PortRule Https(params string[] cidrs) => new("tcp", 443, 443) { Cidrs = cidrs };
}
