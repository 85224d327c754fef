using System.Diagnostics;
using Remediator.Sandbox;
using Remediator.Sandbox.Model;

namespace Remediator.Benchmarks;

/// <summary>
/// From the start of the process to its first answer behind a Lambda Runtime API: the published binary with a finding, the same binary with
/// an event that is not ours (its own floor: runtime, loop, JSON), and the same code under the JIT. Processor time is a multiple of what
/// the start of a <c>python3</c> takes.
/// </summary>
internal static class ColdStart
{
    private const int Runs = 10;

    public static async Task MeasureAsync(string? bootstrap)
    {
        if (bootstrap is null)
        {
            Console.WriteLine("skipped: publish the function (make publish) and set REMEDIATOR_BOOTSTRAP to the binary");
            return;
        }
        await using var world = await World.StartAsync(Scenario.Load("workshop"));
        await world.WaitUntilAsync(w => w.Pods().Any(pod => pod.WaitingReason is "ErrImagePull" or "ImagePullBackOff"),
            TimeSpan.FromSeconds(30), CancellationToken.None);

        var python = Median(Enumerable.Range(0, Runs).Select(_ => OfPython()));
        var floor = await MedianAsync([bootstrap], world, FunctionProcess.EchoOf(world));
        var finding = await MedianAsync([bootstrap], world, world.Event);
        var underJit = await MedianAsync(FunctionProcess.Jit, world, world.Event);
        Console.WriteLine($"echo, native        {floor.Wall,8:0.0} ms, {floor.Processor / python:0.0} x the start of python3, "
            + $"{floor.Megabytes:0} MB");
        Console.WriteLine($"finding, native     {finding.Wall,8:0.0} ms, {finding.Processor / python:0.0} x the start of python3, "
            + $"{finding.Megabytes:0} MB; {finding.Wall / floor.Wall:0.0} x its echo");
        Console.WriteLine($"finding, JIT        {underJit.Wall,8:0.0} ms, {underJit.Wall / finding.Wall:0.0} x the native one");
    }

    private sealed record Start(double Wall, double Processor, double Megabytes);

    private static async Task<Start> MedianAsync(string[] command, World world, string payload)
    {
        var starts = new List<Start>();
        for (var run = 0; run < Runs; run++)
        {
            var began = Stopwatch.GetTimestamp();
            await using var function = await FunctionProcess.StartAsync(command, world);
            await function.InvokeAsync(payload);
            starts.Add(new Start(Stopwatch.GetElapsedTime(began).TotalMilliseconds, function.Computed.TotalMilliseconds,
                function.PeakMegabytes()));
        }
        return new Start(Median(starts.Select(one => one.Wall)), Median(starts.Select(one => one.Processor)),
            Median(starts.Select(one => one.Megabytes)));
    }

    /// <summary>Once it has started; what has ended cannot be asked.</summary>
    private static double OfPython()
    {
        var start = new ProcessStartInfo("python3", ["-c", "print(flush=True); input()"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var python = Process.Start(start)!;
        python.StandardOutput.ReadLine();
        var used = python.TotalProcessorTime.TotalMilliseconds;
        python.StandardInput.WriteLine();
        python.WaitForExit();
        return used;
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Runs / 2);
}
