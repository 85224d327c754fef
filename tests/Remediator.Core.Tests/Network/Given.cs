using Remediator.Core.Common;
using Remediator.Core.Network;

namespace Remediator.Core.Tests.Network;

/// <summary>A private subnet behind a NAT gateway where everything may leave, and what a test changes of it.</summary>
internal static class Given
{
    public static readonly NodeInstance Node = new("i-1", "vpc-1", "subnet-1", "10.0.0.10") { SecurityGroups = ["sg-node"] };

    public static NodeNetwork Network { get; } = new()
    {
        Node = Node,
        Routes = Fact.Of(new RouteTable("rtb-1", new DefaultRoute.NatGateway("nat-1"))),
        NatGateways = Nats(Nat),
        Acl = Acl(new AclEntry(100, true, true, "-1", null, null, "0.0.0.0/0"),
            new AclEntry(100, false, true, "-1", null, null, "0.0.0.0/0")),
        Dns = Fact.Of(new VpcDns(true, true)),
        Endpoints = Endpoints(),
        NodeGroups = Groups(new SecurityGroup("sg-node", [], [All])),
        EndpointGroups = Groups(),
    };

    public static NatGateway Nat =>
        new("nat-1", IsPublic: true) { Routes = new RouteTable("rtb-public", new DefaultRoute.InternetGateway("igw-1")) };

    public static Fact<IReadOnlyList<NatGateway>> Nats(params NatGateway[] gateways) => Fact.Of<IReadOnlyList<NatGateway>>(gateways);

    public static PortRule All => new("-1", null, null) { Cidrs = ["0.0.0.0/0"] };

    public static PortRule Https => new("tcp", 443, 443);

    public static Fact<NetworkAcl> Acl(params AclEntry[] entries) => Fact.Of(new NetworkAcl("acl-1", entries));

    public static Fact<IReadOnlyList<SecurityGroup>> Groups(params SecurityGroup[] groups) => Fact.Of<IReadOnlyList<SecurityGroup>>(groups);

    public static Fact<IReadOnlyList<VpcEndpoint>> Endpoints(params VpcEndpoint[] endpoints) =>
        Fact.Of<IReadOnlyList<VpcEndpoint>>(endpoints);

    public static Fact<RouteTable> Routes(DefaultRoute route) => Fact.Of(new RouteTable("rtb-1", route));

    public static VpcEndpoint Dkr =>
        new("vpce-dkr", "com.amazonaws.us-west-2.ecr.dkr", false) { PrivateDns = true, SecurityGroups = ["sg-endpoint"] };

    public static VpcEndpoint Api => Dkr with { Id = "vpce-api", ServiceName = "com.amazonaws.us-west-2.ecr.api" };
}
