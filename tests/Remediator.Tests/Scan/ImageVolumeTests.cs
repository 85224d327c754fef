using System.Text.Json.Nodes;
using Remediator.Sandbox.Model;
using Remediator.Tests.Pipeline;

namespace Remediator.Tests.Scan;

/// <summary>The kubelet shows the error of an image volume on the container that mounts it.</summary>
public class ImageVolumeTests
{
    private const string Host = "111122223333.dkr.ecr.us-west-2.amazonaws.com";

    /// <summary>Both repositories deny the node's role, and both are opted in.</summary>
    private const string BothDeny = $$"""
        {
          "clusters": { "eks-workshop": { "workloads": { "default/ui-private": {
            "imageVolumes": { "model": "{{Host}}/models/llama:1" } } } } },
          "repositories": {
            "models/llama": { "tags": { "remediator:patch": "allowed" }, "images": [ { "tags": [ "1" ] } ],
              "policy": { "Version": "2012-10-17", "Statement": [ { "Sid": "no", "Effect": "Deny", "Principal": { "AWS": "{nodeRole}" },
                "Action": [ "ecr:BatchGetImage" ] } ] } }
          }
        }
        """;

    [Fact]
    public async Task Only_the_volumes_repository_is_patched_although_the_containers_own_denies_too()
    {
        await using var story = await Story.BeginAsync(Story.Workshop(BothDeny));
        var finding = Assert.Single((await story.DeliverAsync())["findings"]!.AsArray())!;
        Assert.Equal(($"{Host}/models/llama:1", "RepositoryPolicyDenies"), ((string?)finding["image"], (string?)finding["cause"]));
        Assert.Equal(story.Before, story.Policy);
        Assert.Null(story.World.RepositoryPolicy("models/llama"));
        Assert.Contains("volume model", Evidence(finding), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_volume_of_a_repository_that_is_not_opted_in_opens_neither()
    {
        var closed = JsonNode.Parse(BothDeny)!;
        closed["repositories"]!["models/llama"]!.AsObject().Remove("tags");
        await using var story = await Story.BeginAsync(Story.Workshop(closed.ToJsonString()));
        var finding = Assert.Single((await story.DeliverAsync())["findings"]!.AsArray())!;
        Assert.Equal(($"{Host}/models/llama:1", "refused"), ((string?)finding["image"], (string?)finding["status"]));
        Assert.Empty(story.Writes);
    }

    /// <summary>The pod's own repository denies and is opted in, and is not what failed.</summary>
    [Theory]
    [InlineData($"failed to pull and unpack image \"{Host}/models/llama:1\": failed to resolve image: 403 Forbidden")]
    [InlineData($"failed to pull and unpack image \"{Host}/retail-sample-app-ui-2:1.2.1\": failed to resolve image: 403 Forbidden")]
    [InlineData($"initializing source docker://{Host}/models/llama:1: reading manifest 1 in {Host}/models/llama: 403 Forbidden")]
    [InlineData("failed to pull and unpack image \"mirror.corp:5000/retail-sample-app-ui:1.2.1\": failed to resolve image: 403 Forbidden")]
    [InlineData("failed to pull and unpack image \"444455556666.dkr.ecr.us-west-2.amazonaws.com/retail-sample-app-ui:1.2.1\": 403")]
    public async Task A_text_about_an_image_that_the_pod_does_not_name_opens_no_repository(string text)
    {
        var fails = new JsonObject { ["fails"] = text };
        await using var story = await Story.BeginAsync(Story.Workshop(new JsonObject
        {
            ["clusters"] = new JsonObject
            {
                ["eks-workshop"] = new JsonObject { ["workloads"] = new JsonObject { ["default/ui-private"] = fails } },
            },
        }.ToJsonString()));
        await story.DeliverAsync();
        Assert.Empty(story.Writes);
        Assert.Equal(story.Before, story.Policy);
    }

    [Theory]
    [InlineData("1234567890.dkr.ecr.us-west-2.amazonaws.com")]
    [InlineData(Host)]
    public async Task The_workshops_own_sample_text_is_about_the_pods_image(string printed)
    {
        var image = $"{printed}/retail-sample-app-ui:1.2.1";
        var fails = $"failed to pull and unpack image \"{image}\": failed to resolve reference \"{image}\": unexpected status from HEAD "
            + $"request to https:/\"{printed}/v2/retail-sample-app-ui/manifests/1.2.1: 403 Forbidden";
        var workshop = Scenario.Load("workshop");
        var world = new JsonObject();
        world["clusters"] = new JsonObject
        {
            ["eks-workshop"] = new JsonObject
            {
                ["workloads"] = new JsonObject { ["default/ui-private"] = new JsonObject { ["fails"] = fails } },
            },
        };
        await using var story = await Story.BeginAsync(Story.Workshop(world.ToJsonString()), [("REMEDIATION_MODE", "report")]);
        var finding = Assert.Single((await story.DeliverAsync())["findings"]!.AsArray())!;
        Assert.Equal((workshop.Clusters["eks-workshop"].Workloads["default/ui-private"].Image, "RepositoryPolicyDenies", "PatchPolicy"),
            ((string?)finding["image"], (string?)finding["cause"], (string?)finding["plan"]!["action"]));
    }

    private static string Evidence(JsonNode finding) =>
        string.Join('\n', finding["evidence"]!.AsArray().Select(evidence => (string?)evidence!["what"]));
}
