using Remediator.Cli.Hosting;
using Remediator.Sandbox.Faults;
using Remediator.Sandbox.Model;
using Remediator.Tests.Pipeline;

namespace Remediator.Tests.Notify;

/// <summary>Many processes at the same incident while the table throttles every tenth call.</summary>
public class StormTests
{
    private const int Workers = 50;

    /// <summary>Locks last for minutes of the world, and the SDK's pauses are seconds of the wall.</summary>
    private const double Speed = 4;

    [Theory]
    [InlineData("report", "diagnosed", 1)]
    [InlineData("report", "diagnosed", 2)]
    [InlineData("auto", "fixed", 3)]
    [InlineData("auto", "fixed", 4)]
    public async Task Fifty_workers_at_one_incident_send_one_message_and_write_once(string mode, string status, int seed)
    {
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        await using var story = await Story.BeginAsync(Scenario.Load("workshop"),
            [StoredNotifications.Table, ("REMEDIATION_MODE", mode)], speed: Speed);
        story.World.InjectFault(new Fault("dynamodb", "*", FaultKind.Throttle) { Share = 0.1, Seed = seed });
        SandboxFunction.SecondProcess[] workers = [.. Enumerable.Range(0, Workers).Select(_ => story.Beside())];
        await Task.WhenAll(workers.Select(worker => worker.InvokeAsync(story.World.Event)));
        foreach (var worker in workers)
            worker.Dispose();

        Assert.Equal([status], story.Statuses());
        Assert.Equal(mode == "auto" ? 1 : 0, story.PolicyWrites());
        Assert.Contains(story.World.Calls, call => call is { Service: "dynamodb", Status: 400 });
    }
}
