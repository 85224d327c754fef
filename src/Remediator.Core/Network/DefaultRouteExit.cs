using Remediator.Core.Common;

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
            return [new("route table: not read", Passage.Unknown)];
        var missing = Missing(service, region, table, network);
        return table.Default switch
        {
            DefaultRoute.NatGateway nat => Through(table, nat.Id, network.NatGateways, []),
            DefaultRoute.InternetGateway gateway when network.Node.PublicIp is not null => [new($"{table.Id} → {gateway.Id}", Passage.Open)],
            DefaultRoute.InternetGateway gateway => [Closed(table, $"{table.Id} → {gateway.Id} (the node has no public address)", missing)],
            _ => [Ended(table, missing)],
        };
    }

    private static string Missing(string service, string region, RouteTable table, NodeNetwork network)
    {
        var endpoint = service == "s3"
            ? $"a gateway endpoint for com.amazonaws.{region}.s3 in route table {table.Id}"
            : $"the interface endpoint com.amazonaws.{region}.{service} with private DNS in {network.Node.VpcId}";
        return $"{endpoint}, or a default route to a NAT gateway in {table.Id}";
    }

    private static IReadOnlyList<Hop> Through(RouteTable table, string id, Fact<IReadOnlyList<NatGateway>> gateways, IReadOnlyList<string> passed)
    {
        if (gateways is not Fact<IReadOnlyList<NatGateway>>.Known { Value: var all })
            return [new($"{table.Id} → {id} (not read)", Passage.Unknown)];
        if (all.FirstOrDefault(gateway => gateway.Id == id) is not { } nat || passed.Contains(id))
            return [Unseen(table, id)];
        return nat switch
        {
            { State: not "available" } => [Closed(table, $"{table.Id} → {id} ({nat.State})", $"NAT gateway {id} to be available, it is {nat.State}")],
            { Routes: { } routes } => [new($"{table.Id} → {id}{(nat.IsPublic ? "" : " (private)")}", Passage.Open), .. Behind(nat, routes, gateways, [.. passed, id])],
            _ => [Unseen(table, id)],
        };
    }

    private static IReadOnlyList<Hop> Behind(NatGateway nat, RouteTable table, Fact<IReadOnlyList<NatGateway>> gateways, IReadOnlyList<string> passed) => (nat.IsPublic, table.Default) switch
    {
        (true, DefaultRoute.InternetGateway gateway) => [new($"{table.Id} → {gateway.Id}", Passage.Open)],
        (true, DefaultRoute.NatGateway other) => [Unseen(table, other.Id)],
        (true, _) => [Ended(table, $"a default route to an internet gateway in {table.Id}, where NAT gateway {nat.Id} stands")],
        (false, DefaultRoute.NatGateway other) => Through(table, other.Id, gateways, passed),
        (false, DefaultRoute.InternetGateway gateway) => [Closed(table, $"{table.Id} → {gateway.Id} (a private NAT gateway has no public address)", Public(nat))],
        (false, _) => [Ended(table, Public(nat))],
    };

    private static string Public(NatGateway nat) => $"a public NAT gateway in place of {nat.Id}, which is private";

    private static Hop Ended(RouteTable table, string missing) => table.Default switch
    {
        DefaultRoute.Blackhole hole => Closed(table, $"{table.Id} → {hole.Target} (blackhole)", missing),
        DefaultRoute.Elsewhere other => Unseen(table, other.Target),
        _ => Closed(table, $"{table.Id} (no default route)", missing),
    };

    private static Hop Unseen(RouteTable table, string target) => new($"{table.Id} → {target} (what lies behind it is not seen from here)", Passage.Unknown);

    /// <summary>Unless a route for some addresses leads on: the service's name may be one of them.</summary>
    private static Hop Closed(RouteTable table, string name, string missing) => table.Narrower.Count == 0
        ? new(name, Passage.Closed, missing)
        : new($"{name}, some addresses to {string.Join(", ", table.Narrower)}", Passage.Unknown);
}
