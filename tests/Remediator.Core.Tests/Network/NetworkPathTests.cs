using Remediator.Core.Common;
using Remediator.Core.Network;

namespace Remediator.Core.Tests.Network;

public class NetworkPathTests
{
    private const string Region = "us-west-2";

    private static NetworkPath To(NodeNetwork network, string service = "ecr.dkr", string region = Region) =>
        NetworkPath.To(service, region, network);

    private static void Says(string way, Passage worst, NetworkPath path) =>
        Assert.Equal((way, worst), (path.ToString(), path.Hops.Max(hop => hop.Passage)));

    public static TheoryData<DefaultRoute, string?, string, Passage> Routes => new()
    {
        { new DefaultRoute.NatGateway("nat-1"), null, "rtb-1 → nat-1 → rtb-public → igw-1", Passage.Open },
        { new DefaultRoute.InternetGateway("igw-1"), "203.0.113.9", "rtb-1 → igw-1", Passage.Open },
        { new DefaultRoute.InternetGateway("igw-1"), null, "rtb-1 → igw-1 (the node has no public IP address) ✗ → ecr.dkr endpoint: none",
            Passage.Closed },
        { new DefaultRoute.Blackhole("nat-1"), null, "rtb-1 → nat-1 (blackhole) ✗ → ecr.dkr endpoint: none", Passage.Closed },
        { new DefaultRoute.None(), null, "rtb-1 (no default route) ✗ → ecr.dkr endpoint: none", Passage.Closed },
        { new DefaultRoute.Elsewhere("tgw-1"), null,
            "rtb-1 → tgw-1 (what lies behind it is not visible from here) ? → ecr.dkr endpoint: none", Passage.Unknown },
    };

    [Theory]
    [MemberData(nameof(Routes))]
    public void Without_an_endpoint_the_default_route_decides(DefaultRoute route, string? publicIp, string exit, Passage passage) =>
        Says($"node i-1 → sg-node → subnet-1 → {exit}", passage,
            To(Given.Network with { Node = Given.Node with { PublicIp = publicIp }, Routes = Given.Routes(route) }));

    public static TheoryData<PortRule, Passage> Admissions => new()
    {
        { Given.Https with { Cidrs = ["10.0.0.0/16"] }, Passage.Open },
        { Given.Https with { Groups = ["sg-node"] }, Passage.Open },
        { Given.All, Passage.Open },
        { Given.Https with { Cidrs = ["10.1.0.0/16"] }, Passage.Closed },
        { new PortRule("tcp", 80, 80) { Cidrs = ["0.0.0.0/0"] }, Passage.Closed },
        { new PortRule("udp", 443, 443) { Cidrs = ["0.0.0.0/0"] }, Passage.Closed },
        { Given.Https with { PrefixLists = ["pl-1"] }, Passage.Unknown },
    };

    [Theory]
    [MemberData(nameof(Admissions))]
    public void An_endpoint_with_private_dns_takes_the_traffic_whatever_the_routes_and_has_to_allow_the_node(PortRule rule, Passage passage)
    {
        var network = Given.Network with
        {
            Endpoints = Given.Endpoints(Given.Dkr),
            EndpointGroups = Given.Groups(new SecurityGroup("sg-endpoint", [rule], []))
        };
        Assert.Equal(passage, To(network).Hops.Max(hop => hop.Passage));
        Assert.Equal(passage, To(network with { Routes = Given.Routes(new DefaultRoute.None()) }).Hops.Max(hop => hop.Passage));
    }

    [Fact]
    public void The_missing_security_group_rule_of_an_endpoint_is_named() =>
        Assert.Equal("an inbound rule for TCP 443 from one of sg-node, 10.0.0.10 in security group sg-endpoint of endpoint vpce-dkr",
            To(Given.Network with
            {
                Endpoints = Given.Endpoints(Given.Dkr),
                EndpointGroups = Given.Groups(new SecurityGroup("sg-endpoint", [], []))
            }).Broken!.Missing!.ToString());

