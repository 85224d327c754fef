using System.Text.Json.Nodes;
using Remediator.Cli.Staging;
using Remediator.Sandbox;

namespace Remediator.Tests.Stories;

public class WorkshopStory
{
    private static readonly CancellationToken Cancelled = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_alarm_comes_in_and_the_pod_runs()
    {
        await using var stage = await Stage.RaiseAsync(Scenario.Load("workshop"), null, new FastClock(60), TestContext.Current.SendDiagnosticMessage, TimeSpan.Zero, Cancelled);
        Assert.True(await stage.BreakAsync(Cancelled));
        var answer = await stage.InvokeAsync(stage.World.Event);
        TestContext.Current.TestOutputHelper!.WriteLine(answer.ToJsonString(new() { WriteIndented = true }));
        foreach (var c in stage.World.Calls) TestContext.Current.TestOutputHelper!.WriteLine($"{c}");
        foreach (var n in stage.World.Notifications) TestContext.Current.TestOutputHelper!.WriteLine($"{n.Subject}\n{JsonNode.Parse(n.Message)!["email"]}\n{JsonNode.Parse(n.Message)!["https"]}");
        Assert.Equal("fixed", (string?)answer["findings"]![0]!["status"]);
    }
}
