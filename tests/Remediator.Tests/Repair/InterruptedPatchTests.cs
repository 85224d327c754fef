using k8s;
using Remediator.Core.Incidents;
using Remediator.Notify;
using Remediator.Sandbox;
using Remediator.Sandbox.Faults;
using Remediator.Sandbox.Model;
using Remediator.State;
using Remediator.Tests.Notify;
using Remediator.Tests.Pipeline;

namespace Remediator.Tests.Repair;

/// <summary>A patch that was interrupted right after its write: nothing later was stored or notified.</summary>
public sealed class InterruptedPatchTests : IDisposable
{
    private static readonly TimeSpan s_remaining = TimeSpan.FromSeconds(300);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("half-done");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task A_restart_that_could_not_be_stored_is_not_repeated()
    {
        await using var story = await InterruptedAsync();
        var stamp = await StampAsync(story.World);
        await story.DeliverAsync(remaining: s_remaining);
        Assert.Equal(1, story.Count("kubernetes", "patch deployments"));
        Assert.Equal(stamp, await StampAsync(story.World));
        Assert.Equal(PatchPhase.Notified, await PhaseAsync(story));
    }

    [Fact]
    public async Task An_interrupted_patch_is_not_resumed_while_the_item_control_exists()
    {
        await using var story = await InterruptedAsync();
        await story.StopWritingAsync();
        await UntouchedAsync(story, s_remaining);
        await story.ResumeWritingAsync();
        await story.DeliverAsync(remaining: s_remaining);
        Assert.Equal(PatchPhase.Notified, await PhaseAsync(story));
    }

    [Fact]
    public async Task An_interrupted_patch_is_not_resumed_with_too_little_time_to_verify_and_roll_back()
    {
        await using var story = await InterruptedAsync();
        await UntouchedAsync(story, TimeSpan.FromSeconds(110));
    }

    [Fact]
    public async Task A_policy_that_someone_changed_after_an_interrupted_write_is_left_unchanged()
    {
        await using var story = await InterruptedAsync(PatchPhase.Writing);
        story.World.SetRepositoryPolicy(Story.Repository, StoredNotifications.Renamed(story.Before!));
        var theirs = story.Policy;
        var before = story.Writes.Count;
        Assert.Equal("PolicyMoved", (string?)(await story.FindingAsync(s_remaining))["outcome"]!["result"]);
        Assert.Equal((theirs, before), (story.Policy, story.Writes.Count));
    }

    private static async Task UntouchedAsync(Story story, TimeSpan remaining)
    {
        var before = story.Writes.Count;
        await story.DeliverAsync(remaining: remaining);
        Assert.Equal(before, story.Writes.Count);
        Assert.Equal(PatchPhase.Written, await PhaseAsync(story));
    }

    private static async Task<Story> InterruptedAsync(PatchPhase phase = PatchPhase.Written)
    {
        var story = await Story.BeginAsync(Scenario.Load("workshop"),
            [StoredNotifications.Table, ("RESTART_WORKLOADS", "rollout"), ("VERIFY_SECONDS", "90")], (world, line) =>
        {
            // the restart, the outcome and the precedent are not stored, and the write only where the test asks for it
            if ((string?)line["message"] == "repository policy changed")
                world.InjectFault(new Fault("dynamodb", "PutItem", FaultKind.Denied, Times: phase is PatchPhase.Writing ? 4 : 3,
                    After: phase is PatchPhase.Writing ? 0 : 1));
        });
        story.World.InjectFault(new Fault("sns", "Publish", FaultKind.Denied, Times: 1));
        await Assert.ThrowsAsync<NotDeliveredException>(() => story.DeliverAsync(remaining: s_remaining));
        Assert.Equal(1, story.Count("kubernetes", "patch deployments"));
        Assert.Equal(phase, await PhaseAsync(story));
        return story;
    }

    private static async Task<PatchPhase> PhaseAsync(Story story)
    {
        using var aws = story.AsOperator();
        IncidentStore memory = StoredNotifications.Remembered(aws);
        var key = Assert.Single(await memory.AllAsync(why => Assert.Fail($"{why}"), Story.Stop)).Key;
        return (await memory.LatestPatchAsync(key)).Phase;
    }

    private async Task<string> StampAsync(World world)
    {
        using var api = new k8s.Kubernetes(
            await KubernetesClientConfiguration.BuildConfigFromConfigFileAsync(new FileInfo(world.WriteKubeconfig(_directory.FullName))));
        var deployment = await api.AppsV1.ReadNamespacedDeploymentAsync("ui-private", "default", cancellationToken: Story.Stop);
        return deployment.Spec.Template.Metadata.Annotations["kubectl.kubernetes.io/restartedAt"];
    }
}
