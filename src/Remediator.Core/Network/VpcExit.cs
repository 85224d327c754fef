using System.Net;

namespace Remediator.Core.Network;

/// <summary>
/// The last hops, out of the VPC: an interface endpoint takes the service's name over as soon as its private DNS is in force, a gateway
/// endpoint takes the routes it stands in, and what neither takes follows the default route.
/// </summary>
internal static class VpcExit
{
    public static IReadOnlyList<Hop> Of(string service, string region, NodeNetwork network, IPAddress? dialled = null) =>
        dialled is not null && Cidr.IsIpv6($"{dialled}") ? [Ipv6Exit.Of(network, dialled)]
        : network.Endpoints is Fact<IReadOnlyList<VpcEndpoint>>.Known
        ? Of(service, region, [.. EndpointsOf(service, region, network).OrderByDescending(endpoint => endpoint.Works)],
            RoutedTo(network, dialled))
        : [.. DefaultRouteExit.Of(service, region, RoutedTo(network, dialled)).Select(hop => hop.Unproved),
            new(new Message("hop.endpoint-unread", ("service", service)), Passage.Unknown)];

    /// <summary>A public address is reached by the most specific route that covers it, so the other routes do not count.</summary>
    private static NodeNetwork RoutedTo(NodeNetwork network, IPAddress? dialled) =>
        dialled is not null && Cidr.IsPublic(dialled) && network.Routes is Fact<RouteTable>.Known { Value: var table }
            ? network with
            {
                Routes = Fact.Of(table with
                {
                    Narrower = [.. table.Narrower.Where(route => route.Cidr is not { } cidr || Cidr.Holds(cidr, dialled))],
                }),
            }
            : network;

    /// <summary>An endpoint serves its own region only. None where they were not read.</summary>
    public static IEnumerable<VpcEndpoint> EndpointsOf(string service, string region, NodeNetwork network) =>
        network.Endpoints is Fact<IReadOnlyList<VpcEndpoint>>.Known { Value: var all }
            ? all.Where(endpoint => endpoint.ServiceName.EndsWith($".{region}.{service}", StringComparison.Ordinal))
            : [];

    private static IReadOnlyList<Hop> Of(string service, string region, VpcEndpoint[] endpoints, NodeNetwork network)
    {
        var table = network.Routes.ValueOrNull();
        if (endpoints.FirstOrDefault(e => e.IsGateway && table is not null && e.RouteTables.Contains(table.Id)) is { } gateway)
            return gateway.Works ? [Hop.Open(table!.Id), Taking(gateway, service)] : Without(gateway, service, region, network);
        var byName = endpoints.FirstOrDefault(endpoint => endpoint is { IsGateway: false, PrivateDns: true });
        var dns = network.Dns as Fact<VpcDns>.Known;
        if (byName is not { } endpoint || dns is { Value: { Support: false } or { Hostnames: false } })
            return DefaultRouteExit.Of(service, region, network) is var way && way.All(hop => hop.Passage is Passage.Open)
                ? way
                : [.. way, Bypassed(service, endpoints, dns?.Value)];
        if (!endpoint.Works)
            return Without(endpoint, service, region, network);
        // without the DNS attributes it is open whether the name leads to the endpoint
        return [Taking(endpoint, service), .. dns is null ? [] : Admission(endpoint, network)];
    }

    private static Hop Taking(VpcEndpoint endpoint, string service) => new(
        new Message("hop.endpoint", ("service", service), ("endpoint", endpoint.Id)), Passage.Open);

    /// <summary>
    /// Whether the name still leads to an endpoint that does not work is undocumented; without it the default route decides.
    /// </summary>
    private static IReadOnlyList<Hop> Without(VpcEndpoint endpoint, string service, string region, NodeNetwork network) =>
    [
        new(new Message("hop.endpoint-state", ("service", service), ("endpoint", endpoint.Id), ("state", endpoint.State)), Passage.Unknown),
        .. DefaultRouteExit.Of(service, region, network),
    ];

    /// <summary>Shown beside the default route: why no endpoint serves the path.</summary>
    private static Hop Bypassed(string service, VpcEndpoint[] endpoints, VpcDns? dns) => new(endpoints.FirstOrDefault() switch
    {
        null => new Message("hop.endpoint-none", ("service", service)),
        { IsGateway: true } gateway => new Message("hop.endpoint-not-in-route-table", ("service", service), ("endpoint", gateway.Id)),
        { PrivateDns: false } endpoint => new Message("hop.endpoint-without-private-dns", ("service", service), ("endpoint", endpoint.Id)),
        var endpoint => new Message("hop.endpoint-private-dns-ineffective",
            ("service", service), ("endpoint", endpoint.Id), ("attribute", AttributeOff(dns))),
    }, Passage.Open);

    private static string AttributeOff(VpcDns? dns) => dns is { Support: false } ? "enableDnsSupport" : "enableDnsHostnames";

    private static Hop[] Admission(VpcEndpoint endpoint, NodeNetwork network)
    {
        if (network.EndpointGroups is not Fact<IReadOnlyList<SecurityGroup>>.Known { Value: var all })
            return [new(new Message("hop.endpoint-groups-unread"), Passage.Unknown)];
        var groups = all.Where(group => endpoint.SecurityGroups.Contains(group.Id)).ToArray();
        var names = string.Join(", ", endpoint.SecurityGroups);
        var rules = groups.SelectMany(group => group.Ingress).Where(rule => rule.Covers(443)).ToArray();
        if (rules.Any(rule => Admits(rule, network.Node)))
            return [Hop.Open(names)];
        if (rules.Any(rule => rule.PrefixLists.Count > 0) || groups.Length < endpoint.SecurityGroups.Count)
            return [new(new Message("hop.endpoint-groups-unclear", ("groups", names)), Passage.Unknown)];
        var sources = string.Join(", ", network.Node.SecurityGroups.Append(network.Node.PrivateIp));
        return
        [
            new(new Message("hop.endpoint-groups-closed", ("groups", names), ("address", network.Node.PrivateIp)), Passage.Closed,
                new Message("missing.endpoint-ingress", ("sources", sources), ("groups", names), ("endpoint", endpoint.Id)))
            {
                Change = endpoint.SecurityGroups is [var first, ..]
                    ? new NetworkChange.EndpointIngress(first, network.Node.SecurityGroups is [var source, ..] ? source : null,
                        $"{network.Node.PrivateIp}/32")
                    : null,
            },
        ];
    }

    private static bool Admits(PortRule rule, NodeInstance node) =>
        rule.Cidrs.Any(cidr => Cidr.Holds(cidr, node.PrivateIp)) || rule.Groups.Intersect(node.SecurityGroups).Any();
}
