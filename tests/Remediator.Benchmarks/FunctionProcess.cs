using System.Diagnostics;
using Remediator.Sandbox;
using Remediator.Sandbox.Lambda;

namespace Remediator.Benchmarks;

/// <summary>The function in a process of its own behind a Lambda Runtime API, with a world as its AWS and its cluster.</summary>
internal sealed class FunctionProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_remaining = TimeSpan.FromMinutes(14);

    private readonly LambdaRuntimeApi _api;
    private readonly Process _process;

    private FunctionProcess(LambdaRuntimeApi api, Process process) => (_api, _process) = (api, process);

    /// <summary>The same code under the JIT.</summary>
    public static string[] Jit => ["dotnet", Path.Combine(AppContext.BaseDirectory, "bootstrap.dll")];

    /// <summary>The binary that <c>make publish</c> made, or null.</summary>
    public static string? Published => Environment.GetEnvironmentVariable("REMEDIATOR_BOOTSTRAP");

    public static async Task<FunctionProcess> StartAsync(string[] command, World world, params (string Name, string Value)[] settings)
    {
        var api = await LambdaRuntimeApi.StartAsync();
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in world.Environment.Select(one => (one.Key, one.Value)).Concat(settings))
            start.Environment[name] = value;
        start.Environment["AWS_LAMBDA_RUNTIME_API"] = api.Address;
        start.Environment["FINDINGS_TOPIC_ARN"] = world.TopicArn;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new(api, process);
    }

    /// <summary>The response's body.</summary>
    public async Task<string> InvokeAsync(string payload) => await _api.InvokeAsync(payload, s_remaining) switch
    {
        LambdaResult.Response response => response.Body,
        var other => throw new InvalidOperationException($"the function answered {other}"),
    };

    /// <summary>An event that is not ours: runtime, loop and JSON, and no call.</summary>
    public Task<string> EchoAsync(World world) => InvokeAsync(EchoOf(world));

    public static string EchoOf(World world) =>
        world.Event.Replace("CloudWatch Alarm State Change", "Something Else", StringComparison.Ordinal);

    /// <summary>The most memory it ever held, in MB, as the kernel counts it.</summary>
    public double PeakMegabytes() => File.ReadLines($"/proc/{_process.Id}/status")
        .Where(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
        .Select(line => double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) / 1024).Single();

    /// <summary>What it has computed so far. Time of the processor, not of the wall, so other processes do not count.</summary>
    public TimeSpan Computed
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        await _api.DisposeAsync();
    }
}
