using System.Net;

namespace Remediator.Core.Network;

/// <summary>
/// A network ACL. It keeps no state: the answers need a rule of their own. Entries count in the order of their numbers, and what none takes
/// is denied.
/// </summary>
public sealed record NetworkAcl(string Id, IReadOnlyList<AclEntry> Entries)
{
    /// <summary>
    /// May TCP to these ports pass, from or to wherever ECR is? An entry for a part of the addresses or ports that does not decide alone
    /// leaves it unknown.
    /// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
    /// </summary>
    public Passage Of(bool egress, int from, int to)
    {
        var seen = new HashSet<bool>();
        foreach (var entry in Entries.Where(entry => entry.Egress == egress && entry.Touches(from, to)).OrderBy(entry => entry.Number))
        {
            seen.Add(entry.Allow);
            if (entry.Cidr == Cidr.Everywhere && entry.Covers(from, to))
                return seen.Count > 1 ? Passage.Unknown : entry.Allow ? Passage.Open : Passage.Closed;
        }
        return seen.Contains(true) ? Passage.Unknown : Passage.Closed;
    }
}

/// <summary>An entry for IPv4; <see cref="Protocol"/> is a number, <c>6</c> for TCP, <c>-1</c> for all with all ports.</summary>
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

    public static bool Holds(string range, string address) =>
        IPNetwork.TryParse(range, out var network) && IPAddress.TryParse(address, out var inside) && network.Contains(inside);
}
