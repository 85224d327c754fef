namespace Remediator.Core.Network;

/// <summary>What EC2 says of the network around a node. Each read stands by itself: one that failed leaves the others.</summary>
public sealed record NodeNetwork
{
    public required NodeInstance Node { get; init; }

    /// <summary>The route table of the node's subnet: its own, or the VPC's main one.</summary>
    public required Fact<RouteTable> Routes { get; init; }

    /// <summary>The VPC's NAT gateways.</summary>
    public required Fact<IReadOnlyList<NatGateway>> NatGateways { get; init; }

    /// <summary>The network ACL of the node's subnet.</summary>
    public required Fact<NetworkAcl> Acl { get; init; }

    public required Fact<VpcDns> Dns { get; init; }

    /// <summary>The VPC's endpoints for ECR and S3.</summary>
    public required Fact<IReadOnlyList<VpcEndpoint>> Endpoints { get; init; }

    /// <summary>The node's security groups.</summary>
    public required Fact<IReadOnlyList<SecurityGroup>> NodeGroups { get; init; }

    /// <summary>The security groups of those endpoints.</summary>
    public required Fact<IReadOnlyList<SecurityGroup>> EndpointGroups { get; init; }
}

/// <summary>The VPC's attributes enableDnsSupport and enableDnsHostnames; private DNS names of endpoints need both.</summary>
public sealed record VpcDns(bool Support, bool Hostnames);

/// <summary>A VPC endpoint; the route tables are a gateway endpoint's, subnets and security groups an interface endpoint's.</summary>
public sealed record VpcEndpoint(string Id, string ServiceName, bool IsGateway)
{
    /// <summary><c>available</c> where it works.</summary>
    public string State { get; init; } = "available";

    public bool Works => State == "available";

    public bool PrivateDns { get; init; }

    public IReadOnlyList<string> SubnetIds { get; init; } = [];

    public IReadOnlyList<string> SecurityGroups { get; init; } = [];

    public IReadOnlyList<string> RouteTables { get; init; } = [];
}

/// <summary>A security group: what no rule names does not pass.</summary>
public sealed record SecurityGroup(string Id, IReadOnlyList<PortRule> Ingress, IReadOnlyList<PortRule> Egress);

/// <summary>A rule of a security group; <see cref="Protocol"/> is <c>tcp</c>, <c>6</c>, …, or <c>-1</c> for all with all ports.</summary>
public sealed record PortRule(string Protocol, int? From, int? To)
{
    public IReadOnlyList<string> Cidrs { get; init; } = [];

    public IReadOnlyList<string> Groups { get; init; } = [];

    public IReadOnlyList<string> PrefixLists { get; init; } = [];

    public bool Covers(int port) => Protocol == "-1"
        || (Protocol is "tcp" or "6" && (From is null or -1 || From <= port) && (To is null or -1 || To >= port));
}
