namespace Remediator.Core.Network;

public sealed record RouteTable(string Id, DefaultRoute Default)
{
    /// <summary>Where routes for some addresses lead out of the VPC: a private name of ECR may stand for one of them.</summary>
    public IReadOnlyList<NarrowRoute> Narrower { get; init; } = [];

    /// <summary>Its routes for IPv6; null where they are not known.</summary>
    public Ipv6Routes? Ipv6 { get; init; }
}

/// <param name="Default">Where <c>::/0</c> leads; an egress-only internet gateway is an internet gateway here.</param>
/// <param name="Narrower">The destinations of all other routes, those within the VPC too; null for a prefix list, whose addresses are not
/// read.</param>
public sealed record Ipv6Routes(DefaultRoute Default, IReadOnlyList<string?> Narrower);

/// <summary>A route for some addresses.</summary>
/// <param name="Cidr">Null for a prefix list, whose addresses are not read.</param>
public sealed record NarrowRoute(string? Cidr, string Target);

/// <summary>Where a route table sends what no other route takes.</summary>
public abstract record DefaultRoute
{
    private DefaultRoute() { }

    public sealed record None : DefaultRoute;

    public sealed record NatGateway(string Id) : DefaultRoute;

    /// <summary>Leads out only for those that have a public address.</summary>
    public sealed record InternetGateway(string Id) : DefaultRoute;

    /// <summary>The target is gone, or not attached.</summary>
    public sealed record Blackhole(string Target) : DefaultRoute;

    /// <summary>A transit gateway, a firewall, an instance …: what lies behind is not seen from this VPC.</summary>
    public sealed record Elsewhere(string Target) : DefaultRoute;

    public string Shown => this switch
    {
        NatGateway nat => nat.Id,
        InternetGateway gateway => gateway.Id,
        Blackhole hole => hole.Target,
        Elsewhere other => other.Target,
        _ => "none",
    };
}

/// <summary>A NAT gateway. Only a public one leads to the internet, and only from a subnet that itself leads there.</summary>
public sealed record NatGateway(string Id, bool IsPublic)
{
    /// <summary><c>available</c> where it works.</summary>
    public string State { get; init; } = "available";

    /// <summary>The route table of its own subnet, or null where that is not known.</summary>
    public RouteTable? Routes { get; init; }
}
