using Remediator.Sandbox.Faults;
using Remediator.Sandbox.Model;

namespace Remediator.Tests.Gather;

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
        EventResult told = await EventResult.OfAsync(Scenario.Parse(With(claim)));
        Assert.Contains(Coveted, told.Policy);
        Assert.DoesNotContain(told.Findings, finding => (string?)finding!["puller"]?["arn"] == Coveted && (string?)finding["confidence"] == "proved");
    }

    [Fact]
    public async Task A_node_whose_label_contradicts_its_instance_proves_nothing()
    {
        EventResult told = await EventResult.OfAsync(Scenario.Parse(With(
            """ "nodeGroups": { "theirs": { "role": "coveted" } }, "nodes": { "ip-10-42-108-71.us-west-2.compute.internal": { "labels": { "eks.amazonaws.com/nodegroup": "theirs" } } } """))
           );
        Assert.Equal("Undetermined", (string?)told.Finding["cause"]);
        Assert.Equal("the node says it is of node group theirs, the tags of instance i-0f1e2d3c4b5a69788 say default", told.What("puller"));
        Assert.False(told.Called("ecr", "SetRepositoryPolicy"));
    }

    [Fact]
    public async Task An_instance_of_another_cluster_proves_nothing()
    {
        EventResult told = await EventResult.OfAsync(Scenario.Parse("""
            { "like": "self-managed-node", "clusters": { "eks-workshop": { "nodes": {
              "ip-10-42-108-71.us-west-2.compute.internal": { "tags": { "eks:cluster-name": "payments" } } } } } }
            """));
        Assert.Equal("instance i-0f1e2d3c4b5a69788 belongs to cluster payments by its tags", told.What("puller"));
        Assert.Equal("Undetermined", (string?)told.Finding["cause"]);
    }

    [Fact]
    public async Task An_unread_service_account_leaves_the_node_role_a_guess()
    {
        var scenario = Scenario.Load("workshop") with { Faults = [new Fault("kubernetes", "get serviceaccounts", FaultKind.Denied)] };
        EventResult told = await EventResult.OfAsync(scenario);
        Assert.Equal(("likely", "awaiting-approval"), ((string?)told.Finding["confidence"], (string?)told.Finding["status"]));
        Assert.False(told.Called("ecr", "SetRepositoryPolicy"));
    }
}
