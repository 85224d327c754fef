using Remediator.Tests.Pipeline;

namespace Remediator.Tests.Gather;

/// <summary>Each kind of node and pod, from the alarm to who pulls.</summary>
public class PullerTests
{
    [Theory]
    [InlineData("self-managed-node", "instance profile eksctl-eks-workshop-nodegroup-defa-NodeInstanceRole-vWD7AqRmnZ2x of instance i-0f1e2d3c4b5a69788", "proved")]
    [InlineData("auto-mode", "EKS Auto Mode node role", "proved")]
    [InlineData("fargate", "Fargate profile fp-default", "proved")]
    [InlineData("two-roles", "node group default", "proved")]
    [InlineData("service-account-role", "service account default/ui (annotation)", "likely")]
    public async Task The_finding_says_who_pulls_and_how_that_is_known(string scenario, string how, string confidence)
    {
        EventResult told = await EventResult.OfAsync(scenario);
        Assert.Equal((how, confidence), ((string?)told.Finding["puller"]!["how"], (string?)told.Finding["confidence"]));
    }

    [Theory]
    [InlineData("pull-secret", "the pod brings image pull secret \"ecr-token\": the identity in it pulls, and this program reads no secrets")]
    [InlineData("hybrid-node", "mi-0123456789abcdef0 is a hybrid node: its role comes from IAM Roles Anywhere or SSM, and AWS does not show which one")]
    public async Task Where_it_is_not_known_who_pulls_nobody_is_judged(string scenario, string why)
    {
        EventResult told = await EventResult.OfAsync(scenario);
        Assert.Null(told.Finding["puller"]);
        Assert.Equal(why, told.What("puller"));
        Assert.Contains($"puller: {why}", told.Finding["unknowns"]!.AsArray().Select(unknown => (string?)unknown));
    }

    [Fact]
    public async Task A_role_of_another_account_is_never_judged_by_its_namesake_at_home()
    {
        EventResult told = await EventResult.OfAsync(Story.Workshop("""
            { "clusters": { "eks-workshop": {
                "serviceAccounts": { "default/ui": { "annotations": { "eks.amazonaws.com/ecr-role-arn": "arn:aws:iam::999900001111:role/ui-private-pull" } } },
                "workloads": { "default/ui-private": { "serviceAccount": "ui", "fails": "failed to resolve reference: unexpected status from HEAD request to https://{account}.dkr.ecr.{region}.amazonaws.com/v2/retail-sample-app-ui/manifests/1.2.1: 403 Forbidden" } } } },
              "roles": { "ui-private-pull": { "attached": [ "AmazonEC2ContainerRegistryPullOnly" ] } } }
            """));
        Assert.Contains(told.Finding["unknowns"]!.AsArray(), unknown =>
            ((string)unknown!).EndsWith("ui-private-pull is a role of account 999900001111, and SPOKE_ROLES names no role for that account", StringComparison.Ordinal));
        Assert.DoesNotContain(told.Calls, call => call.Service == "iam" && call.Resource.EndsWith("ui-private-pull", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nodes_that_share_an_instance_profile_are_one_failure()
    {
        EventResult told = await EventResult.OfAsync("karpenter-node");
        Assert.Equal(2, (int)told.Finding["affected"]!["pods"]!);
        Assert.Matches("^instance profile eksctl-eks-workshop-nodegroup-defa-NodeInstanceRole-vWD7AqRmnZ2x of instance i-[0-9a-f]{17}$", (string?)told.Finding["puller"]!["how"]);
        Assert.Single(told.Calls, call => call is { Service: "ec2", Operation: "DescribeInstances" });
    }

    [Fact]
    public async Task Pods_on_nodes_with_another_role_are_not_counted_in()
    {
        EventResult told = await EventResult.OfAsync("two-roles");
        Assert.Equal(1, (int)told.Finding["affected"]!["pods"]!);
    }

    [Fact]
    public async Task A_node_group_is_proved_without_a_look_at_instance_profiles()
    {
        EventResult told = await EventResult.OfAsync("workshop");
        Assert.False(told.Called("iam", "GetInstanceProfile"));
        Assert.Equal("fixed", (string?)told.Finding["status"]);
    }
}
