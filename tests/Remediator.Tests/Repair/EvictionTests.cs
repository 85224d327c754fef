using Remediator.Core.Failures;
using Remediator.Kubernetes;
using Remediator.Repair;
using Remediator.Tests.Notify;
using Remediator.Tests.Pipeline;

namespace Remediator.Tests.Repair;

/// <summary>Between the list of stuck pods and their eviction the kubelets pull again.</summary>
public class EvictionTests
{
    private static readonly Workload s_ui = new("Deployment", "ui-private");

    [Fact]
    public async Task A_pod_that_runs_by_the_time_it_is_evicted_stays()
    {
        await using var story = await Story.BeginAsync("workshop");
        var (cluster, stuck) = await StuckAsync(story);
        story.World.SetRepositoryPolicy("retail-sample-app-ui", null);
        Assert.True(await story.World.WaitUntilAsync(world => world.Pods().All(pod => pod.Ready), TimeSpan.FromMinutes(10), Story.Stop));
        Assert.Equal("restart.none-waiting", (await Evictions.EvictAsync(cluster, "default", s_ui, stuck, Story.Stop)).Code);
        Assert.Equal(stuck.Select(pod => pod.Metadata.Name), story.World.Pods().Select(pod => pod.Name));
    }

    [Fact]
    public async Task A_pod_whose_status_has_changed_and_that_waits_still_is_evicted()
    {
        await using var story = await Story.BeginAsync("workshop");
        var (cluster, stuck) = await StuckAsync(story);
        var reason = story.World.Pods().Single().WaitingReason;
        Assert.True(await story.World.WaitUntilAsync(
            world => world.Pods().Single().WaitingReason != reason, TimeSpan.FromMinutes(10), Story.Stop));
        Assert.Equal("restart.evicted", (await Evictions.EvictAsync(cluster, "default", s_ui, stuck, Story.Stop)).Code);
        Assert.DoesNotContain(stuck[0].Metadata.Name, story.World.Pods().Select(pod => pod.Name));
    }

    [Fact]
    public async Task A_pod_that_is_gone_was_not_evicted()
    {
        await using var story = await Story.BeginAsync("workshop");
        var (cluster, stuck) = await StuckAsync(story);
        story.World.DeleteObject("Pod", "default", stuck[0].Metadata.Name);
        Assert.Equal("restart.none-waiting", (await Evictions.EvictAsync(cluster, "default", s_ui, stuck, Story.Stop)).Code);
    }

    private static async Task<(Cluster Cluster, IReadOnlyList<Pod> Stuck)> StuckAsync(Story story)
    {
        Assert.True(await story.World.WaitUntilAsync(
            world => world.Pods().Any(pod => pod.WaitingReason is "ErrImagePull" or "ImagePullBackOff"), TimeSpan.FromMinutes(10),
            Story.Stop));
        using var aws = story.AsOperator();
        var scope = new Scope(story.World.Scenario.Account, story.World.Scenario.Region, "eks-workshop", null, null, null);
        var cluster = await new ClusterConnection(aws, null, TimeProvider.System).OpenAsync(scope, Story.Stop);
        var pods = await cluster.FromPodsAsync<Pod>("default", one => [one], Story.Stop);
        return (cluster, [.. pods.Picked.Where(Evictions.IsStuck)]);
    }
}
