using System.Text.Json.Nodes;
using Remediator.Sandbox.Model;

namespace Remediator.Tests.Pipeline;

/// <summary>A pull-through cache in the sandbox, whose nodes fill it with their own rights, and the events about it.</summary>
public class PullThroughStoryTests
{
    [Theory]
    [InlineData("pull-through-cache-failed.json")]
    [InlineData("denied-import.json")]
    public async Task An_event_about_a_cache_finds_the_pods_that_wait_for_it(string sample)
    {
        await using var story = await Story.BeginAsync("pull-through-upstream-refuses", ("CLUSTERS", "eks-workshop"));
        var finding = Assert.Single((await story.DeliverAsync(Sample(sample)))["findings"]!.AsArray())!;
        Assert.Equal("PullThroughCacheFailed", (string?)finding["cause"]);
    }

    [Fact]
    public async Task What_ECR_reported_stands_in_that_finding_and_in_a_later_one()
    {
        await using var story = await Story.BeginAsync("pull-through-upstream-refuses", ("CLUSTERS", "eks-workshop"));
        var byEvent = await story.DeliverAsync(Sample("pull-through-cache-failed.json"));
        foreach (var finding in (JsonNode?[])[byEvent["findings"]![0], await story.FindingAsync()])
            Assert.Contains(finding!["evidence"]!.AsArray(), evidence => ((string)evidence!["what"]!)
                .EndsWith("AccessDenied (Unable to authenticate to upstream registry)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_ECR_reported_is_logged_where_nothing_fails()
    {
        await using var story = await Story.BeginAsync(Scenario.Load("healthy"));
        Assert.Empty((await story.DeliverAsync(Sample("pull-through-cache-failed.json")))["findings"]!.AsArray());
        Assert.Contains(story.Log, line => (string?)line["code"] == "AccessDenied"
            && (string?)line["reason"] == "Unable to authenticate to upstream registry");
    }

    [Theory]
    [InlineData("AmazonEC2ContainerRegistryPullOnly", "arn:aws:iam::111122223333:role/creator", null)]
    [InlineData("AmazonEC2ContainerRegistryPullOnly", null, "ecr:CreateRepository")]
    [InlineData("AmazonEC2ContainerRegistryReadOnly", "arn:aws:iam::111122223333:role/creator", "ecr:BatchImportUpstreamImage")]
    [InlineData("AmazonEC2ContainerRegistryReadOnly", null, "ecr:BatchImportUpstreamImage, ecr:CreateRepository")]
    public async Task A_cache_is_filled_for_the_first_time_with_the_right_to_import_and_a_template_s_role(
        string attached, string? creator, string? lacking)
    {
        await using var story = await Story.BeginAsync(World(attached, $$"""
            "creationTemplates": [ { "prefix": "docker-hub", "customRoleArn": {{JsonValue.Create(creator)?.ToJsonString() ?? "null"}} } ],
            """, lacking is not null));
        if (lacking is null)
        {
            Assert.True(await story.RunsAsync());
            return;
        }
        var finding = await story.FindingAsync();
        Assert.Equal("PullThroughCacheFailed", (string?)finding["cause"]);
        Assert.Contains(finding["evidence"]!.AsArray(), evidence => ((string)evidence!["what"]!)
            .Contains($"may not call {lacking}, which", StringComparison.Ordinal));
        Assert.Contains(lacking, (string?)finding["plan"]!["why"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upstream_s_refusal_is_read_where_the_node_prints_it()
    {
        var world = World("AmazonEC2ContainerRegistryPullOnly",
            """ "creationTemplates": [ { "prefix": "ROOT", "customRoleArn": "arn:aws:iam::111122223333:role/creator" } ], """, true,
            """ "refuses": true """);
        await using var story = await Story.BeginAsync(world);
        var finding = await story.FindingAsync();
        Assert.Equal(("PullThroughCacheFailed", "proved"), ((string?)finding["cause"], (string?)finding["confidence"]));
        Assert.Contains("ecr-pullthroughcache/docker-hub", (string?)finding["plan"]!["why"], StringComparison.Ordinal);
    }

    /// <summary>A node role with one managed policy, and an image that the upstream holds.</summary>
    private static Scenario World(string attached, string templates, bool fails, string rule = """ "refuses": false """) =>
        Story.Workshop($$"""
        {
          "expected": { "status": {{(fails ? "\"diagnosed\"" : "null")}}, "cause": null, "podRunning": {{(fails ? "false" : "true")}} },
          {{templates}}
          "roles": {
            "eksctl-eks-workshop-nodegroup-defa-NodeInstanceRole-vWD7AqRmnZ2x": {
              "attached": [ "AmazonEKSWorkerNodePolicy", "{{attached}}" ]
            }
          },
          "clusters": {
            "eks-workshop": {
              "showsRegistryMessage": true,
              "workloads": {
                "default/ui-private": { "image": "{account}.dkr.ecr.{region}.amazonaws.com/docker-hub/library/nginx:1.29" }
              }
            }
          },
          "pullThroughRules": [
            {
              "prefix": "docker-hub", "upstream": "registry-1.docker.io", "holds": [ "library/nginx:1.29" ], {{rule}},
              "secret": "arn:aws:secretsmanager:{region}:{account}:secret:ecr-pullthroughcache/docker-hub"
            }
          ]
        }
        """);

    /// <summary>The sample as an event about the image that the scenario's pods wait for.</summary>
    private static string Sample(string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "events", name);
        return File.ReadAllText(path).Replace("\"1.27\"", "\"1.29\"", StringComparison.Ordinal);
    }
}
