using Remediator.Sandbox;

namespace Remediator.Tests.Pullers;

/// <summary>In mode auto, somebody who may write pods, ServiceAccounts or a node's labels wants a role's Deny lifted.</summary>
public class AttackerTests
{
    private const string Coveted = "arn:aws:iam::111122223333:role/coveted";

    /// <summary>The repository denies the coveted role, and the pod's own role by another statement.</summary>
    private static string With(string more) => $$"""
        {
          "like": "workshop",
          "roles": { "coveted": { "attached": [ "AmazonEC2ContainerRegistryReadOnly" ] } },
          "repositories": { "retail-sample-app-ui": { "policy": { "Statement": [
            { "Sid": "Theirs", "Effect": "Deny", "Principal": { "AWS": "{{Coveted}}" }, "Action": [ "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer" ] },
            { "Sid": "Ours", "Effect": "Deny", "Principal": { "AWS": "{nodeRole}" }, "Action": [ "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer" ] } ] } } },
          "clusters": { "eks-workshop": { {{more}} } }
        }
        """;

    [Theory]
    [InlineData(""" "serviceAccounts": { "default/default": { "annotations": { "eks.amazonaws.com/ecr-role-arn": "arn:aws:iam::111122223333:role/coveted" } } } """)]
    [InlineData(""" "workloads": { "default/ui-private": { "podLabels": { "eks.amazonaws.com/fargate-profile": "theirs" } } }, "fargateProfiles": { "theirs": { "role": "coveted", "namespace": "other" } } """)]
    [InlineData(""" "workloads": { "default/ui-private": { "podLabels": { "eks.amazonaws.com/nodegroup": "theirs", "eks.amazonaws.com/compute-type": "auto" } } }, "nodeGroups": { "theirs": { "role": "coveted" } }, "autoModeRole": "coveted" """)]
    [InlineData(""" "nodeGroups": { "theirs": { "role": "coveted" } }, "nodes": { "ip-10-42-108-71.us-west-2.compute.internal": { "labels": { "eks.amazonaws.com/nodegroup": "theirs" } }, "ip-10-42-147-12.us-west-2.compute.internal": { "labels": { "eks.amazonaws.com/nodegroup": "theirs" } } } """)]
    [InlineData(""" "autoModeRole": "coveted", "nodes": { "ip-10-42-108-71.us-west-2.compute.internal": { "labels": { "eks.amazonaws.com/compute-type": "auto" } } } """)]
    public async Task Another_role_than_that_of_the_node_is_never_carved_out(string claim)
    {
        var story = await Story.OfAsync(Scenario.Parse(With(claim)) with { Expected = new("", "", PodRunning: false) });
        Assert.Contains(Coveted, story.Policy);
        Assert.DoesNotContain(story.Findings, finding => (string?)finding!["puller"]?["arn"] == Coveted && (string?)finding["confidence"] == "proved");
    }

    [Fact]
    public async Task A_node_whose_label_contradicts_its_instance_proves_nothing()
    {
        var story = await Story.OfAsync(Scenario.Parse(With(
            """ "nodeGroups": { "theirs": { "role": "coveted" } }, "nodes": { "ip-10-42-108-71.us-west-2.compute.internal": { "labels": { "eks.amazonaws.com/nodegroup": "theirs" } } } """))
            with { Expected = new("", "", PodRunning: false) });
        Assert.Equal("Undetermined", (string?)story.Finding["cause"]);
        Assert.Equal("the node says it is of node group theirs, the tags of instance i-0f1e2d3c4b5a69788 say default", Story.What(story.Finding, "puller"));
        Assert.False(story.Called("ecr", "SetRepositoryPolicy"));
    }

    [Fact]
    public async Task An_instance_of_another_cluster_proves_nothing()
    {
        var story = await Story.OfAsync(Scenario.Parse("""
            { "like": "self-managed-node", "clusters": { "eks-workshop": { "nodes": {
              "ip-10-42-108-71.us-west-2.compute.internal": { "tags": { "eks:cluster-name": "payments" } } } } } }
            """) with { Expected = new("", "", PodRunning: false) });
        Assert.Equal("instance i-0f1e2d3c4b5a69788 belongs to cluster payments by its tags", Story.What(story.Finding, "puller"));
        Assert.Equal("Undetermined", (string?)story.Finding["cause"]);
    }

    [Fact]
    public async Task An_unread_service_account_leaves_the_node_role_a_guess()
    {
        var scenario = Scenario.Load("workshop") with { Faults = [new Fault("kubernetes", "get serviceaccounts", FaultKind.Denied)], Expected = new("", "", PodRunning: false) };
        var story = await Story.OfAsync(scenario);
        Assert.Equal(("likely", "awaiting-approval"), ((string?)story.Finding["confidence"], (string?)story.Finding["status"]));
        Assert.False(story.Called("ecr", "SetRepositoryPolicy"));
    }
}
