using System.Diagnostics;
using Remediator.Sandbox;
using Remediator.Sandbox.Lambda;

namespace Remediator.Benchmarks;

/// <summary>The function as a process of its own behind a Lambda Runtime API, started for one event.</summary>
internal static class ColdProcess
{
    /// <summary>From the start of the process to its answer.</summary>
    /// <param name="settings">Environment variables beside the world's own and its topic.</param>
    /// <exception cref="InvalidOperationException">The function answered with an error.</exception>
    public static async Task<TimeSpan> FirstAnswerAsync(string[] command, World world, string payload, params (string Name, string Value)[] settings)
    {
        await using var api = await LambdaRuntimeApi.StartAsync(CancellationToken.None);
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in world.Environment)
            start.Environment[name] = value;
        start.Environment["AWS_LAMBDA_RUNTIME_API"] = api.Address;
        start.Environment["FINDINGS_TOPIC_ARN"] = world.TopicArn;
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var answer = await api.InvokeAsync(payload, TimeSpan.FromMinutes(3), CancellationToken.None);
        var took = Stopwatch.GetElapsedTime(began);
        process.Kill();
        await process.WaitForExitAsync();
        return answer is LambdaResult.Response ? took : throw new InvalidOperationException($"the function answered {answer}");
    }
}
