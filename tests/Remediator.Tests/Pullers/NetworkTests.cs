using Remediator.Sandbox;

namespace Remediator.Tests.Pullers;

/// <summary>The registry is not reached: the finding draws the way and names what is missing.</summary>
public class NetworkTests
{
    [Fact]
    public async Task A_private_subnet_needs_an_endpoint_or_a_way_out()
    {
        var finding = (await Story.OfAsync("private-subnet-without-nat")).Finding;
        Assert.Equal(("EcrUnreachable", "proved"), ((string?)finding["cause"], (string?)finding["confidence"]));
        Assert.Equal(
            "node i-0f1e2d3c4b5a69788 → sg-0fedcba9876543210 → subnet-0aaa1111bbb22222c → rtb-0123456789abcdef0 (no default route) ✗ → ecr.dkr endpoint: none; "
            + "missing: the interface endpoint com.amazonaws.us-west-2.ecr.dkr with private DNS in vpc-0a1b2c3d4e5f60718, or a default route to a NAT gateway in rtb-0123456789abcdef0",
            Story.What(finding, "network"));
    }

    [Fact]
    public async Task An_endpoint_has_to_admit_the_node()
    {
        var finding = (await Story.OfAsync("endpoint-security-group-closed")).Finding;
        Assert.Equal(("EcrUnreachable", "proved"), ((string?)finding["cause"], (string?)finding["confidence"]));
        Assert.Matches("missing: an inbound rule for TCP 443 from sg-0fedcba9876543210 or 10.42.108.71 in security group sg-[0-9a-f]{17} of endpoint vpce-[0-9a-f]{17}$", Story.What(finding, "network"));
    }

    [Fact]
    public async Task A_vpc_without_a_name_server_resolves_nothing()
    {
        var finding = (await Story.OfAsync("dns-off")).Finding;
        Assert.Equal(("DnsFailure", "proved"), ((string?)finding["cause"], (string?)finding["confidence"]));
        Assert.EndsWith("missing: enableDnsSupport=true on vpc-0a1b2c3d4e5f60718", Story.What(finding, "network"));
    }

    [Theory]
    [InlineData("DescribeRouteTables")]
    [InlineData("DescribeInstances")]
    public async Task What_may_not_be_read_is_named_and_proves_nothing(string operation)
    {
        var scenario = Scenario.Load("private-subnet-without-nat") with { Faults = [new Fault("ec2", operation, FaultKind.Denied)] };
        var finding = (await Story.OfAsync(scenario)).Finding;
        Assert.Equal(("EcrUnreachable", "likely"), ((string?)finding["cause"], (string?)finding["confidence"]));
        Assert.Contains(finding["unknowns"]!.AsArray(), unknown => ((string)unknown!).EndsWith($"access denied, our role needs ec2:{operation}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_denied_pull_asks_nothing_of_the_network() =>
        Assert.DoesNotContain((await Story.OfAsync("workshop")).Calls, call => call is { Service: "ec2", Operation: not "DescribeInstances" });

    [Fact]
    public async Task Nothing_of_the_network_is_asked_twice() =>
        Assert.Equal(
            ["DescribeInstances", "DescribeNetworkAcls", "DescribeRouteTables", "DescribeSecurityGroups", "DescribeSecurityGroups", "DescribeVpcAttribute", "DescribeVpcAttribute", "DescribeVpcEndpoints"],
            (await Story.OfAsync("endpoint-security-group-closed")).Calls.Where(call => call.Service == "ec2").Select(call => call.Operation).Order());
}
