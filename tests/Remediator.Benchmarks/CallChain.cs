using System.Diagnostics;
using Remediator.Cli.Staging;
using Remediator.Sandbox;

namespace Remediator.Benchmarks;

/// <summary>How many round trips of a diagnosis must wait for one another, and how close its wall time comes to them when every call takes 25 ms.</summary>
internal static class CallChain
{
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(25);

    public static async Task MeasureAsync()
    {
        // the first run compiles; its figures would be the JIT's
        await RunAsync(print: false);
        await RunAsync(print: true);
    }

    private static async Task RunAsync(bool print)
    {
        var settings = new Dictionary<string, string> { ["REMEDIATION_MODE"] = "report" };
        await using var stage = await Stage.RaiseAsync(Scenario.Load("workshop"), settings, TimeProvider.System, _ => { }, Latency, CancellationToken.None);
        await stage.BreakAsync(CancellationToken.None);
        await MeasureAsync("cold", stage, print);
        await MeasureAsync("warm", stage, print);
    }

    private static async Task MeasureAsync(string name, Stage stage, bool print)
    {
        var before = stage.World.Calls.Count;
        var start = Stopwatch.GetTimestamp();
        await stage.InvokeAsync(stage.World.Event);
        var wall = Stopwatch.GetElapsedTime(start);
        var calls = stage.World.Calls.Skip(before).ToArray();
        // the message is sent when the diagnosis is done
        var chain = Longest([.. calls.Where(call => call.Service != "sns")]);
        if (!print)
            return;
        var critical = Latency * (chain.Count + calls.Count(call => call.Service == "sns"));
        Console.WriteLine($"{name}: {calls.Length} calls, {chain.Count} one after another, {wall.TotalMilliseconds:0} ms with the message, {wall / critical:0.00} x the critical path");
        foreach (var call in chain)
            Console.WriteLine($"    {call.Service} {call.Operation}");
    }

    /// <summary>The longest chain of calls of which each began only after the one before it was answered.</summary>
    private static List<Call> Longest(Call[] calls)
    {
        var ordered = calls.OrderBy(call => call.At).ToArray();
        var chains = new List<Call>[ordered.Length];
        for (var i = 0; i < ordered.Length; i++)
        {
            var longest = chains.Take(i).Where(chain => chain[^1].At + Latency <= ordered[i].At).MaxBy(chain => chain.Count);
            chains[i] = [.. longest ?? [], ordered[i]];
        }
        return chains.MaxBy(chain => chain.Count) ?? [];
    }
}
