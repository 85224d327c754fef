using Remediator.Core.Common;
using Remediator.Core.Network;

namespace Remediator.Core.Tests.Network;

/// <summary>A NAT gateway is a hop, not the end: https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-scenarios.html</summary>
public class NatTests
{
    private static readonly DefaultRoute s_internet = new DefaultRoute.InternetGateway("igw-1");

    private static NetworkPath Through(params NatGateway[] gateways) =>
        NetworkPath.To("ecr.dkr", "us-west-2", Given.Network with { NatGateways = Given.Nats(gateways) });

    private static NatGateway Nat(bool isPublic, DefaultRoute route) =>
        Given.Nat with { IsPublic = isPublic, Routes = new RouteTable("rtb-2", route) };

    public static TheoryData<NatGateway, string, Passage, string?> Gateways => new()
    {
        { Nat(true, s_internet), "nat-1 → rtb-2 → igw-1", Passage.Open, null },
        { Nat(true, new DefaultRoute.None()), "nat-1 → rtb-2 (no default route) ✗", Passage.Closed,
            "a default route to an internet gateway in rtb-2, the route table of NAT gateway nat-1" },
        { Nat(true, new DefaultRoute.Blackhole("igw-9")), "nat-1 → rtb-2 → igw-9 (blackhole) ✗", Passage.Closed,
            "a default route to an internet gateway in rtb-2, the route table of NAT gateway nat-1" },
        { Nat(true, new DefaultRoute.Elsewhere("vpce-firewall")),
            "nat-1 → rtb-2 → vpce-firewall (what lies behind it is not visible from here) ?", Passage.Unknown, null },
        { Nat(true, new DefaultRoute.NatGateway("nat-1")), "nat-1 → rtb-2 → nat-1 (what lies behind it is not visible from here) ?",
            Passage.Unknown, null },
        { Nat(true, s_internet) with { State = "failed" }, "nat-1 (failed) ✗", Passage.Closed,
            "NAT gateway nat-1 to be available, it is failed" },
        { Nat(true, s_internet) with { Routes = null }, "nat-1 (what lies behind it is not visible from here) ?", Passage.Unknown, null },
        { Nat(true, s_internet) with { Id = "nat-other" }, "nat-1 (what lies behind it is not visible from here) ?", Passage.Unknown,
            null },
        { Nat(false, s_internet), "nat-1 (private) → rtb-2 → igw-1 (a private NAT gateway has no public IP address) ✗", Passage.Closed,
            "a public NAT gateway in place of nat-1, which is private" },
        { Nat(false, new DefaultRoute.None()), "nat-1 (private) → rtb-2 (no default route) ✗", Passage.Closed,
            "a public NAT gateway in place of nat-1, which is private" },
        { Nat(false, new DefaultRoute.Elsewhere("tgw-1")),
            "nat-1 (private) → rtb-2 → tgw-1 (what lies behind it is not visible from here) ?", Passage.Unknown, null },
        { Nat(false, new DefaultRoute.NatGateway("nat-1")),
            "nat-1 (private) → rtb-2 → nat-1 (what lies behind it is not visible from here) ?", Passage.Unknown, null },
    };

    [Theory]
    [MemberData(nameof(Gateways))]
    public void The_network_path_continues_behind_a_NAT_gateway(NatGateway nat, string drawn, Passage passage, string? missing)
    {
        var path = Through(nat);
        Assert.StartsWith($"node i-1 → sg-node → subnet-1 → rtb-1 → {drawn}", path.ToString(), StringComparison.Ordinal);
        Assert.Equal((passage, missing), (path.Hops.Max(hop => hop.Passage), path.Broken?.Missing?.ToString()));
    }

    [Fact]
    public void A_private_gateway_may_lead_to_a_public_one() =>
        Assert.Equal("node i-1 → sg-node → subnet-1 → rtb-1 → nat-1 (private) → rtb-2 → nat-2 → rtb-3 → igw-1",
            Through(Nat(false, new DefaultRoute.NatGateway("nat-2")),
                new NatGateway("nat-2", IsPublic: true) { Routes = new RouteTable("rtb-3", s_internet) }).ToString());

    [Fact]
    public void Gateways_that_were_not_read_do_not_close_the_network_path()
    {
        var path = NetworkPath.To("ecr.dkr", "us-west-2",
            Given.Network with { NatGateways = Fact.Gap<IReadOnlyList<NatGateway>>(Situation.Denied) });
        Assert.Equal((Passage.Unknown, null), (path.Hops.Max(hop => hop.Passage), path.Broken));
    }

    [Fact]
    public void A_route_for_some_addresses_may_cover_what_a_private_name_resolves_to()
    {
        var table = new RouteTable("rtb-1", new DefaultRoute.None()) { Narrower = [new(null, "tgw-1")] };
        Assert.StartsWith("node i-1 → sg-node → subnet-1 → rtb-1 (no default route), some addresses to tgw-1 ?",
            NetworkPath.To("ecr.dkr", "us-west-2", Given.Network with { Routes = Fact.Of(table) }).ToString(), StringComparison.Ordinal);
    }
}
