using Remediator.Sandbox;
using Remediator.Sandbox.Scenarios;

namespace Remediator.Tests.Pullers;

/// <summary>Each kind of node and pod, from the alarm to the end that its scenario states.</summary>
public class ScenarioTests
{
    [Theory]
    [InlineData("self-managed-node", "instance profile eksctl-eks-workshop-nodegroup-defa-NodeInstanceRole-vWD7AqRmnZ2x of instance i-0f1e2d3c4b5a69788", "proved")]
    [InlineData("auto-mode", "EKS Auto Mode node role", "proved")]
    [InlineData("fargate", "Fargate profile fp-default", "proved")]
    [InlineData("two-roles", "node group default", "proved")]
    [InlineData("service-account-role", "service account default/ui (annotation)", "likely")]
    public async Task The_finding_says_who_pulls_and_how_that_is_known(string scenario, string how, string confidence)
    {
        var story = await Story.OfAsync(scenario);
        Assert.Equal((how, confidence), ((string?)story.Finding["puller"]!["how"], (string?)story.Finding["confidence"]));
        ReachedItsEnd(scenario, story);
    }

    [Theory]
    [InlineData("pull-secret", "the pod brings image pull secret \"ecr-token\": the identity in it pulls, and this program reads no secrets")]
    [InlineData("hybrid-node", "mi-0123456789abcdef0 is a hybrid node: its role comes from IAM Roles Anywhere or SSM, and nothing in AWS tells which")]
    public async Task Where_it_is_not_known_who_pulls_nobody_is_judged(string scenario, string why)
    {
        var story = await Story.OfAsync(scenario);
        Assert.Null(story.Finding["puller"]);
        Assert.Equal(why, Story.What(story.Finding, "puller"));
        Assert.Contains($"puller: {why}", story.Finding["unknowns"]!.AsArray().Select(unknown => (string?)unknown));
        ReachedItsEnd(scenario, story);
    }

    [Fact]
    public async Task Nodes_that_share_an_instance_profile_are_one_failure()
    {
        var story = await Story.OfAsync("karpenter-node");
        Assert.Equal(2, (int)story.Finding["affected"]!["pods"]!);
        Assert.Matches("^instance profile eksctl-eks-workshop-nodegroup-defa-NodeInstanceRole-vWD7AqRmnZ2x of instance i-[0-9a-f]{17}$", (string?)story.Finding["puller"]!["how"]);
        Assert.Single(story.Calls, call => call is { Service: "ec2", Operation: "DescribeInstances" });
        ReachedItsEnd("karpenter-node", story);
    }

    [Fact]
    public async Task Pods_on_nodes_with_another_role_are_not_counted_in()
    {
        var story = await Story.OfAsync("two-roles");
        Assert.Equal(1, (int)story.Finding["affected"]!["pods"]!);
    }

    [Fact]
    public async Task A_node_group_is_proved_without_a_look_at_instance_profiles()
    {
        var story = await Story.OfAsync("workshop");
        Assert.False(story.Called("iam", "GetInstanceProfile"));
        Assert.Equal("fixed", (string?)story.Finding["status"]);
    }

    private static void ReachedItsEnd(string scenario, Story story)
    {
        var expected = Scenario.Load(scenario).Expected;
        Assert.Equal(expected, new Expected((string?)story.Finding["status"], (string?)story.Finding["cause"], story.Runs));
    }
}
