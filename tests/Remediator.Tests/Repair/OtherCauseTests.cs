using Remediator.Tests.Notify;
using Remediator.Tests.Pipeline;

namespace Remediator.Tests.Repair;

/// <summary>A failure after a patch that the patch did not cause rolls nothing back.</summary>
public class OtherCauseTests
{
    private static readonly TimeSpan s_remaining = TimeSpan.FromSeconds(300);

    [Theory]
    [InlineData("auto")]
    [InlineData("stuck-pods")]
    public async Task An_image_that_crashes_after_its_pull_is_reported_and_nothing_is_rolled_back(string restart)
    {
        await using var story = await Story.BeginAsync(Story.Workshop("""
            { "repositories": { "retail-sample-app-ui": { "images": [ { "tags": [ "1.2.1" ], "crashes": true } ] } } }
            """), [StoredNotifications.Table, ("RESTART_WORKLOADS", restart)], speed: 10);
        var finding = await story.FindingAsync(s_remaining);
        Assert.Equal(("fixed", true), ((string?)finding["status"], (bool)finding["outcome"]!["verified"]!));
        Assert.Equal(("verify.pulled-waiting", "ui-private", "CrashLoopBackOff"), ((string?)finding["outcome"]!["code"],
            (string?)finding["outcome"]!["args"]!["container"], (string?)finding["outcome"]!["args"]!["reason"]));
        Assert.Equal(1, story.PolicyWrites());
        // a crash is not a failed pull: the next scan has nothing to report
        await story.DeliverAsync();
        Assert.Equal(["fixed"], story.Statuses());
    }

    [Fact]
    public async Task A_pull_that_fails_at_a_later_step_is_a_new_finding_and_nothing_is_rolled_back()
    {
        // the registry is reached through endpoints, and the layers, which are in S3, are not
        await using var story = await Story.BeginAsync(Story.Workshop("""
            { "clusters": { "eks-workshop": { "network": { "defaultRoute": "", "endpoints": { "ecr.api": { }, "ecr.dkr": { } } } } } }
            """), [StoredNotifications.Table]);
        var findings = (await story.DeliverAsync(remaining: s_remaining))["findings"]!.AsArray();
        Assert.Equal([("fixed", "RepositoryPolicyDenies"), ("diagnosed", "EcrUnreachable")],
            findings.Select(finding => ((string)finding!["status"]!, (string)finding["cause"]!)));
        Assert.False((bool)findings[0]!["outcome"]!["verified"]!);
        Assert.Equal(("verify.fails-otherwise", "symptom.Timeout"),
            ((string?)findings[0]!["outcome"]!["code"], (string?)findings[0]!["outcome"]!["args"]!["symptom"]!["code"]));
        Assert.Equal(["fixed", "diagnosed"], story.Statuses());
        Assert.Equal(1, story.PolicyWrites());
        Assert.Contains(story.World.Pods().Select(pod => pod.Name), name => name == (string?)findings[1]!["pods"]![0]);
    }
}
