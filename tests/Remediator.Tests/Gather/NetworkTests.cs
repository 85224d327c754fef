using System.Text.Json;
using Remediator.Sandbox.Faults;
using Remediator.Sandbox.Model;
using Remediator.Tests.Pipeline;

namespace Remediator.Tests.Gather;

/// <summary>The registry is not reached: the finding draws the way and names what is missing.</summary>
public class NetworkTests
{
    [Fact]
    public async Task A_private_subnet_needs_an_endpoint_or_a_way_out()
    {
        EventResult told = await EventResult.OfAsync("private-subnet-without-nat");
        var finding = told.Finding;
        Assert.Equal(("EcrUnreachable", "proved"), ((string?)finding["cause"], (string?)finding["confidence"]));
        Assert.Equal(
            "node i-0f1e2d3c4b5a69788 → sg-0fedcba9876543210 → subnet-0aaa1111bbb22222c → rtb-0123456789abcdef0 (no default route) ✗ → ecr.dkr endpoint: none; "
            + "missing: the interface endpoint com.amazonaws.us-west-2.ecr.dkr with private DNS in vpc-0a1b2c3d4e5f60718, or a default route to a NAT gateway in rtb-0123456789abcdef0",
            told.What("network"));
    }

    [Fact]
    public async Task A_NAT_gateway_needs_a_way_out_of_its_own()
    {
        EventResult told = await EventResult.OfAsync("nat-without-internet");
        Assert.Equal(("EcrUnreachable", "proved"), ((string?)told.Finding["cause"], (string?)told.Finding["confidence"]));
        Assert.Equal(
            "node i-0f1e2d3c4b5a69788 → sg-0fedcba9876543210 → subnet-0aaa1111bbb22222c → rtb-0123456789abcdef0 → nat-0a1b2c3d4e5f60718 → rtb-0a1b2c3d4e5f60718 (no default route) ✗ "
            + "→ ecr.dkr endpoint: none; missing: a default route to an internet gateway in rtb-0a1b2c3d4e5f60718, where NAT gateway nat-0a1b2c3d4e5f60718 stands",
            told.What("network"));
    }

