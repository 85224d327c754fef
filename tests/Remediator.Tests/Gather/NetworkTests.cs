using System.Text.Json;
using Remediator.Sandbox.Faults;
using Remediator.Sandbox.Model;
using Remediator.Tests.Pipeline;

namespace Remediator.Tests.Gather;

/// <summary>The registry is not reached: the finding shows the network path and what is missing in it.</summary>
public class NetworkTests
{
    private const string Node = "node i-0f1e2d3c4b5a69788 → sg-0fedcba9876543210 → subnet-0aaa1111bbb22222c → rtb-0123456789abcdef0";

    [Fact]
    public async Task A_private_subnet_needs_an_endpoint_or_a_NAT_gateway()
    {
        var result = await EventResult.OfAsync("private-subnet-without-nat");
        Assert.Equal(("EcrUnreachable", "proved"), result.Verdict);
        Assert.Equal(
            $"{Node} (no default route) ✗ → ecr.dkr endpoint: none; "
            + "missing: the interface endpoint com.amazonaws.us-west-2.ecr.dkr with private DNS in vpc-0a1b2c3d4e5f60718, "
            + "or a default route to a NAT gateway in rtb-0123456789abcdef0",
            result.What("network"));
    }

    [Fact]
    public async Task A_NAT_gateway_needs_a_route_to_the_internet()
    {
        var result = await EventResult.OfAsync("nat-without-internet");
        Assert.Equal(("EcrUnreachable", "proved"), result.Verdict);
        Assert.Equal(
            $"{Node} → nat-0a1b2c3d4e5f60718 → rtb-0a1b2c3d4e5f60718 (no default route) ✗ → ecr.dkr endpoint: none; "
            + "missing: a default route to an internet gateway in rtb-0a1b2c3d4e5f60718, "
            + "the route table of NAT gateway nat-0a1b2c3d4e5f60718",
            result.What("network"));
    }

