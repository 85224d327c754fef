using System.Net;

namespace Remediator.Core.Network;

internal static class Cidr
{
    public const string Everywhere = "0.0.0.0/0";

    public static bool Holds(string range, string address) =>
        IPNetwork.TryParse(range, out var network) && IPAddress.TryParse(address, out var inside) && network.Contains(inside);
}
