using System.Net;
using Remediator.Core.Common;
using Remediator.Core.Facts;
using Remediator.Core.Network;
using Remediator.Core.PullTexts;
using Remediator.Core.Verdicts;

namespace Remediator.Core.Tests.Network;

/// <summary>The address that was dialled stands in the text; what does not cover it is the proof.</summary>
public class DialledAddressTests
{
    private const string S3 = "failed to do request: Get \"https://prod-us-west-2-starport-layer-bucket.s3.us-west-2.amazonaws.com/x\": "
        + "dial tcp ADDRESS: i/o timeout";

    private static readonly VpcEndpoint s_gateway = new("vpce-s3", "com.amazonaws.us-west-2.s3", true) { RouteTables = ["rtb-1"] };

    private static Verdict Judged(string address, NodeNetwork network, string text = S3)
    {
        var said = text.Replace("ADDRESS", address, StringComparison.Ordinal);
        var failure = Situation.Failure(PullText.Read(said).Symptom, text: said);
        return Diagnosis.Of(failure, PullFacts.NotAsked(Situation.Denied, Situation.Now) with { Network = Fact.Of(network) });
    }

    private static NodeNetwork Egress(params PortRule[] rules) =>
        Given.Network with
        {
            NodeGroups = Given.Groups(new SecurityGroup("sg-node", [], rules)),
            Endpoints = Given.Endpoints(s_gateway),
            Acl = Given.Acl([.. from egress in new[] { true, false }
                                from cidr in new[] { "0.0.0.0/0", "::/0" }
                                select new AclEntry(100, egress, true, "-1", null, null, cidr)]),
        };

    [Theory]
    [InlineData("dial tcp 52.218.1.2:443: i/o timeout", "52.218.1.2")]
    [InlineData("dial tcp [2600:1f14::5]:443: i/o timeout", "2600:1f14::5")]
    [InlineData("proxyconnect tcp: dial tcp 10.9.9.9:3128: i/o timeout", null)]
    [InlineData("dial tcp: lookup x on 10.0.0.2:53: i/o timeout", null)]
    [InlineData("read tcp 10.0.0.1:5000->52.218.1.2:443: read: connection reset by peer", null)]
    [InlineData("dial tcp ", null)]
    public void The_address_is_the_one_that_was_dialled_for_https(string text, string? address) =>
        Assert.Equal(address is null ? null : IPAddress.Parse(address), DialledAddress.In(text));

    private static NodeNetwork WithIpv6(DefaultRoute route, params string?[] narrower) =>
        Egress(Given.All, Given.Https with { Cidrs = ["::/0"] }) with
        {
            Routes = Fact.Of(new RouteTable("rtb-1", new DefaultRoute.None()) { Ipv6 = new(route, narrower) }),
            Acl = Given.Acl(
                new AclEntry(100, true, true, "-1", null, null, "::/0"), new AclEntry(100, false, true, "-1", null, null, "::/0")),
        };

    public static TheoryData<DefaultRoute, string?[], Confidence, StepResult> Ipv6 => new()
    {
        { new DefaultRoute.None(), [], Confidence.Proved, StepResult.Fail },
        { new DefaultRoute.Blackhole("eigw-1"), [], Confidence.Proved, StepResult.Fail },
        // the way is open, although there is none for IPv4
        { new DefaultRoute.InternetGateway("eigw-1"), [], Confidence.Likely, StepResult.Pass },
        { new DefaultRoute.Elsewhere("tgw-1"), [], Confidence.Likely, StepResult.Unknown },
        // an endpoint in the VPC, or a prefix list, may take it
        { new DefaultRoute.None(), ["2600:1f14::/56"], Confidence.Likely, StepResult.Unknown },
        { new DefaultRoute.None(), [null], Confidence.Likely, StepResult.Unknown },
        { new DefaultRoute.None(), ["2a05:d014::/56"], Confidence.Proved, StepResult.Fail },
    };

    [Theory]
    [MemberData(nameof(Ipv6))]
    public void An_address_of_IPv6_is_judged_by_the_routes_for_IPv6(
        DefaultRoute route, string?[] narrower, Confidence confidence, StepResult result)
    {
        var verdict = Judged("[2600:1f14::5]:443", WithIpv6(route, narrower));
        Assert.Equal(confidence, verdict.Confidence);
        Assert.Equal(result, verdict.Evidence.Single(e => e.Step is Step.Network).Result);
    }