    [Theory]
    [InlineData("""{ "defaultRoute": "", "endpoints": { "rcfg-0123": {} } }""", "proved", "ecr.dkr endpoint: none")]
    [InlineData(
        """{ "defaultRoute": "", "routes": { "10.0.0.0/8": "tgw-1" } }""", "proved", "(no default route)")]
    [InlineData(
        """{ "defaultRoute": "", "routes": { "52.0.0.0/8": "tgw-1" } }""", "likely", "tgw-1")]
    [InlineData("""{ "defaultRoute": "", "owner": "999988887777" }""", "likely", "ecr.dkr endpoint: not read ?")]
    [InlineData("""{ "natGateways": { "nat-0a1b2c3d4e5f60718": { "state": "failed" } } }""", "proved", "nat-0a1b2c3d4e5f60718 (failed) ✗")]
    [InlineData(
        """{ "natGateways": { "nat-0a1b2c3d4e5f60718": { "public": false, "defaultRoute": "tgw-1" } } }""", "likely",
        "nat-0a1b2c3d4e5f60718 (private) → rtb-0a1b2c3d4e5f60718 → tgw-1 (what lies behind it is not visible from here) ?")]
    public async Task A_network_path_is_proved_closed_only_where_there_is_no_alternative(string network, string confidence, string hop)
    {
        const string manifest = "https://{account}.dkr.ecr.{region}.amazonaws.com/v2/retail-sample-app-ui/manifests/1.2.1";
        var result = await EventResult.OfAsync(
            Network(network, $"failed to do request: Head \"{manifest}\": dial tcp 52.119.168.46:443: i/o timeout"));
        Assert.Equal(("EcrUnreachable", confidence), result.Verdict);
        Assert.Contains(hop, result.What("network"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""["rtb-0123456789abcdef0"]""", "EndpointPolicyDenies")]
    [InlineData("""["rtb-of-another-subnet"]""", "DeniedElsewhere")]
    public async Task A_gateway_endpoint_denies_only_in_the_route_tables_it_is_in(string tables, string cause)
    {
        const string deny = """{ "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*" }] }""";
        const string layer = "https://prod-{region}-starport-layer-bucket.s3.{region}.amazonaws.com/layer";
        var result = await EventResult.OfAsync(Network(
            $$"""{ "endpoints": { "s3": { "routeTables": {{tables}}, "policy": {{deny}} } } }""",
            $"failed to copy: httpReadSeeker: failed open: unexpected status code {layer}: 403 Forbidden"));
        Assert.Equal(cause, result.Verdict.Cause);
    }

    [Fact]
    public async Task A_gateway_endpoint_is_only_likely_to_deny_where_the_routes_could_not_be_read()
    {
        var scenario = Scenario.Load("layer-forbidden") with { Faults = [new Fault("ec2", "DescribeRouteTables", FaultKind.Denied)] };
        var result = await EventResult.OfAsync(scenario);
        Assert.Equal(("EndpointPolicyDenies", "likely"), result.Verdict);
        Assert.Contains(result.Unknowns, IsMissing("ec2:DescribeRouteTables"));
    }

    [Fact]
    public async Task The_security_group_of_an_endpoint_has_to_allow_the_node()
    {
        var result = await EventResult.OfAsync("endpoint-security-group-closed");
        Assert.Equal(("EcrUnreachable", "proved"), result.Verdict);
        Assert.Matches(
            "missing: an inbound rule for TCP 443 from one of sg-0fedcba9876543210, 10.42.108.71 "
            + "in security group sg-[0-9a-f]{17} of endpoint vpce-[0-9a-f]{17}$",
            result.What("network"));
    }

    [Fact]
    public async Task A_VPC_without_a_name_server_resolves_nothing()
    {
        var result = await EventResult.OfAsync("dns-off");
        Assert.Equal(("DnsFailure", "proved"), result.Verdict);
        Assert.EndsWith("missing: enableDnsSupport=true on vpc-0a1b2c3d4e5f60718", result.What("network"));
    }

    [Theory]
    [InlineData("DescribeRouteTables")]
    [InlineData("DescribeInstances")]
    public async Task A_read_that_is_denied_is_named_and_proves_nothing(string operation)
    {
        var scenario = Scenario.Load("private-subnet-without-nat") with { Faults = [new Fault("ec2", operation, FaultKind.Denied)] };
        var result = await EventResult.OfAsync(scenario);
        Assert.Equal(("EcrUnreachable", "likely"), result.Verdict);
        Assert.Contains(result.Unknowns, IsMissing($"ec2:{operation}"));
    }

    [Fact]
    public async Task A_denied_pull_reads_nothing_of_the_network() =>
        Assert.DoesNotContain((await EventResult.OfAsync("workshop")).Calls,
            call => call is { Service: "ec2", Operation: not "DescribeInstances" });

    [Fact]
    public async Task Nothing_of_the_network_is_read_twice()
    {
        var result = await EventResult.OfAsync("endpoint-security-group-closed");
        Assert.Equal(
            [
                // the groups of the node, then those of the endpoints; one attribute of the VPC a call
                "DescribeInstances", "DescribeNatGateways", "DescribeNetworkAcls", "DescribeRouteTables", "DescribeSecurityGroups",
                "DescribeSecurityGroups", "DescribeVpcAttribute", "DescribeVpcAttribute", "DescribeVpcEndpoints",
            ],
            result.Calls.Where(call => call.Service == "ec2").Select(call => call.Operation).Order());
    }

    private static Predicate<string> IsMissing(string action) =>
        unknown => unknown.EndsWith($"this program's role may not call {action}", StringComparison.Ordinal);

    /// <summary>A pod of the workshop that fails with this text, in this network; no policy denies it.</summary>
    private static Scenario Network(string network, string text) => Story.Workshop($$"""
        {
          "clusters": { "eks-workshop": {
            "network": {{network}},
            "workloads": { "default/ui-private": { "fails": {{JsonSerializer.Serialize(text)}} } }
          } },
          "repositories": { "retail-sample-app-ui": { "policy": null } }
        }
        """);
}
