using System.Text.Json.Nodes;
using Remediator.Sandbox;
using Remediator.Sandbox.Model;

namespace Remediator.EndToEnd.Tests.Sandbox;

/// <summary>The sandbox's network, looked at with the AWS CLI as a finding's commands say.</summary>
public sealed class NetworkPageTests
{
    private static async Task<JsonNode> DescribedAsync(string scenario, params string[] arguments)
    {
        Tool.AwsRequired();
        await using var world = await World.StartAsync(Scenario.Load(scenario), ct: TestContext.Current.CancellationToken);
        var ran = await new Tool(world, ".").Aws(["ec2", .. arguments]);
        Assert.True(ran.Exit == 0, ran.Error);
        return JsonNode.Parse(ran.Out)!;
    }

    [Fact]
    public async Task The_main_route_table_has_no_route_to_the_internet()
    {
        var table = Assert.Single(
            (await DescribedAsync("private-subnet-without-nat", "describe-route-tables", "--filters",
                "Name=vpc-id,Values=vpc-0a1b2c3d4e5f60718"))["RouteTables"]!.AsArray())!;
        Assert.True((bool)table["Associations"]![0]!["Main"]!);
        Assert.Equal("10.42.0.0/16 local",
            $"{Assert.Single(table["Routes"]!.AsArray())!["DestinationCidrBlock"]} {table["Routes"]![0]!["GatewayId"]}");
    }

    [Fact]
    public async Task A_closed_endpoint_has_a_security_group_that_allows_another_source()
    {
        var endpoints = (await DescribedAsync("endpoint-security-group-closed", "describe-vpc-endpoints"))["VpcEndpoints"]!.AsArray();
        Assert.Equal(["com.amazonaws.us-west-2.ecr.api", "com.amazonaws.us-west-2.ecr.dkr", "com.amazonaws.us-west-2.s3"],
            endpoints.Select(endpoint => (string)endpoint!["ServiceName"]!).Order());
        var dkr = endpoints.Single(endpoint => ((string)endpoint!["ServiceName"]!).EndsWith("dkr", StringComparison.Ordinal))!;
        var group = (await DescribedAsync("endpoint-security-group-closed", "describe-security-groups", "--group-ids",
            (string)dkr["Groups"]![0]!["GroupId"]!))["SecurityGroups"]![0]!;
        Assert.Equal("10.99.0.0/16", (string?)group["IpPermissions"]![0]!["IpRanges"]![0]!["CidrIp"]);
    }

    [Theory]
    [InlineData("dns-off", "false")]
    [InlineData("workshop", "true")]
    public async Task The_vpc_shows_whether_its_name_server_is_on(string scenario, string on) =>
        Assert.Equal(on,
            (await DescribedAsync(scenario, "describe-vpc-attribute", "--vpc-id", "vpc-0a1b2c3d4e5f60718", "--attribute",
                "enableDnsSupport"))["EnableDnsSupport"]!["Value"]!.ToJsonString());

    [Fact]
    public async Task The_network_acl_of_a_subnet_ends_in_the_rule_that_denies_the_rest()
    {
        var acl = Assert.Single(
            (await DescribedAsync("workshop", "describe-network-acls", "--filters",
                "Name=association.subnet-id,Values=subnet-0aaa1111bbb22222c"))["NetworkAcls"]!.AsArray())!;
        Assert.Equal(
            ["100 allow True", "100 allow False", "32767 deny True", "32767 deny False"],
            acl["Entries"]!.AsArray().Select(entry => $"{entry!["RuleNumber"]} {entry["RuleAction"]} {(bool)entry["Egress"]!}"));
    }

    [Fact]
    public async Task Subnets_and_vpcs_are_described_too()
    {
        Assert.Equal("subnet-0aaa1111bbb22222c",
            (string?)(await DescribedAsync("workshop", "describe-subnets"))["Subnets"]![0]!["SubnetId"]);
        Assert.Equal("vpc-0a1b2c3d4e5f60718", (string?)(await DescribedAsync("workshop", "describe-vpcs"))["Vpcs"]![0]!["VpcId"]);
    }
}
