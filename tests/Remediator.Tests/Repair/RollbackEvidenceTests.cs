using System.Text.Json.Nodes;
using Remediator.Core.Failures;
using Remediator.Kubernetes;
using Remediator.Tests.Notify;
using Remediator.Tests.Pipeline;

namespace Remediator.Tests.Repair;

/// <summary>Only a pull by the patched role since the write verifies a patch, and only its own cluster rolls it back.</summary>
public class RollbackEvidenceTests
{
    private const string NodeRole = "eksctl-eks-workshop-nodegroup-defa-NodeInstanceRole-vWD7AqRmnZ2x";

    private static readonly TimeSpan s_remaining = TimeSpan.FromSeconds(400);

    [Fact]
    public async Task A_pull_of_the_same_workload_by_another_role_verifies_nothing()
    {
        await using var story = await Story.BeginAsync(Story.Workshop("""
            {
              "roles": { "other": { "attached": [ "AmazonEC2ContainerRegistryReadOnly" ] } },
              "clusters": { "eks-workshop": {
                "nodeGroups": { "other": { "role": "other" } },
                "nodes": { "ip-10-42-147-12.us-west-2.compute.internal": { "nodeGroup": "other" } },
                "workloads": { "default/ui-private": { "replicas": 8 } } } },
              "organization": [ { "Version": "2012-10-17",
                "Statement": [ { "Effect": "Deny", "Action": "ecr:BatchGetImage", "Resource": "*",
                "Condition": { "ArnNotLike": { "aws:PrincipalArn": "arn:aws:iam::*:role/other" } } } ] } ]
            }
            """), [StoredNotifications.Table, ("RESTART_WORKLOADS", "rollout")]);
        Assert.False((bool)(await story.FindingAsync(s_remaining))["outcome"]!["verified"]!);
    }

    [Fact]
    public async Task A_pull_from_before_the_write_verifies_nothing()
    {
        string? theirs = null;
        await using var story = await Story.BeginAsync(
            Story.Workshop("""{ "clusters": { "eks-workshop": { "workloads": { "default/ui-private": { "replicas": 2 } } } } }"""),
            [StoredNotifications.Table, ("RESTART_WORKLOADS", "off")], (world, line) =>
            {
                // somebody insists at once, so that hardly anything can pull since
                if ((string?)line["message"] == "repository policy changed")
                    world.SetRepositoryPolicy(Story.Repository, theirs);
            });
        story.World.SetRepositoryPolicy(Story.Repository, null);
        Assert.True(await story.RunsAsync());
        story.World.SetRepositoryPolicy(Story.Repository, theirs = story.Before);
        await EvictOneAsync(story);
        var finding = await story.FindingAsync(s_remaining);
        Assert.Equal(story.World.Pods().All(pod => pod.Ready), (bool)finding["outcome"]!["verified"]!);
    }

    [Fact]
    public async Task A_change_that_helps_one_cluster_is_not_rolled_back_for_another()
    {
        // the other cluster's endpoint policy has a Deny whose condition is unknown here
        await using var story = await Story.BeginAsync(Story.Workshop($$"""
            {
              "context": { "aws:VpcSourceIp": "10.42.0.9" },
              "clusters": { "blue": {
                "nodeGroups": { "blue": { "role": "{{NodeRole}}" } },
                "nodes": { "ip-10-42-9-9.us-west-2.compute.internal": { "instance": "i-0aaaaaaaaaaaaaaa0", "nodeGroup": "blue",
                  "zone": "us-west-2a" } },
                "network": { "endpoints": { "ecr.dkr": { "policy": { "Version": "2012-10-17", "Statement": [
                  { "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*",
                    "Condition": { "StringNotEquals": { "aws:VpcSourceIp": "10.42.0.9" } } } ] } }, "ecr.api": { } } },
                "workloads": { "default/ui-blue": { "image": "{account}.dkr.ecr.{region}.amazonaws.com/retail-sample-app-ui:1.2.1" } } } }
            }
            """), [StoredNotifications.Table, ("REMEDIATION_MODE", "approve"), ("CLUSTERS", "eks-workshop,blue")]);
        Assert.True(await story.World.WaitUntilAsync(
            world => world.Pods().Count >= 2 && world.Pods().All(pod => pod.WaitingReason is "ErrImagePull" or "ImagePullBackOff"),
            TimeSpan.FromMinutes(10), Story.Stop));
        // the cluster that requested approval first applies the change
        var asked = await AskedAsync(story, "eks-workshop");
        Assert.Equal((string?)asked["plan"]!["hash"], (string?)(await AskedAsync(story, "blue"))["plan"]!["hash"]);
        var done = (await story.ApproveAsync(asked, TimeSpan.FromMinutes(14)))["findings"]!.AsArray();
        Assert.Equal([("blue", "failed"), ("eks-workshop", "fixed")],
            done.Select(finding => ((string)finding!["cluster"]!, (string)finding["status"]!)).Order());
        Assert.Equal(1, story.PolicyWrites());
    }

    private static async Task<JsonNode> AskedAsync(Story story, string cluster) =>
        Assert.Single((await story.DeliverAsync($$"""{"cluster":"{{cluster}}"}"""))["findings"]!.AsArray())!;

    private static async Task EvictOneAsync(Story story)
    {
        using var aws = story.AsOperator();
        var scope = new Scope(story.World.Scenario.Account, story.World.Scenario.Region, "eks-workshop", null, null, null);
        var cluster = await new ClusterConnection(aws, null, TimeProvider.System).OpenAsync(scope, Story.Stop);
        var pod = (await cluster.FromPodsAsync<Pod>(null, one => [one], Story.Stop)).Picked[0];
        await cluster.EvictAsync(pod.Metadata.Namespace, pod, Story.Stop);
        Assert.True(await story.World.WaitUntilAsync(world =>
            world.Pods().Any(one => one.WaitingReason is "ErrImagePull" or "ImagePullBackOff"), TimeSpan.FromMinutes(10), Story.Stop));
    }
}
