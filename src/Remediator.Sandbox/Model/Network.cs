using System.Text.Json;

namespace Remediator.Sandbox.Model;

/// <summary>A VPC as far as image pulls depend on it. Not described, it has a NAT gateway and lets everything out.</summary>
public sealed record Network
{
    public const string NodeGroupId = "sg-0fedcba9876543210";

    public const string MainTable = "rtb-0123456789abcdef0";

    public const string Acl = "acl-0123456789abcdef0";

    public bool DnsSupport { get; init; } = true;

    public bool DnsHostnames { get; init; } = true;

    /// <summary>Where the main route table sends what is not local (<c>nat-…</c>, <c>igw-…</c>, <c>tgw-…</c>); empty: nowhere.</summary>
    public string DefaultRoute { get; init; } = "nat-0a1b2c3d4e5f60718";

    /// <summary>NAT gateways that are not as the others: public, available, and in a subnet with an internet gateway.</summary>
    public IReadOnlyDictionary<string, Nat> NatGateways { get; init; } = new Dictionary<string, Nat>();

    /// <summary>Routes of the main table for a part of the addresses.</summary>
    public IReadOnlyDictionary<string, string> Routes { get; init; } = new Dictionary<string, string>();

    /// <summary>The account that lends the VPC's subnets; null: the cluster's own.</summary>
    public string? Owner { get; init; }

    /// <summary>The target of the default route is gone.</summary>
    public bool Blackhole { get; init; }

    /// <summary>Subnets with a route table of their own, and where that sends what is not local.</summary>
    public IReadOnlyDictionary<string, string> Subnets { get; init; } = new Dictionary<string, string>();

    /// <summary>Interface and gateway endpoints by service (<c>ecr.dkr</c>, <c>s3</c>).</summary>
    public IReadOnlyDictionary<string, Endpoint> Endpoints { get; init; } = new Dictionary<string, Endpoint>();

    /// <summary>What the nodes' security group lets out.</summary>
    public IReadOnlyList<Rule> NodeEgress { get; init; } = [new()];

    /// <summary>Entries of the subnets' network ACL; both directions are open when there are none.</summary>
    public IReadOnlyList<AclRule> AclRules { get; init; } = [new(100, Egress: true), new(100, Egress: false)];

    public Nat NatOf(string id) => NatGateways.GetValueOrDefault(id) ?? new Nat();

    public string TableOf(string subnet) => Subnets.ContainsKey(subnet) ? $"rtb-{subnet[7..]}" : MainTable;

    public string RouteOf(string subnet) => Subnets.GetValueOrDefault(subnet, DefaultRoute);
}

/// <summary>A NAT gateway, alone in a subnet of its own.</summary>
public sealed record Nat
{
    public bool Public { get; init; } = true;

    public string State { get; init; } = "available";

    /// <summary>Where its subnet's route table sends what is not local; empty: nowhere.</summary>
    public string DefaultRoute { get; init; } = "igw-0a1b2c3d4e5f60718";

    public bool LeadsOut => Public && State == "available" && DefaultRoute.StartsWith("igw-", StringComparison.Ordinal);
}

/// <summary>A VPC endpoint; one for s3 is a gateway, one whose key begins with <c>rcfg-</c> is for a resource and has no service.</summary>
public sealed record Endpoint
{
    /// <summary>The route tables that a gateway stands in; null: all.</summary>
    public IReadOnlyList<string>? RouteTables { get; init; }

    public bool PrivateDns { get; init; } = true;

    /// <summary>What the endpoint's security group lets in.</summary>
    public IReadOnlyList<Rule> Ingress { get; init; } = [new() { Protocol = "tcp", From = 443, To = 443, Cidr = "10.42.0.0/16" }];

    /// <summary>The endpoint policy; everything is allowed where it is null.</summary>
    public JsonElement? Policy { get; init; }

    public string State { get; init; } = "available";
}

/// <summary>A rule of a security group for one range of addresses, or for one other group.</summary>
public sealed record Rule
{
    public string Protocol { get; init; } = "-1";

    public int? From { get; init; }

    public int? To { get; init; }

    public string Cidr { get; init; } = "0.0.0.0/0";

    public string? Group { get; init; }
}

public sealed record AclRule(int Number, bool Egress)
{
    public bool Allow { get; init; } = true;

    public string Protocol { get; init; } = "-1";

    public int? From { get; init; }

    public int? To { get; init; }

    public string Cidr { get; init; } = "0.0.0.0/0";
}