    [Fact]
    public void An_endpoint_whose_private_dns_is_off_takes_no_traffic() =>
        Says("node i-1 → sg-node → subnet-1 → rtb-1 (no default route) ✗ → ecr.dkr endpoint vpce-dkr: without private DNS", Passage.Closed,
            To(Given.Network with
            {
                Routes = Given.Routes(new DefaultRoute.None()),
                Endpoints = Given.Endpoints(Given.Dkr with { PrivateDns = false })
            }));

    [Fact]
    public void Private_dns_needs_the_vpc_s_host_names() =>
        Says(
            "node i-1 → sg-node → subnet-1 → rtb-1 (no default route) ✗ → ecr.dkr endpoint vpce-dkr: its private DNS is not in effect, "
                + "enableDnsHostnames is off", Passage.Closed,
            To(Given.Network with
            {
                Routes = Given.Routes(new DefaultRoute.None()),
                Endpoints = Given.Endpoints(Given.Dkr),
                Dns = Fact.Of(new VpcDns(true, false))
            }));

    [Fact]
    public void An_endpoint_serves_its_own_region_only() =>
        Assert.Equal(
            "the interface endpoint com.amazonaws.eu-west-1.ecr.dkr with private DNS in vpc-1, or a default route to a NAT gateway "
                + "in rtb-1",
            To(Given.Network with { Routes = Given.Routes(new DefaultRoute.None()), Endpoints = Given.Endpoints(Given.Dkr) },
                region: "eu-west-1").Broken!.Missing!.ToString());

    [Theory]
    [InlineData("rtb-1", Passage.Open)]
    [InlineData("rtb-2", Passage.Closed)]
    public void A_gateway_endpoint_serves_the_route_tables_it_is_in(string table, Passage passage) =>
        Assert.Equal(passage, To(Given.Network with
        {
            Routes = Given.Routes(new DefaultRoute.None()),
            Endpoints = Given.Endpoints(new VpcEndpoint("vpce-s3", "com.amazonaws.us-west-2.s3", true) { RouteTables = [table] }),
        }, "s3").Hops.Max(hop => hop.Passage));

    [Fact]
    public void An_endpoint_that_is_not_available_is_named() =>
        Says("node i-1 → sg-node → subnet-1 → ecr.dkr endpoint vpce-dkr (pendingacceptance) ? → rtb-1 (no default route) ✗", Passage.Closed,
            To(Given.Network with
            {
                Routes = Given.Routes(new DefaultRoute.None()),
                Endpoints = Given.Endpoints(Given.Dkr with { State = "pendingacceptance" })
            }));

    [Fact]
    public void An_available_endpoint_takes_precedence_over_one_that_is_being_deleted() =>
        Assert.Equal(Passage.Open, To(Given.Network with
        {
            Routes = Given.Routes(new DefaultRoute.None()),
            Endpoints = Given.Endpoints(Given.Dkr with { Id = "vpce-old", State = "deleting" }, Given.Dkr),
            EndpointGroups = Given.Groups(new SecurityGroup("sg-endpoint", [Given.All], [])),
        }).Hops.Max(hop => hop.Passage));

    [Fact]
    public void An_unavailable_endpoint_does_not_close_the_path_where_the_default_route_leads_out() =>
        Assert.Equal(Passage.Unknown,
            To(Given.Network with { Endpoints = Given.Endpoints(Given.Dkr with { State = "failed" }) }).Hops.Max(hop => hop.Passage));

    [Fact]
    public void The_network_acl_does_not_apply_between_a_node_and_an_endpoint_in_its_own_subnet() =>
        Assert.Equal(Passage.Unknown, To(Given.Network with
        {
            Acl = Given.Acl(),
            Endpoints = Given.Endpoints(Given.Dkr with { SubnetIds = ["subnet-1", "subnet-2"] }),
            EndpointGroups = Given.Groups(new SecurityGroup("sg-endpoint", [Given.All], [])),
        }).Hops.Max(hop => hop.Passage));

