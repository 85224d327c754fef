using System.Net;

namespace Remediator.Core.Network;

/// <summary>
/// The last hop to an address of IPv6, by the routes for IPv6 alone. An address that another route than the default covers may be one of an
/// endpoint in the VPC, and is left open.
/// </summary>
internal static class Ipv6Exit
{
    public static Hop Of(NodeNetwork network, IPAddress dialled)
    {
        if (network.Routes is not Fact<RouteTable>.Known { Value: { Ipv6: { } routes } table }
            || !Cidr.IsPublic(dialled) || routes.Narrower.Any(cidr => cidr is null || Cidr.Holds(cidr, dialled)))
            return new(new Message("hop.ipv6-routes-unclear"), Passage.Unknown);
        return routes.Default switch
        {
            DefaultRoute.InternetGateway gateway => Hop.Open($"{table.Id} → {gateway.Id}"),
            DefaultRoute.None => Closed(table, new Message("hop.no-ipv6-default-route", ("routeTable", table.Id))),
            DefaultRoute.Blackhole hole => Closed(table, new Message("hop.blackhole", ("place", $"{table.Id} → {hole.Target}"))),
            var other => new(new Message("hop.not-visible", ("place", $"{table.Id} → {other.Shown}")), Passage.Unknown),
        };
    }

    private static Hop Closed(RouteTable table, Message name) =>
        new(name, Passage.Closed, new Message("missing.ipv6-route", ("routeTable", table.Id))) { ByAddress = true };
}
