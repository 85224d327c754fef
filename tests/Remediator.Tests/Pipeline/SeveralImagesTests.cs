using System.Text.Json.Nodes;
using Remediator.Tests.Notify;

namespace Remediator.Tests.Pipeline;

/// <summary>Several images of one repository, and several workloads that pull from it.</summary>
public class SeveralImagesTests
{
    private const string Host = "111122223333.dkr.ecr.us-west-2.amazonaws.com";

    private static readonly (string, string)[] s_report = [("REMEDIATION_MODE", "report"), ("CLUSTERS", "eks-workshop")];

    [Fact]
    public async Task Two_missing_tags_of_one_repository_are_two_findings_that_each_name_their_image()
    {
        await using var story = await Story.BeginAsync(Story.Workshop(
            """
            {"clusters":{"eks-workshop":{"workloads":{
                "default/ui-private":{"image":"{account}.dkr.ecr.{region}.amazonaws.com/retail-sample-app-ui:9.9"},
                "default/other":{"image":"{account}.dkr.ecr.{region}.amazonaws.com/retail-sample-app-ui:8.8"}}}},
            "repositories":{"retail-sample-app-ui":{"policy":null}}}
            """), s_report);
        var findings = (await story.DeliverAsync(story.ClusterAlarm()))["findings"]!.AsArray();
        Assert.Equal([$"{Host}/{Story.Repository}:8.8", $"{Host}/{Story.Repository}:9.9"],
            findings.Select(finding => (string)finding!["image"]!).Order());
        Assert.All(findings, finding => Assert.Equal("ImageMissing", (string?)finding!["cause"]));
        Assert.Equal(2, findings.Select(finding => (string)finding!["key"]!).Distinct().Count());
    }

    [Theory]
    [InlineData("8.8", "9.9")]
    [InlineData("1.27", "9.9")] // the first one is cached
    public async Task Two_tags_that_a_pull_through_cache_did_not_bring_are_two_findings_with_their_own_texts(string first, string second)
    {
        const string image = "{account}.dkr.ecr.{region}.amazonaws.com/docker-hub/library/nginx";
        static JsonObject Waiting(string tag) => new()
        {
            ["image"] = $"{image}:{tag}",
            ["fails"] = $"unexpected status from HEAD request to https://{image.Replace("/docker", "/v2/docker", StringComparison.Ordinal)}"
                + $"/manifests/{tag}: 403 Forbidden",
        };
        var world = JsonNode.Parse("""
            {"clusters":{"eks-workshop":{"workloads":{}}},
            "pullThroughRules":[{"prefix":"docker-hub","upstream":"registry-1.docker.io",
                "secret":"arn:aws:secretsmanager:{region}:{account}:secret:ecr-pullthroughcache/docker-hub"}],
            "repositories":{"retail-sample-app-ui":{"policy":null},"docker-hub/library/nginx":{"images":[{"tags":["1.27"]}]}}}
            """)!;
        var workloads = world["clusters"]!["eks-workshop"]!["workloads"]!;
        (workloads["default/ui-private"], workloads["default/other"]) = (Waiting(first), Waiting(second));
        await using var story = await Story.BeginAsync(Story.Workshop(world.ToJsonString()), s_report);
        var found = (await story.DeliverAsync(story.ClusterAlarm()))["findings"]!.AsArray();
        Assert.Equal(2, found.Select(finding => (string)finding!["key"]!).Distinct().Count());
        Assert.All(found.Where(finding => !((string)finding!["image"]!).EndsWith(":1.27", StringComparison.Ordinal)),
            finding => Assert.Equal("PullThroughCacheFailed", (string?)finding!["cause"]));
        Assert.All(found, finding => Assert.Contains(
            $"manifests/{((string)finding!["image"]!).Split(':')[1]}: 403", TextOf(finding), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_texts_that_nobody_understands_are_both_shown()
    {
        await using var story = await Story.BeginAsync(Story.Workshop(
            """
            {"clusters":{"eks-workshop":{"workloads":{
                "default/ui-private":{"image":"{account}.dkr.ecr.{region}.amazonaws.com/retail-sample-app-ui:1.2.1",
                    "fails":"the flux is low"},
                "default/other":{"image":"{account}.dkr.ecr.{region}.amazonaws.com/retail-sample-app-ui:1.2.2",
                    "fails":"the gate is shut"}}}},
            "repositories":{"retail-sample-app-ui":{"policy":null,"images":[{"tags":["1.2.1","1.2.2"]}]}}}
            """), s_report);
        var finding = Assert.Single((await story.DeliverAsync(story.ClusterAlarm()))["findings"]!.AsArray())!;
        Assert.Equal("Undetermined", (string?)finding["cause"]);
        var shown = string.Concat(finding["evidence"]!.AsArray().Select(evidence => (string)evidence!["what"]!));
        Assert.Contains("the flux is low", shown, StringComparison.Ordinal);
        Assert.Contains("the gate is shut", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_denied_tags_of_one_repository_are_one_finding_that_names_both()
    {
        await using var story = await Story.BeginAsync(Story.Workshop(
            """
            {"clusters":{"eks-workshop":{"workloads":{"default/other":{
                "image":"{account}.dkr.ecr.{region}.amazonaws.com/retail-sample-app-ui:1.2.2"}}}},
            "repositories":{"retail-sample-app-ui":{"images":[{"tags":["1.2.1","1.2.2"]}]}}}
            """), s_report);
        var finding = Assert.Single((await story.DeliverAsync(story.ClusterAlarm()))["findings"]!.AsArray())!;
        Assert.Equal([$"{Host}/{Story.Repository}:1.2.1", $"{Host}/{Story.Repository}:1.2.2"],
            finding["affected"]!["images"]!.AsArray().Select(image => (string)image!).Order());
        var mail = (string)JsonNode.Parse(Assert.Single(story.World.Notifications).Message)!["email"]!;
        Assert.Contains(":1.2.1\n", mail, StringComparison.Ordinal);
        Assert.Contains(":1.2.2\n", mail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_incident_is_not_over_while_another_workload_cannot_pull_from_the_repository()
    {
        await using var story = await Story.BeginAsync(Story.Workshop(
            """
            {"clusters":{"eks-workshop":{"workloads":{"shop/nightly":{
                "image":"{account}.dkr.ecr.{region}.amazonaws.com/retail-sample-app-ui:1.2.2",
                "fails":"unexpected status from HEAD request to https://{account}.dkr.ecr.{region}.amazonaws.com/v2/x: 403 Forbidden"}}}},
            "repositories":{"retail-sample-app-ui":{"images":[{"tags":["1.2.1","1.2.2"]}]}}}
            """), [.. s_report, StoredNotifications.Table]);
        await story.DeliverAsync();
        story.World.SetRepositoryPolicy(Story.Repository, null);
        Assert.True(await story.World.WaitUntilAsync(world => world.Pods("default").All(pod => pod.Phase == "Running"),
            TimeSpan.FromMinutes(10), Story.Stop));
        await story.DeliverAsync(story.Over());
        Assert.Equal(["diagnosed"], story.Statuses());
    }

    private static string TextOf(JsonNode finding) =>
        (string)finding["evidence"]!.AsArray().First(step => (string?)step!["step"] == "pod-events")!["what"]!;
}
