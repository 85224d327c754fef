using System.Net;

namespace Remediator.Sandbox.Hosting;

/// <summary>Where a world listens, and the names under which it is reached.</summary>
/// <param name="Containers">The name of this machine inside containers; null: nobody but this machine reaches the world.</param>
internal sealed record HostNames(string? Containers)
{
    public IPAddress ListensOn => Containers is null ? IPAddress.Loopback : IPAddress.Any;

    /// <summary>How clients on this machine reach what listens there.</summary>
    public static Uri FromHere(Uri listening) => At(listening, $"{IPAddress.Loopback}");

    /// <summary>What the world says of itself to those who ask where it is.</summary>
    public Uri Advertised(Uri listening) => Containers is null ? FromHere(listening) : At(listening, Containers);

    private static Uri At(Uri listening, string host) => new UriBuilder(listening) { Host = host }.Uri;
}
