using Remediator.Tests.Notify;

namespace Remediator.Tests.Pipeline;

/// <summary>One sweep scans its clusters concurrently, and two of them may pull from one repository.</summary>
public class TwoClustersTests
{
    private const string OneRepository = """
        {
          "roles": { "other": { "attached": [ "AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryReadOnly" ] } },
          "clusters": { "blue": {
            "nodeGroups": { "blue": { "role": "other" } },
            "nodes": { "ip-10-42-9-9.us-west-2.compute.internal": { "instance": "i-0aaaaaaaaaaaaaaa0", "nodeGroup": "blue",
              "zone": "us-west-2a" } },
            "workloads": { "default/ui-private": { "image": "{account}.dkr.ecr.{region}.amazonaws.com/retail-sample-app-ui:1.2.1",
              "labels": { "app": "app-private" } } } } },
          "repositories": { "retail-sample-app-ui": { "policy": { "Statement": [
            { "Sid": "one", "Effect": "Deny", "Principal": { "AWS": "{nodeRole}" }, "Action": [ "ecr:BatchGetImage", "ecr:PutImage" ] },
            { "Sid": "two", "Effect": "Deny", "Principal": { "AWS": "arn:aws:iam::{account}:role/other" },
              "Action": [ "ecr:BatchGetImage", "ecr:PutImage" ] } ] } } }
        }
        """;

    [Fact]
    public async Task Neither_cluster_s_patch_overwrites_the_other_s()
    {
        await using var story = await Story.BeginAsync(Story.Workshop(OneRepository),
            [StoredNotifications.Table, ("CLUSTERS", "eks-workshop,blue")]);
        Assert.True(await story.World.WaitUntilAsync(
            world => world.Pods().Count >= 2 && world.Pods().All(pod => pod.WaitingReason is "ErrImagePull" or "ImagePullBackOff"),
            TimeSpan.FromMinutes(10), Story.Stop));
        for (var sweep = 0; sweep < 2; sweep++)
        {
            var findings = (await story.DeliverAsync(EventSource.Payload("schedule", story)))["findings"]!.AsArray();
            Assert.DoesNotContain(findings, finding => (string?)finding!["outcome"]!["result"] == "PolicyMoved");
        }
        Assert.Equal(2, story.PolicyWrites());
        Assert.DoesNotContain("ecr:BatchGetImage", story.Policy!, StringComparison.Ordinal);
    }
}
