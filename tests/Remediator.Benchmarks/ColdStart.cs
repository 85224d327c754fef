using System.Diagnostics;
using Remediator.Sandbox;
using Remediator.Sandbox.Lambda;

namespace Remediator.Benchmarks;

/// <summary>
/// From the start of the process to its first answer behind a Lambda Runtime API: the published binary with a finding, the same binary with an event
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
        await world.WaitUntilAsync(w => w.Pods().Any(pod => pod.WaitingReason is "ErrImagePull" or "ImagePullBackOff"), TimeSpan.FromSeconds(30), CancellationToken.None);
        var echo = world.Event.Replace("CloudWatch Alarm State Change", "Something Else", StringComparison.Ordinal);
        string[] jit = ["dotnet", Path.Combine(AppContext.BaseDirectory, "bootstrap.dll")];

        var floor = await MedianAsync([bootstrap], world, echo);
        var finding = await MedianAsync([bootstrap], world, world.Event);
        var underJit = await MedianAsync(jit, world, world.Event);
        Console.WriteLine($"echo, native        {floor,8:0.0} ms");
        Console.WriteLine($"finding, native     {finding,8:0.0} ms   {finding / floor:0.0} x its echo");
        Console.WriteLine($"finding, JIT        {underJit,8:0.0} ms   {underJit / finding:0.0} x the native one");
    }

    private static async Task<double> MedianAsync(string[] command, World world, string payload)
    {
        var times = new List<double>();
        for (var run = 0; run < Runs; run++)
            times.Add(await OnceAsync(command, world, payload));
        return times.Order().ElementAt(Runs / 2);
    }

    private static async Task<double> OnceAsync(string[] command, World world, string payload)
    {
        await using var api = await LambdaRuntimeApi.StartAsync(CancellationToken.None);
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in world.Environment)
            start.Environment[name] = value;
        start.Environment["AWS_LAMBDA_RUNTIME_API"] = api.Address;
        start.Environment["FINDINGS_TOPIC_ARN"] = world.TopicArn;
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var answer = await api.InvokeAsync(payload, TimeSpan.FromMinutes(3), CancellationToken.None);
        var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        process.Kill();
        await process.WaitForExitAsync();
        return answer is LambdaResult.Response ? took : throw new InvalidOperationException($"the function answered {answer}");
    }
}
