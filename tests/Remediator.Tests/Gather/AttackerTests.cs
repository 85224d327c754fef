using Remediator.Sandbox.Faults;
using Remediator.Sandbox.Model;

namespace Remediator.Tests.Gather;

/// <summary>In mode auto, someone who may write pods, ServiceAccounts or a node's labels wants the Deny of another role removed.</summary>
public class AttackerTests
{
    private const string Coveted = "arn:aws:iam::111122223333:role/coveted";
    private const string Pulls = """[ "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer" ]""";
    private const string FirstNode = "ip-10-42-108-71.us-west-2.compute.internal";
    private const string SecondNode = "ip-10-42-147-12.us-west-2.compute.internal";
    private const string Theirs = """{ "labels": { "eks.amazonaws.com/nodegroup": "theirs" } }""";
    private const string Labels = """{ "eks.amazonaws.com/nodegroup": "theirs", "eks.amazonaws.com/compute-type": "auto" }""";

    /// <summary>What they write into the cluster, each a member of its description.</summary>
    public static TheoryData<string> Claims =>
    [
        $$""" "serviceAccounts": { "default/default": { "annotations": { "eks.amazonaws.com/ecr-role-arn": "{{Coveted}}" } } } """,
        """
        "workloads": { "default/ui-private": { "podLabels": { "eks.amazonaws.com/fargate-profile": "theirs" } } },
        "fargateProfiles": { "theirs": { "role": "coveted", "namespace": "other" } }
        """,
        $$"""
        "workloads": { "default/ui-private": { "podLabels": {{Labels}} } },
        "nodeGroups": { "theirs": { "role": "coveted" } },
        "autoModeRole": "coveted"
        """,
        $$"""
        "nodeGroups": { "theirs": { "role": "coveted" } },
        "nodes": { "{{FirstNode}}": {{Theirs}}, "{{SecondNode}}": {{Theirs}} }
        """,
        $$"""
        "autoModeRole": "coveted",
        "nodes": { "{{FirstNode}}": { "labels": { "eks.amazonaws.com/compute-type": "auto" } } }
        """,
    ];

    [Theory]
    [MemberData(nameof(Claims))]
    public async Task The_Deny_of_another_role_than_the_nodes_is_never_removed(string claim)
    {
        var result = await EventResult.OfAsync(Scenario.Parse(With(claim)));
        Assert.Contains(Coveted, result.Policy);
        Assert.DoesNotContain(result.Findings, finding =>
            (string?)finding!["puller"]?["arn"] == Coveted && (string?)finding["confidence"] == "proved");
    }

    [Fact]
    public async Task A_node_whose_label_contradicts_its_instance_verifies_nothing()
    {
        var result = await EventResult.OfAsync(Scenario.Parse(With($$"""
            "nodeGroups": { "theirs": { "role": "coveted" } }, "nodes": { "{{FirstNode}}": {{Theirs}} }
            """)));
        Assert.Equal("Undetermined", result.Verdict.Cause);
        Assert.Equal(
            "the node says that it belongs to node group theirs, but the tags of instance i-0f1e2d3c4b5a69788 say default",
            result.What("puller"));
        Assert.False(result.Called("ecr", "SetRepositoryPolicy"));
    }

    [Fact]
    public async Task An_instance_of_another_cluster_verifies_nothing()
    {
        var result = await EventResult.OfAsync(Scenario.Parse($$"""
            {
              "like": "self-managed-node",
              "clusters": { "eks-workshop": { "nodes": { "{{FirstNode}}": { "tags": { "eks:cluster-name": "payments" } } } } }
            }
            """));
        Assert.Equal("by its tags, instance i-0f1e2d3c4b5a69788 belongs to cluster payments", result.What("puller"));
        Assert.Equal("Undetermined", result.Verdict.Cause);
    }

    [Fact]
    public async Task A_service_account_that_cannot_be_read_leaves_the_node_role_unverified()
    {
        var scenario = Scenario.Load("workshop") with { Faults = [new Fault("kubernetes", "get serviceaccounts", FaultKind.Denied)] };
        var result = await EventResult.OfAsync(scenario);
        Assert.Equal(("likely", "awaiting-approval"), (result.Verdict.Confidence, (string?)result.Finding["status"]));
        Assert.False(result.Called("ecr", "SetRepositoryPolicy"));
    }

    /// <summary>The repository denies the coveted role, and by another statement the pod's own.</summary>
    private static string With(string claim) => $$"""
        {
          "like": "workshop",
          "roles": { "coveted": { "attached": [ "AmazonEC2ContainerRegistryReadOnly" ] } },
          "repositories": { "retail-sample-app-ui": { "policy": { "Statement": [
            { "Sid": "Theirs", "Effect": "Deny", "Principal": { "AWS": "{{Coveted}}" }, "Action": {{Pulls}} },
            { "Sid": "Ours", "Effect": "Deny", "Principal": { "AWS": "{nodeRole}" }, "Action": {{Pulls}} }
          ] } } },
          "clusters": { "eks-workshop": { {{claim}} } }
        }
        """;
}
