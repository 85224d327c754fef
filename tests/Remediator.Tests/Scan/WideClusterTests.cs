using Remediator.Sandbox.Faults;
using Remediator.Tests.Pipeline;

namespace Remediator.Tests.Scan;

/// <summary>What a failure on every node of a cluster costs.</summary>
public class WideClusterTests
{
    private const int Nodes = 250;
    private const int AtOnce = 16;
    private const string Role = "eksctl-eks-workshop-nodegroup-defa-NodeInstanceRole-vWD7AqRmnZ2x";

    [Fact]
    public async Task Many_nodes_are_read_from_one_list_and_their_instances_by_the_hundred()
    {
        await using var story = await BeginAsync();
        var finding = await FindingAsync(story);
        Assert.Equal(Nodes, (int)finding["affected"]!["pods"]!);
        Assert.Equal("RepositoryPolicyDenies", (string?)finding["cause"]);
        Assert.Equal((1, 0, 2),
            (story.Count("kubernetes", "list nodes"), story.Count("kubernetes", "get nodes"), story.Count("ec2", "DescribeInstances")));
        Assert.InRange(story.World.MostClusterCallsAtOnce, 1, AtOnce);
    }

    [Fact]
    public async Task Where_nodes_may_not_be_listed_they_are_read_one_by_one_and_at_most_sixteen_at_once()
    {
        await using var story = await BeginAsync();
        story.World.InjectFault(new Fault("kubernetes", "list nodes", FaultKind.Denied));
        var finding = await FindingAsync(story);
        Assert.Equal(Nodes, (int)finding["affected"]!["pods"]!);
        Assert.Equal(("RepositoryPolicyDenies", "proved"), ((string?)finding["cause"], (string?)finding["confidence"]));
        Assert.Equal(Nodes, story.Count("kubernetes", "get nodes"));
        Assert.InRange(story.World.MostClusterCallsAtOnce, 2, AtOnce);
    }

    private static async Task<System.Text.Json.Nodes.JsonNode> FindingAsync(Story story) =>
        Assert.Single((await story.DeliverAsync(story.ClusterAlarm()))["findings"]!.AsArray())!;

    private static Task<Story> BeginAsync()
    {
        var nodes = string.Join(", ", Enumerable.Range(0, Nodes - 2).Select(n => $$"""
            "ip-10-7-{{n / 250}}-{{n % 250}}.us-west-2.compute.internal": { "instance": "i-{{n:x17}}", "role": "{{Role}}" }
            """));
        return Story.BeginAsync(Story.Workshop($$"""
            { "like": "workshop", "clusters": { "eks-workshop": {
              "nodes": {
                "ip-10-42-108-71.us-west-2.compute.internal": { "nodeGroup": null, "role": "{{Role}}" },
                "ip-10-42-147-12.us-west-2.compute.internal": { "nodeGroup": null, "role": "{{Role}}" },
                {{nodes}} },
              "workloads": { "default/ui-private": { "replicas": {{Nodes}} } } } } }
            """), [("REMEDIATION_MODE", "report")]);
    }
}
