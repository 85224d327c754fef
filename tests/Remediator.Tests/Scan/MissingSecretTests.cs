using Remediator.Tests.Gather;
using Remediator.Tests.Pipeline;

namespace Remediator.Tests.Scan;

/// <summary>An image pull secret that does not exist: the kubelet says so in an event, and pulls as the node's role.</summary>
public class MissingSecretTests
{
    [Fact]
    public async Task The_secret_is_named_and_the_nodes_role_is_judged()
    {
        var result = await EventResult.OfAsync("missing-pull-secret");
        Assert.Equal(("CredentialsMissing", "likely"), result.Verdict);
        Assert.Contains(":role/eksctl-eks-workshop-nodegroup", (string?)result.Finding["puller"]!["arn"], StringComparison.Ordinal);
        Assert.Contains("regcred", (string?)result.Finding["puller"]!["how"], StringComparison.Ordinal);
        Assert.Contains(result.Finding["evidence"]!.AsArray(), evidence => (string?)evidence!["code"] == "pod-events.secret-missing");
        Assert.Equal("pass", (string?)result.Finding["evidence"]!.AsArray()
            .Single(evidence => (string?)evidence!["step"] == "identity-permissions")!["result"]);
    }

    [Fact]
    public async Task A_denied_node_role_is_found_and_a_person_is_asked()
    {
        var result = await EventResult.OfAsync(Story.Workshop(
            """{ "clusters": { "eks-workshop": { "workloads": { "default/ui-private": { "imagePullSecrets": [ "regcred" ] } } } } }"""));
        Assert.Equal("RepositoryPolicyDenies", result.Verdict.Cause);
        Assert.Equal("Ask", (string?)result.Finding["plan"]!["action"]);
    }

    [Fact]
    public async Task Of_two_secrets_the_one_that_exists_pulls()
    {
        var result = await EventResult.OfAsync(Story.Workshop("""
            {
              "roles": { "build-server": {} },
              "clusters": { "eks-workshop": { "pullSecrets": { "ecr-token": "build-server" },
                "workloads": { "default/ui-private": { "imagePullSecrets": [ "regcred", "ecr-token" ] } } } }
            }
            """));
        Assert.Null(result.Finding["puller"]);
        Assert.Contains("secret ecr-token", result.What("puller"), StringComparison.Ordinal);
        Assert.DoesNotContain("regcred", result.What("puller"), StringComparison.Ordinal);
    }
}
