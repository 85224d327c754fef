namespace Remediator.Core;

/// <summary>
/// The last hops, out of the VPC: an interface endpoint takes the service's name over as soon as its private DNS is in force,
/// a gateway endpoint takes the routes it stands in, and what neither takes follows the default route.
/// </summary>
internal static class Exit
{
    public static IReadOnlyList<Hop> Of(string service, string region, NodeNetwork network) => network.Endpoints switch
    {
        Fact<IReadOnlyList<VpcEndpoint>>.Known { Value: var all } => Of(service, region, [.. all.Where(endpoint => Serves(endpoint, service, region))], network),
        _ => [Unproved(Default(service, region, network)), new($"{service} endpoint: not read", Passage.Unknown)],
    };

    public static IReadOnlyList<string> GroupsOf(string service, string region, NodeNetwork network) =>
        network.Endpoints is Fact<IReadOnlyList<VpcEndpoint>>.Known { Value: var all }
            ? [.. all.Where(endpoint => Serves(endpoint, service, region)).SelectMany(endpoint => endpoint.SecurityGroups)]
            : [];

    private static IReadOnlyList<Hop> Of(string service, string region, VpcEndpoint[] endpoints, NodeNetwork network)
    {
        var table = (network.Routes as Fact<RouteTable>.Known)?.Value;
        if (endpoints.FirstOrDefault(e => e.IsGateway && table is not null && e.RouteTables.Contains(table.Id)) is { } gateway)
            return [new(table!.Id, Passage.Open), Working(gateway, service)];
        var byName = endpoints.Where(endpoint => endpoint is { IsGateway: false, PrivateDns: true }).ToArray();
        var dns = network.Dns as Fact<VpcDns>.Known;
        if (byName.FirstOrDefault() is not { } endpoint || dns is { Value: { Support: false } or { Hostnames: false } })
            return Default(service, region, network) is var route && route.Passage is Passage.Open ? [route] : [route, Bypassed(service, endpoints, dns?.Value)];
        // without the DNS attributes it is open whether the name leads to the endpoint
        return [dns is null ? Unproved(Working(endpoint, service)) : Working(endpoint, service), .. dns is null ? [] : Admission(endpoint, network)];
    }

    private static bool Serves(VpcEndpoint endpoint, string service, string region) =>
        endpoint.ServiceName.EndsWith($".{region}.{service}", StringComparison.Ordinal);

    private static Hop Working(VpcEndpoint endpoint, string service) => endpoint.State is "available"
        ? new($"{service} endpoint {endpoint.Id}", Passage.Open)
        : new($"{service} endpoint {endpoint.Id} ({endpoint.State})", Passage.Closed, $"endpoint {endpoint.Id} ({endpoint.ServiceName}) to be available, it is {endpoint.State}");

    /// <summary>Told beside the default route: why no endpoint takes the way.</summary>
    private static Hop Bypassed(string service, VpcEndpoint[] endpoints, VpcDns? dns) => endpoints.FirstOrDefault() switch
    {
        null => new($"{service} endpoint: none", Passage.Open),
        { IsGateway: true } gateway => new($"{service} endpoint {gateway.Id}: not in this route table", Passage.Open),
        { PrivateDns: false } endpoint => new($"{service} endpoint {endpoint.Id}: without private DNS", Passage.Open),
        var endpoint => new($"{service} endpoint {endpoint.Id}: its private DNS is not in force, {Missing(dns)}", Passage.Open),
    };

    private static string Missing(VpcDns? dns) => dns is { Support: false } ? "enableDnsSupport is off" : "enableDnsHostnames is off";

    private static Hop[] Admission(VpcEndpoint endpoint, NodeNetwork network)
    {
        if (network.EndpointGroups is not Fact<IReadOnlyList<SecurityGroup>>.Known { Value: var all })
            return [new("security groups of the endpoint: not read", Passage.Unknown)];
        var groups = all.Where(group => endpoint.SecurityGroups.Contains(group.Id)).ToArray();
        var names = string.Join(", ", endpoint.SecurityGroups);
        var rules = groups.SelectMany(group => group.Ingress).Where(rule => rule.Covers(443)).ToArray();
        if (rules.Any(rule => Admits(rule, network.Node)))
            return [new(names, Passage.Open)];
        return rules.Any(rule => rule.PrefixLists.Count > 0) || groups.Length < endpoint.SecurityGroups.Count
            ? [new($"{names} (who is admitted is not known)", Passage.Unknown)]
            : [new($"{names} (443 in from {network.Node.PrivateIp} closed)", Passage.Closed,
                $"an inbound rule for TCP 443 from {string.Join(" or ", network.Node.SecurityGroups.Append(network.Node.PrivateIp))} in security group {names} of endpoint {endpoint.Id}")];
    }

    private static bool Admits(PortRule rule, NodeInstance node) =>
        rule.Cidrs.Any(cidr => Cidr.Holds(cidr, node.PrivateIp)) || rule.Groups.Intersect(node.SecurityGroups).Any();

    private static Hop Default(string service, string region, NodeNetwork network)
    {
        if (network.Routes is not Fact<RouteTable>.Known { Value: var table })
            return new("route table: not read", Passage.Unknown);
        var endpoint = service == "s3"
            ? $"a gateway endpoint for com.amazonaws.{region}.s3 in route table {table.Id}"
            : $"the interface endpoint com.amazonaws.{region}.{service} with private DNS in {network.Node.VpcId}";
        var missing = $"{endpoint}, or a default route to a NAT gateway in {table.Id}";
        return table.Default switch
        {
            DefaultRoute.NatGateway nat => new($"{table.Id} → {nat.Id}", Passage.Open),
            DefaultRoute.InternetGateway gateway when network.Node.PublicIp is not null => new($"{table.Id} → {gateway.Id}", Passage.Open),
            DefaultRoute.InternetGateway gateway => new($"{table.Id} → {gateway.Id} (the node has no public address)", Passage.Closed, missing),
            DefaultRoute.Blackhole hole => new($"{table.Id} → {hole.Target} (blackhole)", Passage.Closed, missing),
            DefaultRoute.Elsewhere other => new($"{table.Id} → {other.Target} (what lies behind it is not seen from here)", Passage.Unknown),
            _ => new($"{table.Id} (no default route)", Passage.Closed, missing),
        };
    }

    private static Hop Unproved(Hop hop) => hop.Passage is Passage.Closed ? hop with { Passage = Passage.Unknown } : hop;
}
