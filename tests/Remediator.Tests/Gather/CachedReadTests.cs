using Remediator.Aws;
using Remediator.Sandbox.Faults;
using Remediator.Sandbox.Model;
using Remediator.Tests.Pipeline;

namespace Remediator.Tests.Gather;

/// <summary>What a warm process caches, and what it reads again.</summary>
public class CachedReadTests
{
    private static readonly (string, string)[] s_report = [("REMEDIATION_MODE", "report")];

    /// <summary>The reads that determine the pulling identity.</summary>
    private static readonly string[] s_pullerReads =
    [
        "DescribeCluster", "DescribeNodegroup", "DescribeInstances", "GetInstanceProfile", "ListFargateProfiles", "DescribeFargateProfile",
    ];

    [Theory]
    [InlineData("workshop")]
    [InlineData("self-managed-node")]
    [InlineData("karpenter-node")]
    [InlineData("auto-mode")]
    [InlineData("fargate")]
    public async Task The_pulling_identity_is_cached_for_a_while_and_the_policy_is_read_every_time(string scenario)
    {
        await using var story = await Story.BeginAsync(Scenario.Load(scenario), s_report, speed: 1);
        var first = await story.FindingAsync();
        var asked = Asked(story);
        var second = await story.FindingAsync();
        Assert.Equal((string?)first["puller"]!["how"], (string?)second["puller"]!["how"]);
        Assert.Equal(asked, Asked(story));
        Assert.Equal(asked.Distinct(), asked);
        Assert.Equal(2, story.Count("ecr", "GetRepositoryPolicy"));
    }

    [Theory]
    [InlineData("workshop", "DescribeNodegroup")]
    [InlineData("self-managed-node", "GetInstanceProfile")]
    [InlineData("self-managed-node", "DescribeInstances")]
    [InlineData("fargate", "ListFargateProfiles")]
    public async Task After_two_minutes_the_pulling_identity_is_read_again(string scenario, string operation)
    {
        await using var story = await Story.BeginAsync(Scenario.Load(scenario), s_report, speed: 300);
        await story.FindingAsync(TimeSpan.FromHours(5));
        await story.World.WaitUntilAsync(_ => false, InstanceReads.KeptFor, Story.Stop);
        await story.FindingAsync(TimeSpan.FromHours(5));
        Assert.Equal(2, story.World.Calls.Count(call => call.Operation == operation));
    }

    [Theory]
    [InlineData("ec2", "DescribeInstances")]
    [InlineData("iam", "GetInstanceProfile")]
    public async Task A_read_that_failed_is_not_cached(string service, string operation)
    {
        await using var story = await Story.BeginAsync(Scenario.Load("self-managed-node"), s_report, speed: 1);
        story.World.InjectFault(new Fault(service, operation, FaultKind.Denied, Times: 1));
        Assert.Null((await story.FindingAsync())["puller"]);
        Assert.NotNull((await story.FindingAsync())["puller"]);
    }

    [Fact]
    public async Task The_cluster_is_described_once_for_its_endpoint_and_its_VPC()
    {
        await using var story = await Story.BeginAsync(Scenario.Load("endpoint-policy-denies"), s_report, speed: 1);
        Assert.Equal("EndpointPolicyDenies", (string?)(await story.FindingAsync())["cause"]);
        Assert.Equal(1, story.Count("eks", "DescribeCluster"));
    }

    private static string[] Asked(Story story) => [.. story.World.Calls.Select(call => call.Operation).Where(s_pullerReads.Contains)];
}
