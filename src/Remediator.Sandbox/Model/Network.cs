namespace Remediator.Sandbox.Model;

/// <summary>The parts of a VPC that image pulls depend on. By default it has a NAT gateway and allows all outbound traffic.</summary>
public sealed record Network
{
    public const string NodeGroupId = "sg-0fedcba9876543210";

    public const string MainTable = "rtb-0123456789abcdef0";

    public const string Acl = "acl-0123456789abcdef0";

    public bool DnsSupport { get; init; } = true;

    public bool DnsHostnames { get; init; } = true;

    /// <summary>Target of the main table's default route (<c>nat-…</c>, <c>igw-…</c>, <c>tgw-…</c>); empty: no such route.</summary>
    public string DefaultRoute { get; init; } = "nat-0a1b2c3d4e5f60718";

    /// <summary>NAT gateways that differ from the default: public, available, and in a subnet with an internet gateway.</summary>
    public IReadOnlyDictionary<string, Nat> NatGateways { get; init; } = new Dictionary<string, Nat>();

    /// <summary>More specific routes of the main table: the target by CIDR.</summary>
    public IReadOnlyDictionary<string, string> Routes { get; init; } = new Dictionary<string, string>();

    /// <summary>The account that shares the VPC's subnets; null: the cluster's own.</summary>
    public string? Owner { get; init; }

    /// <summary>The default route is a blackhole: its target was deleted.</summary>
    public bool Blackhole { get; init; }

    /// <summary>Subnets with their own route table, and the target of its default route.</summary>
    public IReadOnlyDictionary<string, string> Subnets { get; init; } = new Dictionary<string, string>();

    /// <summary>Interface and gateway endpoints by service (<c>ecr.dkr</c>, <c>s3</c>).</summary>
    public IReadOnlyDictionary<string, Endpoint> Endpoints { get; init; } = new Dictionary<string, Endpoint>();

    /// <summary>Outbound rules of the nodes' security group.</summary>
    public IReadOnlyList<Rule> NodeEgress { get; init; } = [new()];

    /// <summary>Rules of the subnets' network ACL; by default everything is allowed in both directions.</summary>
    public IReadOnlyList<AclRule> AclRules { get; init; } = [new(100, Egress: true), new(100, Egress: false)];

    public Nat NatOf(string id) => NatGateways.GetValueOrDefault(id) ?? new Nat();

    public string TableOf(string subnet) => Subnets.ContainsKey(subnet) ? $"rtb-{subnet[7..]}" : MainTable;

    public string RouteOf(string subnet) => Subnets.GetValueOrDefault(subnet, DefaultRoute);
}

/// <summary>A NAT gateway in a subnet of its own.</summary>
public sealed record Nat
{
    public bool Public { get; init; } = true;

    public string State { get; init; } = "available";

    /// <summary>Target of the default route of its subnet; empty: no such route.</summary>
    public string DefaultRoute { get; init; } = "igw-0a1b2c3d4e5f60718";

    public bool ReachesInternet => Public && State == "available" && DefaultRoute.StartsWith("igw-", StringComparison.Ordinal);
}

/// <summary>
/// A VPC endpoint: a gateway for s3, a resource endpoint without a service for a key <c>rcfg-…</c>, otherwise an interface.
/// </summary>
public sealed record Endpoint
{
    /// <summary>The route tables of a gateway endpoint; null: all.</summary>
    public IReadOnlyList<string>? RouteTables { get; init; }

    public bool PrivateDns { get; init; } = true;

    /// <summary>Inbound rules of the endpoint's security group.</summary>
    public IReadOnlyList<Rule> Ingress { get; init; } = [new() { Protocol = "tcp", From = 443, To = 443, Cidr = "10.42.0.0/16" }];

    /// <summary>The endpoint policy; null allows everything.</summary>
    public JsonElement? Policy { get; init; }

    public string State { get; init; } = "available";
}

/// <summary>A rule of a security group, for a CIDR or for another group.</summary>
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
