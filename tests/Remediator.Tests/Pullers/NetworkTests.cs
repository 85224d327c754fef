using Remediator.Sandbox;

namespace Remediator.Tests.Pullers;

/// <summary>The registry is not reached: the finding draws the way and names what is missing.</summary>
public class NetworkTests
{
    [Fact]
    public async Task A_private_subnet_needs_an_endpoint_or_a_way_out()
    {
        var told = await Told.OfAsync("private-subnet-without-nat");
        var finding = told.Finding;
        Assert.Equal(("EcrUnreachable", "proved"), ((string?)finding["cause"], (string?)finding["confidence"]));
        Assert.Equal(
            "node i-0f1e2d3c4b5a69788 → sg-0fedcba9876543210 → subnet-0aaa1111bbb22222c → rtb-0123456789abcdef0 (no default route) ✗ → ecr.dkr endpoint: none; "
            + "missing: the interface endpoint com.amazonaws.us-west-2.ecr.dkr with private DNS in vpc-0a1b2c3d4e5f60718, or a default route to a NAT gateway in rtb-0123456789abcdef0",
            told.What("network"));
    }

    [Fact]
    public async Task An_endpoint_has_to_admit_the_node()
    {
        var told = await Told.OfAsync("endpoint-security-group-closed");
        var finding = told.Finding;
        Assert.Equal(("EcrUnreachable", "proved"), ((string?)finding["cause"], (string?)finding["confidence"]));
        Assert.Matches("missing: an inbound rule for TCP 443 from sg-0fedcba9876543210 or 10.42.108.71 in security group sg-[0-9a-f]{17} of endpoint vpce-[0-9a-f]{17}$", told.What("network"));
    }

    [Fact]
    public async Task A_vpc_without_a_name_server_resolves_nothing()
    {
        var told = await Told.OfAsync("dns-off");
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
        var told = await Told.OfAsync(scenario);
        var finding = told.Finding;
        Assert.Equal(("EcrUnreachable", "likely"), ((string?)finding["cause"], (string?)finding["confidence"]));
        Assert.Contains(finding["unknowns"]!.AsArray(), unknown => ((string)unknown!).EndsWith($"access denied, our role needs ec2:{operation}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_denied_pull_asks_nothing_of_the_network() =>
        Assert.DoesNotContain((await Told.OfAsync("workshop")).Calls, call => call is { Service: "ec2", Operation: not "DescribeInstances" });

    [Fact]
    public async Task Nothing_of_the_network_is_asked_twice() =>
        Assert.Equal(
            ["DescribeInstances", "DescribeNetworkAcls", "DescribeRouteTables", "DescribeSecurityGroups", "DescribeSecurityGroups", "DescribeVpcAttribute", "DescribeVpcAttribute", "DescribeVpcEndpoints"],
            (await Told.OfAsync("endpoint-security-group-closed")).Calls.Where(call => call.Service == "ec2").Select(call => call.Operation).Order());
}
