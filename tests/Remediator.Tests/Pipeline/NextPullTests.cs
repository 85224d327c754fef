using System.Text.Json.Nodes;

namespace Remediator.Tests.Pipeline;

/// <summary>Pods that run from their nodes' caches while their repository changes.</summary>
public class NextPullTests
{
    private static readonly (string, string)[] s_auto = [("CLUSTERS", "eks-workshop")];

    private const string Running = """
        "expected": { "status": null, "cause": null, "podRunning": true },
        "clusters": { "eks-workshop": { "workloads": {
          "default/ui-private": { "cached": true },
          "shop/front": { "image": "111122223333.dkr.ecr.us-west-2.amazonaws.com/retail-sample-app-ui:1.2.1", "replicas": 3,
            "cached": true },
          "shop/other": { "image": "111122223333.dkr.ecr.us-west-2.amazonaws.com/other:1", "cached": true }
        } } }
        """;

    [Theory]
    [InlineData("set-repository-policy")]
    [InlineData("denied-pull")]
    public async Task A_policy_that_would_deny_the_next_pull_is_notified_before_anything_fails(string way)
    {
        await using var story = await Story.BeginAsync(Story.Workshop($"{{{Running}}}"), s_auto);
        var finding = Assert.Single((await story.DeliverAsync(EventSource.Payload(way, story)))["findings"]!.AsArray())!;
        Assert.True(finding.AsObject().ContainsKey("symptom"));
        Assert.Null(finding["symptom"]);
        Assert.Equal(
            ("diagnosed", "RepositoryPolicyDenies", "proved", "LeaveAlone", "None", 4),
            ((string?)finding["status"], (string?)finding["cause"], (string?)finding["confidence"], (string?)finding["plan"]!["action"],
                (string?)finding["outcome"]!["result"], (int)finding["affected"]!["pods"]!));
        Assert.Equal(
            ["shop Deployment/front 3", "default Deployment/ui-private 1"],
            finding["affected"]!["workloads"]!.AsArray().Select(one => $"{one!["namespace"]} {one["workload"]} {one["pods"]}"));
        Assert.NotNull(finding["plan"]!["after"]);
        Assert.Empty(story.Writes);
        Assert.Equal(story.Before, story.Policy);
    }

    [Theory]
    [InlineData("put-registry-policy")]
    [InlineData("put-account-setting")]
    public async Task A_registry_policy_that_would_deny_the_next_pulls_is_notified_for_all_its_repositories(string way)
    {
        await using var story = await Story.BeginAsync(Story.Workshop(
            $$"""
            {{{Running}}, "repositories": { "retail-sample-app-ui": { "policy": null }, "other": { "images": [ { "tags": [ "1" ] } ] } },
              "registryPolicy": { "Version": "2012-10-17", "Statement": [ { "Sid": "NoPulls", "Effect": "Deny", "Principal": "*",
                "Action": "ecr:BatchGetImage", "Resource": "arn:aws:ecr:us-west-2:111122223333:repository/*" } ] } }
            """), s_auto);
        var findings = (await story.DeliverAsync(EventSource.Payload(way, story)))["findings"]!.AsArray();
        Assert.Equal(["diagnosed RegistryPolicyDenies proved", "diagnosed RegistryPolicyDenies proved"],
            findings.Select(finding => $"{finding!["status"]} {finding["cause"]} {finding["confidence"]}"));
        Assert.Equal(4 + 1, findings.Sum(finding => (int)finding!["affected"]!["pods"]!));
        Assert.Empty(story.Writes);
    }

    [Fact]
    public async Task Its_message_says_that_nothing_fails_yet()
    {
        await using var story = await Story.BeginAsync(Story.Workshop($"{{{Running}}}"), s_auto);
        await story.DeliverAsync(EventSource.Payload("set-repository-policy", story));
        var mail = string.Join(' ',
            ((string)JsonNode.Parse(Assert.Single(story.World.Notifications).Message)!["email"]!).Split((char[]?)null,
                StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("Nothing fails yet", mail, StringComparison.Ordinal);
        Assert.Contains("workload shop Deployment/front, 3 running", mail, StringComparison.Ordinal);
        Assert.Contains("pod status: 4 running containers of 2 workloads use this image", mail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deleted_image_is_notified_for_the_workloads_that_run_it()
    {
        await using var story = await Story.BeginAsync(
            Story.Workshop(
                $$"""{{{Running}}, "repositories": { "retail-sample-app-ui": { "policy": null, "images": [ { "tags": ["""
                    + $$""" "1.2.0" ] } ] } } }"""), s_auto);
        var finding = Assert.Single((await story.DeliverAsync(EventSource.Payload("image-deleted", story)))["findings"]!.AsArray())!;
        Assert.Null(finding["symptom"]);
        Assert.Equal(("ImageMissing", "diagnosed"), ((string?)finding["cause"], (string?)finding["status"]));
    }

    [Fact]
    public async Task A_change_that_denies_nobody_is_not_notified()
    {
        await using var story = await Story.BeginAsync(
            Story.Workshop($$"""{{{Running}}, "repositories": { "retail-sample-app-ui": { "policy": null } } }"""), s_auto);
        Assert.Empty((await story.DeliverAsync(EventSource.Payload("delete-repository-policy", story)))["findings"]!.AsArray());
        Assert.Empty(story.World.Notifications);
    }

    [Fact]
    public async Task A_pull_that_fails_already_is_notified_once_and_its_patch_also_fixes_the_other_workloads()
    {
        var scenario = Story.Workshop("""
            { "clusters": { "eks-workshop": { "workloads": {
              "shop/front": { "image": "111122223333.dkr.ecr.us-west-2.amazonaws.com/retail-sample-app-ui:1.2.0", "cached": true } } } },
              "repositories": { "retail-sample-app-ui": { "images": [ { "tags": [ "1.2.0" ] }, { "tags": [ "1.2.1" ] } ] } } }
            """);
        await using var story = await Story.BeginAsync(scenario, s_auto);
        var finding = Assert.Single(
            (await story.DeliverAsync(EventSource.Payload("set-repository-policy", story)))["findings"]!.AsArray())!;
        Assert.Equal(("fixed", "Forbidden", 1),
            ((string?)finding["status"], (string?)finding["symptom"], (int)finding["affected"]!["pods"]!));
    }
}
