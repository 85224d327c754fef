using System.Diagnostics;
using System.Text.Json.Nodes;
using Remediator.Sandbox;
using Remediator.Sandbox.Hosting;

namespace Remediator.Benchmarks;

/// <summary>One sweep of a cluster of 5,000 nodes with a failing pod on each: its calls, how many at once, and its memory.</summary>
internal static class Wide
{
    private const int Nodes = 5_000;

    public static async Task MeasureAsync(string? bootstrap)
    {
        await using var world = await World.StartAsync(Crowd.Wide(Nodes), new WorldOptions { Latency = TimeSpan.FromMilliseconds(5) });
        await using var function = await FunctionProcess.StartAsync(bootstrap is null ? FunctionProcess.Jit : [bootstrap], world,
            ("REMEDIATION_MODE", "report"), ("CLUSTERS", "eks-workshop"));
        var start = Stopwatch.GetTimestamp();
        var findings = JsonNode.Parse(await function.InvokeAsync(Sweep.Schedule))!["findings"]!.AsArray();
        Console.WriteLine($"{Nodes:N0} nodes, {findings.Sum(finding => (int)finding!["affected"]!["pods"]!):N0} failing pods in "
            + $"{findings.Count} findings: {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s, {function.PeakMegabytes():0} MB, at most "
            + $"{world.MostClusterCallsAtOnce} calls to the API server at once");
        foreach (var calls in world.Calls.CountBy(call => $"{call.Service} {call.Operation}").OrderByDescending(calls => calls.Value))
            Console.WriteLine($"    {calls.Value,5:N0} {calls.Key}");
    }
}
