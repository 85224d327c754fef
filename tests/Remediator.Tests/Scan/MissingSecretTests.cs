using Remediator.Core.Common;
using Remediator.Core.Wording;
using Remediator.Kubernetes;
using Remediator.Sandbox.Faults;
using Remediator.Sandbox.Model;
using Remediator.Scan;
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
    public async Task Where_the_events_cannot_be_read_nobody_says_that_the_secret_pulls()
    {
        var result = await EventResult.OfAsync(
            Scenario.Load("missing-pull-secret") with { Faults = [new Fault("kubernetes", "list events", FaultKind.Denied)] });
        Assert.Null(result.Finding["puller"]);
        Assert.DoesNotContain("the identity in it pulls", result.Finding.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("may not list events", result.What("puller"), StringComparison.Ordinal);
        Assert.Contains(result.Unknowns, unknown => unknown.Contains("may not list events", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_they_cannot_be_read_no_role_is_judged_for_a_denial_either()
    {
        var result = await EventResult.OfAsync(Story.Workshop("""
            {
              "clusters": { "eks-workshop": { "workloads": { "default/ui-private": { "imagePullSecrets": [ "regcred" ] } } } },
              "faults": [ { "service": "kubernetes", "operation": "list events", "kind": "Denied" } ]
            }
            """));
        Assert.Equal("Undetermined", result.Verdict.Cause);
        Assert.Contains(result.Unknowns, unknown => unknown.Contains("may not list events", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(new[] { 0 }, new[] { 1 }, true)] // the same try
    [InlineData(new[] { 0, 600 }, new[] { 1, 601 }, true)]
    [InlineData(new[] { 600 }, new[] { 1, 601 }, true)]
    [InlineData(new[] { 0 }, new int[0], true)] // the event about the pull is gone
    [InlineData(new[] { 0 }, new[] { 1, 300 }, false)] // created in between
    public void What_the_kubelet_said_before_its_newest_try_is_past(int[] said, int[] pulls, bool stands)
    {
        var seen = SecretsSeen.Of(said.Select(at => Event(at, "Unable to retrieve some image pull secrets (regcred); attempting")),
            Fact.Of<IReadOnlyList<ClusterEvent>>([.. pulls.Select(at => Event(at, "Pulling image"))]));
        Assert.Equal((stands, !stands), (seen.Missing.Contains("regcred"), seen.Doubt is not null));
    }

    [Fact]
    public void Where_the_tries_cannot_be_read_it_is_not_known_whether_it_is_past()
    {
        var seen = SecretsSeen.Of([Event(0, "Unable to retrieve some image pull secrets (regcred); attempting")],
            Fact.Gap<IReadOnlyList<ClusterEvent>>(Message.Verbatim("throttled")));
        Assert.Empty(seen.Missing);
        Assert.Contains("throttled", $"{seen.Doubt}", StringComparison.Ordinal);
    }

    private static ClusterEvent Event(int seconds, string message) => new()
    {
        Message = message,
        LastTimestamp = new DateTime(2026, 1, 14, 9, 0, 0, DateTimeKind.Utc).AddSeconds(seconds),
    };

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
