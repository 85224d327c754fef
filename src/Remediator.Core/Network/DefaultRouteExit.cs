namespace Remediator.Core.Network;

/// <summary>
/// What no endpoint takes: the default route, and behind a NAT gateway the route table of the gateway's own subnet.
/// https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-scenarios.html
/// </summary>
internal static class DefaultRouteExit
{
    public static IReadOnlyList<Hop> Of(string service, string region, NodeNetwork network)
    {
        if (network.Routes is not Fact<RouteTable>.Known { Value: var table })
            return [new(new Message("hop.route-table-unread"), Passage.Unknown)];
        var missing = new Lack(Missing(service, region, table, network), ChangeOf(service, region, table, network));
        return table.Default switch
        {
            DefaultRoute.NatGateway nat => Through(table, nat.Id, network.NatGateways, []),
            DefaultRoute.InternetGateway gateway when network.Node.PublicIp is not null => [Hop.Open($"{table.Id} → {gateway.Id}")],
            DefaultRoute.InternetGateway gateway =>
                [Closed(table, new Message("hop.no-public-address", ("place", $"{table.Id} → {gateway.Id}")), missing)],
            _ => [Ended(table, missing)],
        };
    }

    /// <summary>What is missing, in words, and where it is one thing, as that.</summary>
    private sealed record Lack(Message Says, NetworkChange? Change = null);

    /// <summary>A NAT gateway of the VPC that works is one route away; else the service gets an endpoint.</summary>
    private static NetworkChange ChangeOf(string service, string region, RouteTable table, NodeNetwork network)
    {
        var nat = network.NatGateways.ValueOrNull()?.FirstOrDefault(gateway =>
            gateway is { IsPublic: true, State: "available", Routes.Default: DefaultRoute.InternetGateway });
        var name = $"com.amazonaws.{region}.{service}";
        return nat is not null && table.Default is (DefaultRoute.None or DefaultRoute.Blackhole)
            ? new NetworkChange.DefaultRouteToNat(table.Id, nat.Id, table.Default is DefaultRoute.Blackhole)
            : service == "s3"
            ? new NetworkChange.GatewayEndpoint(name, network.Node.VpcId, table.Id)
            : new NetworkChange.InterfaceEndpoint(name, network.Node.VpcId, network.Node.SubnetId, network.Node.SecurityGroups);
    }

    private static Message Missing(string service, string region, RouteTable table, NodeNetwork network)
    {
        var name = $"com.amazonaws.{region}.{service}";
        return service == "s3"
            ? new Message("missing.gateway-endpoint", ("service", name), ("routeTable", table.Id))
            : new Message("missing.interface-endpoint", ("service", name), ("vpc", network.Node.VpcId), ("routeTable", table.Id));
    }

    private static IReadOnlyList<Hop> Through(RouteTable table, string id, Fact<IReadOnlyList<NatGateway>> gateways,
        IReadOnlyList<string> passed)
    {
        var place = $"{table.Id} → {id}";
        if (gateways is not Fact<IReadOnlyList<NatGateway>>.Known { Value: var all })
            return [new(new Message("hop.nat-unread", ("place", place)), Passage.Unknown)];
        if (all.FirstOrDefault(gateway => gateway.Id == id) is not { } nat || passed.Contains(id))
            return [Unseen(table, id)];
        return nat switch
        {
            { State: not "available" } =>
            [
                Closed(table, new Message("hop.nat-state", ("place", place), ("state", nat.State)),
                    new Lack(new Message("missing.nat-available", ("nat", id), ("state", nat.State)))),
            ],
            { Routes: { } routes } =>
            [
                new(nat.IsPublic ? Hop.At(place) : new Message("hop.nat-private", ("place", place)), Passage.Open),
                .. Behind(nat, routes, gateways, [.. passed, id]),
            ],
            _ => [Unseen(table, id)],
        };
    }

    private static IReadOnlyList<Hop> Behind(
        NatGateway nat, RouteTable table, Fact<IReadOnlyList<NatGateway>> gateways, IReadOnlyList<string> passed) =>
            (nat.IsPublic, table.Default) switch
            {
                (true, DefaultRoute.InternetGateway gateway) => [Hop.Open($"{table.Id} → {gateway.Id}")],
                (true, DefaultRoute.NatGateway other) => [Unseen(table, other.Id)],
                (true, _) => [Ended(table, new Lack(new Message("missing.internet-gateway", ("routeTable", table.Id), ("nat", nat.Id))))],
                (false, DefaultRoute.NatGateway other) => Through(table, other.Id, gateways, passed),
                (false, DefaultRoute.InternetGateway gateway) =>
                    [Closed(table, new Message("hop.nat-no-public-address", ("place", $"{table.Id} → {gateway.Id}")), Public(nat))],
                (false, _) => [Ended(table, Public(nat))],
            };

    private static Lack Public(NatGateway nat) => new(new Message("missing.public-nat", ("nat", nat.Id)));

    private static Hop Ended(RouteTable table, Lack missing) => table.Default switch
    {
        DefaultRoute.Blackhole hole => Closed(table, new Message("hop.blackhole", ("place", $"{table.Id} → {hole.Target}")), missing),
        DefaultRoute.Elsewhere other => Unseen(table, other.Target),
        _ => Closed(table, new Message("hop.no-default-route", ("routeTable", table.Id)), missing),
    };

    private static Hop Unseen(RouteTable table, string target) => new(
        new Message("hop.not-visible", ("place", $"{table.Id} → {target}")), Passage.Unknown);

    /// <summary>Unless a route for some addresses leads on: the service's name may be one of them.</summary>
    private static Hop Closed(RouteTable table, Message name, Lack missing) => table.Narrower.Count == 0
        ? new(name, Passage.Closed, missing.Says) { Change = missing.Change }
        : new(
            new Message("hop.narrower-routes",
                ("hop", name), ("targets", string.Join(", ", table.Narrower.Select(route => route.Target).Distinct()))),
            Passage.Unknown);
}
