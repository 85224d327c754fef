using System.Net;

namespace Remediator.Core.Network;

/// <summary>
/// A network ACL. It keeps no state: the answers need a rule of their own. Entries count in the order of their numbers, and what none takes
/// is denied.
/// </summary>
public sealed record NetworkAcl(string Id, IReadOnlyList<AclEntry> Entries)
{
    /// <summary>
    /// May TCP to these ports pass, from or to that address, or where it is not known wherever ECR is? An entry for a part of the addresses
    /// or ports that does not decide alone leaves it unknown.
    /// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
    /// </summary>
    public Passage Of(bool egress, int from, int to, IPAddress? address = null)
    {
        var seen = new HashSet<bool>();
        var touching = Entries.Where(entry => entry.Egress == egress && entry.Touches(from, to) && Takes(entry, address));
        foreach (var entry in touching.OrderBy(entry => entry.Number))
        {
            seen.Add(entry.Allow);
            if ((address is not null || entry.Cidr == Cidr.Everywhere) && entry.Covers(from, to))
                return seen.Count > 1 ? Passage.Unknown : entry.Allow ? Passage.Open : Passage.Closed;
        }
        return seen.Contains(true) ? Passage.Unknown : Passage.Closed;
    }

    private static bool Takes(AclEntry entry, IPAddress? address) =>
        address is null ? !Cidr.IsIpv6(entry.Cidr) : Cidr.Holds(entry.Cidr, address);
}

/// <summary>An entry for IPv4 or IPv6; <see cref="Protocol"/> is a number, <c>6</c> for TCP, <c>-1</c> for all with all ports.</summary>
public sealed record AclEntry(int Number, bool Egress, bool Allow, string Protocol, int? From, int? To, string Cidr)
{
    private bool IsTcp => Protocol is "6" or "tcp" || AllPorts;

    private bool AllPorts => Protocol == "-1";

    public bool Touches(int from, int to) => IsTcp && (AllPorts || ((From ?? 0) <= to && (To ?? 65535) >= from));

    public bool Covers(int from, int to) => IsTcp && (AllPorts || ((From ?? 0) <= from && (To ?? 65535) >= to));
}

internal static class Cidr
{
    public const string Everywhere = "0.0.0.0/0";

    public static bool Holds(string range, string address) => IPAddress.TryParse(address, out var inside) && Holds(range, inside);

    public static bool Holds(string range, IPAddress address) => IPNetwork.TryParse(range, out var network) && network.Contains(address);

    public static bool IsIpv6(string range) => range.Contains(':');

    /// <summary>Only reached through routes, never through a network interface in the VPC.</summary>
    public static bool IsPublic(IPAddress address) => !s_private.Any(range => Holds(range, address));

    // https://www.iana.org/assignments/iana-ipv4-special-registry, and IPv6's unique local and link-local addresses
    private static readonly string[] s_private =
    [
        "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16", "127.0.0.0/8",
        "fc00::/7", "fe80::/10", "::1/128",
    ];
}
