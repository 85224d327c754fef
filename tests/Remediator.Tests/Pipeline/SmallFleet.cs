using System.Text.Json.Nodes;
using Remediator.Sandbox.Model;

namespace Remediator.Tests.Pipeline;

/// <summary>The workshop's cluster and others beside it; in each, the same image is denied to the same role.</summary>
internal static class SmallFleet
{
    private const string NodeRole = "eksctl-eks-workshop-nodegroup-defa-NodeInstanceRole-vWD7AqRmnZ2x";

    public static readonly string Sweep = EventSource.Sample("schedule").ToJsonString();

    public static async Task<Story> BeginAsync(
        string[] beside, (string, string)[] settings, TimeProvider? clock = null, TimeSpan? patience = null)
    {
        var story = await Story.BeginAsync(Beside(beside), settings, clock: clock, patience: patience);
        Assert.True(await story.World.WaitUntilAsync(world => world.Pods().Count > beside.Length
            && world.Pods().All(pod => pod.WaitingReason is "ErrImagePull" or "ImagePullBackOff"), TimeSpan.FromMinutes(10), Story.Stop));
        return story;
    }

    public static IEnumerable<string> ClustersOf(JsonObject answer) =>
        answer["findings"]!.AsArray().Select(finding => (string)finding!["cluster"]!);

    private static Scenario Beside(string[] names) => Story.Workshop(new JsonObject
    {
        ["clusters"] = new JsonObject(names.Select((name, n) => KeyValuePair.Create(name, (JsonNode?)ClusterOf(n + 1)))),
    }.ToJsonString());

    private static JsonObject ClusterOf(int n) => JsonNode.Parse($$"""
        {
          "nodeGroups": { "default": { "role": "{{NodeRole}}" } },
          "nodes": { "ip-10-42-9-{{n}}.us-west-2.compute.internal": { "instance": "i-0{{n:x16}}", "nodeGroup": "default",
            "zone": "us-west-2a" } },
          "workloads": { "default/ui-private": { "image": "{account}.dkr.ecr.{region}.amazonaws.com/retail-sample-app-ui:1.2.1",
            "labels": { "app": "app-private" } } }
        }
        """)!.AsObject();
}
