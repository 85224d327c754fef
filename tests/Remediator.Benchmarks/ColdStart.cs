using System.Diagnostics;
using Remediator.Sandbox;
using Remediator.Sandbox.Model;

namespace Remediator.Benchmarks;

/// <summary>
/// From the start of the process to its first answer behind a Lambda Runtime API: the published binary with a finding, the same binary with
/// an event
/// that is not ours (its own floor: runtime, loop, JSON), and the same code under the JIT.
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

        var floor = await MedianAsync([bootstrap], world, FunctionProcess.EchoOf(world));
        var finding = await MedianAsync([bootstrap], world, world.Event);
        var underJit = await MedianAsync(FunctionProcess.Jit, world, world.Event);
        Console.WriteLine($"echo, native        {floor,8:0.0} ms");
        Console.WriteLine($"finding, native     {finding,8:0.0} ms   {finding / floor:0.0} x its echo");
        Console.WriteLine($"finding, JIT        {underJit,8:0.0} ms   {underJit / finding:0.0} x the native one");
    }

    private static async Task<double> MedianAsync(string[] command, World world, string payload)
    {
        var times = new List<double>();
        for (var run = 0; run < Runs; run++)
        {
            var began = Stopwatch.GetTimestamp();
            await using var function = await FunctionProcess.StartAsync(command, world);
            await function.InvokeAsync(payload);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        return times.Order().ElementAt(Runs / 2);
    }
}