    [Theory]
    [InlineData("""{ "defaultRoute": "", "endpoints": { "rcfg-0123": {} } }""", "proved", "ecr.dkr endpoint: none")]
    [InlineData("""{ "defaultRoute": "", "routes": { "10.0.0.0/8": "tgw-1" } }""", "likely", "(no default route), some addresses to tgw-1 ?")]
    [InlineData("""{ "defaultRoute": "", "owner": "999988887777" }""", "likely", "ecr.dkr endpoint: not read ?")]
    [InlineData("""{ "natGateways": { "nat-0a1b2c3d4e5f60718": { "state": "failed" } } }""", "proved", "nat-0a1b2c3d4e5f60718 (failed) ✗")]
    [InlineData("""{ "natGateways": { "nat-0a1b2c3d4e5f60718": { "public": false, "defaultRoute": "tgw-1" } } }""", "likely", "nat-0a1b2c3d4e5f60718 (private) → rtb-0a1b2c3d4e5f60718 → tgw-1 (what lies behind it is not seen from here) ?")]
    public async Task A_way_is_proved_closed_only_where_nothing_may_lead_around(string network, string confidence, string hop)
    {
        EventResult told = await EventResult.OfAsync(Network(network, "failed to do request: Head \"https://{account}.dkr.ecr.{region}.amazonaws.com/v2/retail-sample-app-ui/manifests/1.2.1\": dial tcp 52.119.168.46:443: i/o timeout"));
        Assert.Equal(("EcrUnreachable", confidence), ((string?)told.Finding["cause"], (string?)told.Finding["confidence"]));
        Assert.Contains(hop, told.What("network"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""["rtb-0123456789abcdef0"]""", "EndpointPolicyDenies")]
    [InlineData("""["rtb-of-another-subnet"]""", "DeniedElsewhere")]
    public async Task A_gateway_endpoint_refuses_only_those_whose_route_table_it_stands_in(string tables, string cause)
    {
        var closed = $$"""{ "endpoints": { "s3": { "routeTables": {{tables}}, "policy": { "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*" }] } } } }""";
        EventResult told = await EventResult.OfAsync(Network(closed, "failed to copy: httpReadSeeker: failed open: unexpected status code https://prod-{region}-starport-layer-bucket.s3.{region}.amazonaws.com/layer: 403 Forbidden"));
        Assert.Equal(cause, (string?)told.Finding["cause"]);
    }

    [Fact]
    public async Task A_gateway_endpoint_of_unread_routes_is_only_likely_to_refuse()
    {
        EventResult told = await EventResult.OfAsync(Scenario.Load("layer-forbidden") with { Faults = [new Fault("ec2", "DescribeRouteTables", FaultKind.Denied)] });
        Assert.Equal(("EndpointPolicyDenies", "likely"), ((string?)told.Finding["cause"], (string?)told.Finding["confidence"]));
        Assert.Contains(told.Finding["unknowns"]!.AsArray(), unknown => ((string)unknown!).EndsWith("access denied: this program's role needs ec2:DescribeRouteTables", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_endpoint_has_to_admit_the_node()
    {
        EventResult told = await EventResult.OfAsync("endpoint-security-group-closed");
        var finding = told.Finding;
        Assert.Equal(("EcrUnreachable", "proved"), ((string?)finding["cause"], (string?)finding["confidence"]));
        Assert.Matches("missing: an inbound rule for TCP 443 from sg-0fedcba9876543210 or 10.42.108.71 in security group sg-[0-9a-f]{17} of endpoint vpce-[0-9a-f]{17}$", told.What("network"));
    }

    [Fact]
    public async Task A_vpc_without_a_name_server_resolves_nothing()
    {
        EventResult told = await EventResult.OfAsync("dns-off");
        var finding = told.Finding;
        Assert.Equal(("DnsFailure", "proved"), ((string?)finding["cause"], (string?)finding["confidence"]));
        Assert.EndsWith("missing: enableDnsSupport=true on vpc-0a1b2c3d4e5f60718", told.What("network"));
    }

    [Theory]
    [InlineData("DescribeRouteTables")]
    [InlineData("DescribeInstances")]
    public async Task What_may_not_be_read_is_named_and_proves_nothing(string operation)
    {
        var scenario = Scenario.Load("private-subnet-without-nat") with { Faults = [new Fault("ec2", operation, FaultKind.Denied)] };
        EventResult told = await EventResult.OfAsync(scenario);
        var finding = told.Finding;
        Assert.Equal(("EcrUnreachable", "likely"), ((string?)finding["cause"], (string?)finding["confidence"]));
        Assert.Contains(finding["unknowns"]!.AsArray(), unknown => ((string)unknown!).EndsWith($"access denied: this program's role needs ec2:{operation}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_denied_pull_asks_nothing_of_the_network() =>
        Assert.DoesNotContain((await EventResult.OfAsync("workshop")).Calls, call => call is { Service: "ec2", Operation: not "DescribeInstances" });

    [Fact]
    public async Task Nothing_of_the_network_is_asked_twice() =>
        Assert.Equal(
            ["DescribeInstances", "DescribeNatGateways", "DescribeNetworkAcls", "DescribeRouteTables", "DescribeSecurityGroups", "DescribeSecurityGroups", "DescribeVpcAttribute", "DescribeVpcAttribute", "DescribeVpcEndpoints"],
            (await EventResult.OfAsync("endpoint-security-group-closed")).Calls.Where(call => call.Service == "ec2").Select(call => call.Operation).Order());

    /// <summary>A pod of the workshop that fails with this text, in this network; no policy denies it.</summary>
    private static Scenario Network(string network, string text) => Story.Workshop($$"""
        {
          "clusters": { "eks-workshop": { "network": {{network}}, "workloads": { "default/ui-private": { "fails": {{JsonSerializer.Serialize(text)}} } } } },
          "repositories": { "retail-sample-app-ui": { "policy": null } }
        }
        """);
}
