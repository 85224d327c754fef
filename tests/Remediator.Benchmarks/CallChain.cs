using System.Diagnostics;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Remediator.Sandbox;
using Remediator.Sandbox.Hosting;
using Remediator.Sandbox.Model;
using Remediator.Sandbox.Recording;

namespace Remediator.Benchmarks;

/// <summary>
/// How many round trips of a diagnosis must wait for one another, and how close its wall time comes to them when every call takes 25 ms:
/// the first finding of a process that has come up, and its second. Of the published binary where there is one, for under the JIT the first
/// is the compiler's time.
/// </summary>
internal static class CallChain
{
    private const int Runs = 7;
    private static readonly TimeSpan s_latency = TimeSpan.FromMilliseconds(25);

    public static async Task MeasureAsync(string? bootstrap)
    {
        Console.WriteLine(bootstrap is null
            ? "under the JIT: publish the function (make publish) and set REMEDIATOR_BOOTSTRAP for the binary's own figures"
            : "the published binary");
        string[] command = bootstrap is null ? FunctionProcess.Jit : [bootstrap];
        foreach (var (scenario, how) in new[] { ("workshop", "node group"), ("self-managed-node", "instance profile") })
        {
            await using var world = await World.StartAsync(Scenario.Load(scenario), new WorldOptions { Latency = s_latency });
            await world.WaitUntilAsync(w => w.Pods().Any(pod => pod.WaitingReason is "ErrImagePull" or "ImagePullBackOff"),
                TimeSpan.FromSeconds(30), CancellationToken.None);
            var call = await OneCallAsync(world);
            Console.WriteLine(
                $"a call of this world takes {call.TotalMilliseconds:0.0} ms, {s_latency.TotalMilliseconds:0} of them ordered");
            var runs = new List<(Trace Cold, Trace Warm)>();
            for (var run = 0; run < Runs; run++)
                runs.Add(await RunAsync(command, world));
            Print($"{how}, cold", call, [.. runs.Select(run => run.Cold)]);
            Print($"{how}, warm", call, [.. runs.Select(run => run.Warm)]);
        }
    }

    /// <summary>What is the world's own and the wire's: a warm call that nobody thinks about.</summary>
    private static async Task<TimeSpan> OneCallAsync(World world)
    {
        using var sts = new AmazonSecurityTokenServiceClient(
            new BasicAWSCredentials(world.Environment["AWS_ACCESS_KEY_ID"], world.Environment["AWS_SECRET_ACCESS_KEY"]),
            new AmazonSecurityTokenServiceConfig
            {
                ServiceURL = world.AwsEndpoint.ToString(),
                AuthenticationRegion = world.Scenario.Region,
            });
        var times = new List<TimeSpan>();
        for (var n = 0; n < 25; n++)
        {
            var start = Stopwatch.GetTimestamp();
            await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest());
            times.Add(Stopwatch.GetElapsedTime(start));
        }
        return times.Order().ElementAt(12);
    }

    private static async Task<(Trace Cold, Trace Warm)> RunAsync(string[] command, World world)
    {
        await using var function = await FunctionProcess.StartAsync(command, world, ("REMEDIATION_MODE", "report"));
        await function.EchoAsync(world);
        return (await TraceAsync(function, world), await TraceAsync(function, world));
    }

    private static async Task<Trace> TraceAsync(FunctionProcess function, World world)
    {
        var (before, computed) = (world.Calls.Count, function.Computed);
        var start = Stopwatch.GetTimestamp();
        await function.InvokeAsync(world.Event);
        var wall = Stopwatch.GetElapsedTime(start);
        var calls = world.Calls.Skip(before).ToArray();
        // the message is sent when the diagnosis is done
        return new(wall, function.Computed - computed, calls, Longest([.. calls.Where(call => call.Service != "sns")]));
    }

    private static void Print(string name, TimeSpan call, Trace[] runs)
    {
        var typical = runs.OrderBy(run => run.Wall).ElementAt(runs.Length / 2);
        Console.WriteLine($"{name}: {typical.Calls.Length} calls, {typical.Chain.Count} one after another, "
            + $"{typical.Wall.TotalMilliseconds:0} ms with the message, {typical.Wall / (s_latency * typical.Trips):0.00} x the critical "
            + $"path as ordered, {typical.Wall / (call * typical.Trips):0.00} x as it is here, {typical.Computed.TotalMilliseconds:0} ms "
            + $"of it computing");
        foreach (var one in typical.Chain)
            Console.WriteLine($"    {one.Service} {one.Operation}");
    }

    /// <summary>The longest chain of calls each of which started only after the previous one was answered.</summary>
    private static List<Call> Longest(Call[] calls)
    {
        var ordered = calls.OrderBy(call => call.At).ToArray();
        var chains = new List<Call>[ordered.Length];
        for (var i = 0; i < ordered.Length; i++)
        {
            var longest = chains.Take(i).Where(chain => chain[^1].At + s_latency <= ordered[i].At).MaxBy(chain => chain.Count);
            chains[i] = [.. longest ?? [], ordered[i]];
        }
        return chains.MaxBy(chain => chain.Count) ?? [];
    }

    private sealed record Trace(TimeSpan Wall, TimeSpan Computed, Call[] Calls, List<Call> Chain)
    {
        public int Trips => Chain.Count + Calls.Count(call => call.Service == "sns");
    }
}
