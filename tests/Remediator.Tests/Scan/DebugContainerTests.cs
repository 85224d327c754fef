using Remediator.Tests.Pipeline;

namespace Remediator.Tests.Scan;

/// <summary>A debug (ephemeral) container that waits for its image in a pod that serves all the same.</summary>
public class DebugContainerTests
{
    private const string Image = "111122223333.dkr.ecr.us-west-2.amazonaws.com/tools/debug:1";

    [Theory]
    [InlineData("""{ "cluster": "eks-workshop" }""")]
    [InlineData("""{ "cluster": "eks-workshop", "namespace": "default", "workload": "ui-private" }""")]
    public async Task Its_image_is_found_and_the_finding_says_what_it_is_for(string payload)
    {
        await using var story = await Story.BeginAsync(Story.Workshop("""
            { "clusters": { "eks-workshop": { "workloads": { "default/ui-private": {
                "debugImage": "{account}.dkr.ecr.{region}.amazonaws.com/tools/debug:1" } } } },
              "repositories": { "retail-sample-app-ui": { "policy": null }, "tools/debug": { "images": [ { "tags": [ "2" ] } ] } } }
            """), [("REMEDIATION_MODE", "report")]);
        var finding = Assert.Single((await story.DeliverAsync(payload))["findings"]!.AsArray())!;
        Assert.Equal((Image, "ImageMissing"), ((string?)finding["image"], (string?)finding["cause"]));
        Assert.Contains(finding["evidence"]!.AsArray(), evidence => (string?)evidence!["code"] == "image.of-ephemeral");
        Assert.Empty(story.Writes);
    }
}
