using System.Diagnostics;
using System.Text.Json.Nodes;
using Remediator.Sandbox;

namespace Remediator.Benchmarks;

/// <summary>
/// One sweep of a large cluster in a fresh process: wall time, and the most memory that the process, which the world is no part of, ever
/// held.
/// </summary>
internal static class Sweep
{
    private static readonly int[] s_sizes = [1_000, 10_000, 50_000];

    public const string Schedule = """
        {"version":"0","id":"sweep","detail-type":"Scheduled Event","source":"aws.events","account":"111122223333",
         "time":"2026-01-14T09:40:00Z","region":"us-west-2","resources":[],"detail":{}}
        """;

    public static async Task MeasureAsync(string? bootstrap)
    {
        Console.WriteLine(bootstrap is null
            ? "under the JIT: publish the function (make publish) and set REMEDIATOR_BOOTSTRAP for the binary's own figures"
            : "the published binary");
        var before = default((int Pods, double Seconds, double Megabytes)?);
        foreach (var pods in s_sizes)
        {
            var (seconds, megabytes, answer) = await OnceAsync(bootstrap is null ? FunctionProcess.Jit : [bootstrap], pods);
            var findings = JsonNode.Parse(answer)!["findings"]!.AsArray();
            var growth = before is { } last
                ? $"   {(double)pods / last.Pods:0.#} x the pods: {seconds / last.Seconds:0.0} x the time, "
                    + $"{megabytes / last.Megabytes:0.0} x the memory" : "";
            Console.WriteLine(
                $"{pods,7:N0} pods, {findings.Sum(finding => (int)finding!["affected"]!["pods"]!),6:N0} failing in {findings.Count} "
                + $"findings {seconds,8:0.00} s {megabytes,7:0} MB{growth}");
            before = (pods, seconds, megabytes);
        }
    }

    private static async Task<(double Seconds, double Megabytes, string Answer)> OnceAsync(string[] command, int pods)
    {
        await using var world = await World.StartAsync(Crowd.Of(pods));
        await using var function = await FunctionProcess.StartAsync(command, world, ("REMEDIATION_MODE", "report"),
            ("CLUSTERS", "eks-workshop"));
        await function.EchoAsync(world);
        var start = Stopwatch.GetTimestamp();
        var answer = await function.InvokeAsync(Schedule);
        return (Stopwatch.GetElapsedTime(start).TotalSeconds, function.PeakMegabytes(), answer);
    }
}
