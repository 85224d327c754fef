using System.Diagnostics;
using System.Text;
using Remediator.Sandbox;
using Remediator.Sandbox.Lambda;

namespace Remediator.EndToEnd.Tests.Bootstrap;

/// <summary>The published binary, polling a Lambda Runtime API on loopback, with a world as its AWS and its cluster.</summary>
internal sealed class PublishedFunction : IAsyncDisposable
{
    private readonly LambdaRuntimeApi _runtime;
    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private PublishedFunction(LambdaRuntimeApi runtime, Process process) => (_runtime, _process) = (runtime, process);

    /// <summary>What it printed so far, its log and its errors.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>Skips the test where there is no binary.</summary>
    public static string Required()
    {
        var path = Environment.GetEnvironmentVariable("REMEDIATOR_BOOTSTRAP");
        Assert.SkipUnless(File.Exists(path), "publish it: make publish, then set REMEDIATOR_BOOTSTRAP");
        return path!;
    }

    public static async Task<PublishedFunction> StartAsync(World world, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo(Required()) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        var runtime = await LambdaRuntimeApi.StartAsync(TestContext.Current.CancellationToken);
        start.Environment["AWS_LAMBDA_RUNTIME_API"] = runtime.Address;
        start.Environment["FINDINGS_TOPIC_ARN"] = world.TopicArn;
        foreach (var (name, value) in world.Environment.Select(pair => (pair.Key, pair.Value)).Concat(settings))
            start.Environment[name] = value;
        var function = new PublishedFunction(runtime, Process.Start(start)!);
        function._process.OutputDataReceived += (_, line) => function.Note(line.Data);
        function._process.ErrorDataReceived += (_, line) => function.Note(line.Data);
        function._process.BeginOutputReadLine();
        function._process.BeginErrorReadLine();
        return function;
    }

    public Task<LambdaResult> InvokeAsync(string payload) =>
        _runtime.InvokeAsync(payload, TimeSpan.FromMinutes(15), TestContext.Current.CancellationToken);

    /// <summary>As <c>kill -9</c> does.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Waits for the process to end by itself; its exit code.</summary>
    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        await _runtime.DisposeAsync();
    }

    private void Note(string? line)
    {
        lock (_output)
            _output.AppendLine(line);
    }
}