    public static TheoryData<PortRule[], Passage> Egress => new()
    {
        { [Given.All], Passage.Open },
        { [Given.Https with { Cidrs = ["0.0.0.0/0"] }], Passage.Open },
        { [Given.Https with { Cidrs = ["10.0.0.0/8"] }], Passage.Unknown },
        { [new PortRule("tcp", 1, 442) { Cidrs = ["0.0.0.0/0"] }], Passage.Closed },
        { [], Passage.Closed },
    };

    [Theory]
    [MemberData(nameof(Egress))]
    public void The_node_s_security_groups_have_to_allow_outbound_443(PortRule[] rules, Passage passage) =>
        Assert.Equal(passage, To(Given.Network with { NodeGroups = Given.Groups(new SecurityGroup("sg-node", [], rules)) }).Hops
            .Max(hop => hop.Passage));

    public static TheoryData<AclEntry[], Passage> Acls => new()
    {
        { [Out(100, true), In(100, true)], Passage.Open },
        { [Out(100, true)], Passage.Closed },
        { [In(100, true)], Passage.Closed },
        { [Out(90, false), Out(100, true), In(100, true)], Passage.Closed },
        { [Out(100, true), Out(200, false), In(100, true)], Passage.Open },
        { [Out(100, true), In(90, false, 22, 22), In(100, true, 1024, 65535)], Passage.Open },
        { [Out(100, true), In(100, true, 443, 443)], Passage.Closed },
        { [Out(100, true), In(100, true, 1024, 40000)], Passage.Unknown },
        { [Out(100, true) with { Cidr = "10.0.0.0/8" }, In(100, true)], Passage.Unknown },
        { [Out(90, false) with { Cidr = "10.0.0.0/8" }, Out(100, true), In(100, true)], Passage.Unknown },
    };

    [Theory]
    [MemberData(nameof(Acls))]
    public void The_network_acl_has_to_allow_outbound_443_and_the_responses(AclEntry[] entries, Passage passage) =>
        Assert.Equal(passage, To(Given.Network with { Acl = Given.Acl(entries) }).Hops.Max(hop => hop.Passage));

    [Fact]
    public void A_part_of_the_network_that_was_not_read_does_not_close_the_path()
    {
        var nothing = Given.Network with
        {
            Routes = Fact.Gap<RouteTable>(Situation.Denied),
            NatGateways = Fact.Gap<IReadOnlyList<NatGateway>>(Situation.Denied),
            Acl = Fact.Gap<NetworkAcl>(Situation.Denied),
            Dns = Fact.Gap<VpcDns>(Situation.Denied),
            Endpoints = Fact.Gap<IReadOnlyList<VpcEndpoint>>(Situation.Denied),
            NodeGroups = Fact.Gap<IReadOnlyList<SecurityGroup>>(Situation.Denied),
            EndpointGroups = Fact.Gap<IReadOnlyList<SecurityGroup>>(Situation.Denied),
        };
        Says("node i-1 → security groups ? → subnet-1 ? → route table: not read ? → ecr.dkr endpoint: not read ?", Passage.Unknown,
            To(nothing));
    }

    [Fact]
    public void A_missing_route_proves_nothing_while_the_endpoints_are_not_known() =>
        Assert.Null(To(Given.Network with
        {
            Routes = Given.Routes(new DefaultRoute.None()),
            Endpoints = Fact.Gap<IReadOnlyList<VpcEndpoint>>(Situation.Denied)
        }).Broken);

    private static AclEntry Out(int number, bool allow) => new(number, true, allow, "6", 443, 443, "0.0.0.0/0");

    private static AclEntry In(int number, bool allow, int from = 0, int to = 65535) =>
        new(number, false, allow, "6", from, to, "0.0.0.0/0");
}
