namespace Remediator.Core.Network;

/// <summary>A NAT gateway. Only a public one leads to the internet, and only from a subnet that itself leads there.</summary>
public sealed record NatGateway(string Id, bool IsPublic)
{
    /// <summary><c>available</c> where it works.</summary>
    public string State { get; init; } = "available";

    /// <summary>The route table of its own subnet, or null where that is not known.</summary>
    public RouteTable? Routes { get; init; }
}
