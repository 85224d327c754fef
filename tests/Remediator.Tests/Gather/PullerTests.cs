using Remediator.Tests.Pipeline;

namespace Remediator.Tests.Gather;

/// <summary>The pulling identity for each kind of node and pod, from the alarm on.</summary>
public class PullerTests
{
    private const string Profile = "eksctl-eks-workshop-nodegroup-defa-NodeInstanceRole-vWD7AqRmnZ2x";

    [Theory]
    [InlineData("self-managed-node", $"instance profile {Profile} of instance i-0f1e2d3c4b5a69788", "proved")]
    [InlineData("auto-mode", "EKS Auto Mode node role", "proved")]
    [InlineData("fargate", "Fargate profile fp-default", "proved")]
    [InlineData("two-roles", "node group default", "proved")]
    [InlineData("service-account-role", "the annotation of service account default/ui", "likely")]
    public async Task The_finding_names_the_pulling_identity_and_how_it_is_known(string scenario, string how, string confidence)
    {
        var result = await EventResult.OfAsync(scenario);
        Assert.Equal((how, confidence), ((string?)result.Finding["puller"]!["how"], result.Verdict.Confidence));
    }

    [Theory]
    [InlineData(
        "pull-secret",
        "the pod uses image pull secret ecr-token: the identity in it pulls, and this program does not read secrets")]
    [InlineData(
        "hybrid-node",
        "mi-0123456789abcdef0 is a hybrid node: its role comes from IAM Roles Anywhere or SSM, and AWS does not show which one")]
    public async Task Where_the_pulling_identity_is_not_known_the_finding_says_why(string scenario, string why)
    {
        var result = await EventResult.OfAsync(scenario);
        Assert.Null(result.Finding["puller"]);
        Assert.Equal(why, result.What("puller"));
        Assert.Contains($"pulling identity: {why}", result.Unknowns);
    }

    [Fact]
    public async Task A_role_of_another_account_is_never_mistaken_for_a_role_of_the_same_name_in_the_own_account()
    {
        const string text = "failed to resolve reference: unexpected status from HEAD request to "
            + "https://{account}.dkr.ecr.{region}.amazonaws.com/v2/retail-sample-app-ui/manifests/1.2.1: 403 Forbidden";
        var result = await EventResult.OfAsync(Story.Workshop($$"""
            {
              "clusters": { "eks-workshop": {
                "serviceAccounts": { "default/ui": { "annotations": {
                  "eks.amazonaws.com/ecr-role-arn": "arn:aws:iam::999900001111:role/ui-private-pull"
                } } },
                "workloads": { "default/ui-private": { "serviceAccount": "ui", "fails": "{{text}}" } }
              } },
              "roles": { "ui-private-pull": { "attached": [ "AmazonEC2ContainerRegistryPullOnly" ] } }
            }
            """));
        const string gap = "ui-private-pull is a role of account 999900001111, and SPOKE_ROLES names no role for that account";
        Assert.Contains(result.Unknowns, unknown => unknown.EndsWith(gap, StringComparison.Ordinal));
        Assert.DoesNotContain(result.Calls,
            call => call.Service == "iam" && call.Resource.EndsWith("ui-private-pull", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nodes_that_share_an_instance_profile_are_one_failure()
    {
        var result = await EventResult.OfAsync("karpenter-node");
        Assert.Equal(2, (int)result.Finding["affected"]!["pods"]!);
        Assert.Matches($"^instance profile {Profile} of instance i-[0-9a-f]{{17}}$", (string?)result.Finding["puller"]!["how"]);
        Assert.Single(result.Calls, call => call is { Service: "ec2", Operation: "DescribeInstances" });
    }

    [Fact]
    public async Task Pods_on_nodes_with_another_role_are_not_counted()
    {
        var result = await EventResult.OfAsync("two-roles");
        Assert.Equal(1, (int)result.Finding["affected"]!["pods"]!);
    }

    [Fact]
    public async Task A_node_group_is_verified_without_reading_instance_profiles()
    {
        var result = await EventResult.OfAsync("workshop");
        Assert.False(result.Called("iam", "GetInstanceProfile"));
        Assert.Equal("fixed", (string?)result.Finding["status"]);
    }
}