    [Theory]
    [InlineData("connect: network is unreachable", Confidence.Proved)]
    // it had come through, so no route explains it
    [InlineData("connect: connection refused", Confidence.Likely)]
    public void Another_failure_to_reach_it_is_not_judged_by_the_routes_for_IPv4(string failed, Confidence confidence) =>
        Assert.Equal(confidence, Judged("[2600:1f14::5]:443", WithIpv6(new DefaultRoute.None()),
            S3.Replace("i/o timeout", failed, StringComparison.Ordinal)).Confidence);

    [Fact]
    public void Where_the_routes_for_IPv6_are_not_known_nothing_is_proved() =>
        Assert.Equal(Confidence.Likely, Judged("[2600:1f14::5]:443",
            WithIpv6(new DefaultRoute.None()) with { Routes = Given.Routes(new DefaultRoute.None()) }).Confidence);

    public static TheoryData<PortRule[], string, Confidence> Rules => new()
    {
        { [Given.Https with { Cidrs = ["10.0.0.0/16"] }], "52.218.1.2:443", Confidence.Proved },
        { [Given.Https with { Cidrs = ["10.0.0.0/16"] }, Given.Https with { Groups = ["sg-endpoint"] }], "52.218.1.2:443",
            Confidence.Proved },
        { [Given.All], "[2600:1f14::5]:443", Confidence.Proved },
        { [Given.All, Given.Https with { Cidrs = ["::/0"] }], "[2600:1f14::5]:443", Confidence.Likely },
        { [Given.Https with { Cidrs = ["52.218.0.0/16"] }], "52.218.1.2:443", Confidence.Likely },
        { [Given.Https with { PrefixLists = ["pl-s3"] }], "52.218.1.2:443", Confidence.Likely },
        { [Given.Https with { Groups = ["sg-endpoint"] }], "10.0.5.5:443", Confidence.Likely },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void Security_groups_that_do_not_cover_it_are_the_proof(PortRule[] rules, string address, Confidence confidence)
    {
        var verdict = Judged(address, Egress(rules));
        Assert.Equal((Cause.EcrUnreachable, confidence), (verdict.Cause, verdict.Confidence));
    }

    [Fact]
    public void The_missing_rule_names_the_address() =>
        Assert.EndsWith("missing: an outbound rule for TCP 443 that covers 52.218.1.2 in security group sg-node of the node",
            $"{Judged("52.218.1.2:443", Egress(Given.Https with { Cidrs = ["10.0.0.0/16"] })).Evidence
                .Single(e => e.Step is Step.Network).What}",
            StringComparison.Ordinal);

    [Theory]
    [InlineData("10.0.0.0/16", true, Confidence.Proved)]
    [InlineData("52.218.0.0/16", true, Confidence.Likely)]
    [InlineData("0.0.0.0/0", true, Confidence.Likely)]
    [InlineData("52.218.0.0/16", false, Confidence.Proved)]
    public void A_network_acl_is_read_for_the_address(string cidr, bool allow, Confidence confidence) =>
        Assert.Equal(confidence, Judged("52.218.1.2:443", Given.Network with
        {
            Acl = Given.Acl(
                new AclEntry(90, true, allow, "6", 443, 443, cidr),
                new AclEntry(100, true, !allow, "-1", null, null, allow ? "203.0.113.0/24" : "0.0.0.0/0"),
                new AclEntry(100, false, true, "-1", null, null, "0.0.0.0/0")),
        }).Confidence);

    [Theory]
    [InlineData("192.0.2.0/24", Confidence.Proved)]
    [InlineData("52.218.0.0/16", Confidence.Likely)]
    [InlineData(null, Confidence.Likely)]
    public void A_route_for_other_addresses_leads_nowhere_for_this_one(string? cidr, Confidence confidence) =>
        Assert.Equal(confidence, Judged("52.218.1.2:443", Given.Network with
        {
            Routes = Fact.Of(new RouteTable("rtb-1", new DefaultRoute.None()) { Narrower = [new(cidr, "tgw-1")] }),
        }).Confidence);

    [Fact]
    public void A_mirror_s_address_that_is_not_covered_is_the_proof_as_well() =>
        Assert.Equal(Confidence.Proved, Judged("198.51.100.7:443", Egress(Given.Https with { Cidrs = ["10.0.0.0/16"] }),
            "failed to do request: Head \"https://mirror.corp.example/v2/ui/manifests/1\": dial tcp ADDRESS: i/o timeout").Confidence);

    [Fact]
    public void What_was_refused_had_come_through() =>
        Assert.Equal(Confidence.Likely, Judged("52.218.1.2:443", Egress(Given.Https with { Cidrs = ["10.0.0.0/16"] }),
            "failed to do request: Head \"https://x.dkr.ecr.us-west-2.amazonaws.com/v2/\": dial tcp ADDRESS: connect: connection refused")
            .Confidence);
}
