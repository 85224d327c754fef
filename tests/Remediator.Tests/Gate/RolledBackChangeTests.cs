using Remediator.Repair;
using Remediator.Sandbox.Model;
using Remediator.Tests.Notify;
using Remediator.Tests.Pipeline;
using Remediator.Tests.Repair;

namespace Remediator.Tests.Gate;

/// <summary>A change that did not help or that a person rolled back is applied again only with approval.</summary>
public class RolledBackChangeTests
{
    private static readonly TimeSpan s_remaining = TimeSpan.FromSeconds(300);

    [Fact]
    public async Task A_rollback_on_evidence_counts_even_if_another_change_was_made_since()
    {
        await using var story = await Story.BeginAsync("still-denied-after-fix", StoredNotifications.Table, ("MAX_PATCHES_PER_HOUR", "50"));
        await story.DeliverAsync(remaining: s_remaining);
        story.World.SetRepositoryPolicy(Story.Repository, StoredNotifications.Renamed(story.Before!));
        await story.DeliverAsync(remaining: s_remaining);
        Assert.Equal(4, story.PolicyWrites());
        story.World.SetRepositoryPolicy(Story.Repository, story.Before);
        var asked = await story.FindingAsync(s_remaining);
        Assert.Equal("awaiting-approval", (string?)asked["status"]);
        Assert.Equal("precedent.rolled-back", (string?)asked["plan"]!["code"]);
        Assert.Equal(4, story.PolicyWrites());
    }

    [Fact]
    public async Task A_change_that_was_rolled_back_on_evidence_in_one_cluster_is_not_tried_in_another()
    {
        await using var story = await Story.BeginAsync(Scenario.Parse("""
            {
              "like": "still-denied-after-fix", "name": "variation",
              "clusters": { "blue": {
                "nodeGroups": { "blue": { "role": "eksctl-eks-workshop-nodegroup-defa-NodeInstanceRole-vWD7AqRmnZ2x" } },
                "nodes": { "ip-10-42-9-9.us-west-2.compute.internal": { "instance": "i-0aaaaaaaaaaaaaaa0", "nodeGroup": "blue",
                  "zone": "us-west-2a" } },
                "workloads": { "default/ui-blue": { "image": "{account}.dkr.ecr.{region}.amazonaws.com/retail-sample-app-ui:1.2.1" } } } }
            }
            """), [StoredNotifications.Table]);
        await story.DeliverAsync("""{"cluster":"eks-workshop"}""", s_remaining);
        Assert.Equal(2, story.PolicyWrites());
        Assert.Equal(["awaiting-approval"],
            StoredNotifications.StatusesOf(await story.DeliverAsync("""{"cluster":"blue"}""", s_remaining)));
        Assert.Equal(2, story.PolicyWrites());
    }

    [Fact]
    public async Task A_change_that_a_person_rolled_back_is_not_applied_again_a_day_later()
    {
        var clock = new LeapClock(60);
        await using var story = await Story.BeginAsync(Scenario.Load("workshop"), [StoredNotifications.Table], clock: clock);
        var key = (string)(await story.FindingAsync())["key"]!;
        using var aws = story.AsOperator();
        Assert.IsType<RollbackResult.RolledBack>(await StoredNotifications.RollbackOf(aws, clock).RollBackAsync(key, "mary", Story.Stop));
        await story.ReplacePodsAsync();
        clock.Leap(TimeSpan.FromHours(25));
        var asked = await story.FindingAsync();
        Assert.Equal("awaiting-approval", (string?)asked["status"]);
        Assert.Contains("mary", (string?)asked["plan"]!["why"], StringComparison.Ordinal);
        Assert.Equal(2, story.PolicyWrites());
    }

    [Fact]
    public async Task A_change_that_helped_is_applied_again_without_approval()
    {
        await using var story = await Story.BeginAsync("workshop", StoredNotifications.Table);
        await story.DeliverAsync();
        await story.BreakAgainAsync();
        Assert.Equal("fixed", (string?)(await story.FindingAsync())["status"]);
    }
}
