using Remediator.Cli.Staging;
using Remediator.Cli.Terminal;
using Remediator.Sandbox;

namespace Remediator.Cli.Demo;

/// <summary>One scenario: the world breaks, the alarm goes through the Lambda's own handler, and what comes of it is held against the stated end.</summary>
public sealed class Story(Scenario scenario, string mode, Pace pace)
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromMinutes(2);

    private readonly FastClock clock = new(pace.Speed);

    /// <summary>Shows it as it happens; true if it reached its stated end.</summary>
    public async Task<bool> PlayAsync(Page page, CancellationToken cancelled)
    {
        var stated = StatedEnd.Of(scenario, mode);
        Opening.Show(page, scenario, stated);
        var settings = new Dictionary<string, string> { ["REMEDIATION_MODE"] = mode };
        await using var stage = await Stage.RaiseAsync(scenario, settings, clock, log: _ => { }, pace.Latency, cancelled);
        page.Chapter("The cluster, as an operator finds it");
        PodsView.Show(page, await FoundAsync(stage.World, broken: stated.Status is not null, cancelled), clock.GetUtcNow());
        page.Chapter("CloudWatch raises the alarm, EventBridge hands it to the Lambda");
        EventView.Show(page, stage.World.Event, mode);
        page.Chapter("The Lambda walks the chain");
        var begun = clock.GetUtcNow();
        var answer = await LiveChain.ShowAsync(page, stage.World, stage.InvokeAsync(stage.World.Event), cancelled);
        var took = clock.GetUtcNow() - begun;
        await FindingView.ShowAsync(page, answer, heading: _ => { }, cancelled);
        page.Chapter("People are told, over one SNS topic");
        MessageView.Show(page, stage.World.Notifications);

        var runs = await stage.RunsAsync(stated.PodRunning ? LongEnough : TimeSpan.Zero, cancelled);
        page.Chapter("The cluster, afterwards");
        PodsView.Show(page, stage.World.Pods(), clock.GetUtcNow());
        var missed = stated.MissedBy(answer, runs, stage.World.Calls);
        Closing.Show(page, stated, missed, stage.World.Calls, took, pace);
        return missed.Count == 0;
    }

    private static async Task<IReadOnlyList<PodView>> FoundAsync(World world, bool broken, CancellationToken cancelled)
    {
        IReadOnlyList<PodView> pods = [];
        // ErrImagePull is but a moment between two waits
        await world.WaitUntilAsync(
            now => (pods = now.Pods()).Any(pod => broken ? pod.WaitingReason is not (null or "ErrImagePull" or "ContainerCreating") : pod.Ready), LongEnough, cancelled);
        return pods;
    }
}
