using System.Collections.Concurrent;
using System.Text;
using CliWrap;
using Remediator.EndToEnd.Tests.CommandLine;

namespace Remediator.EndToEnd.Tests.Sandbox;

/// <summary>The command `sandbox` as a process of its own, ready for clients.</summary>
internal sealed class SandboxProcess : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, string?> _exports = [];
    private readonly StringBuilder _others = new();
    private readonly StringBuilder _hints = new();
    private CommandTask<CommandResult> _process = null!;

    /// <summary>What its standard output exports.</summary>
    public IReadOnlyDictionary<string, string?> Exports => _exports;

    /// <summary>What else stands on its standard output.</summary>
    public string Others => $"{_others}";

    /// <summary>What it says to people, on standard error.</summary>
    public string Hints => $"{_hints}";

    public static async Task<SandboxProcess> StartAsync(params string[] arguments)
    {
        var sandbox = new SandboxProcess();
        var ready = new TaskCompletionSource();
        sandbox._process = CliProcess.Of(["sandbox", .. arguments])
            .WithStandardOutputPipe(PipeTarget.ToDelegate(sandbox.Take))
            .WithStandardErrorPipe(PipeTarget.ToDelegate(line =>
            {
                sandbox._hints.AppendLine(line);
                if (line.EndsWith("Ctrl-C ends it.", StringComparison.Ordinal))
                    ready.TrySetResult(); // it comes after all exports were flushed
            }))
            .ExecuteAsync(TestContext.Current.CancellationToken);
        await Task.WhenAny(ready.Task, sandbox._process.Task);
        while (!sandbox._exports.ContainsKey("KUBECONFIG") && !sandbox._process.Task.IsCompleted)
            await Task.Yield();
        return sandbox;
    }

    /// <summary>Sends the signal and waits; the exit code.</summary>
    public async Task<int> StoppedAsync(string signal)
    {
        await new Command("kill").WithArguments([signal, $"{_process.ProcessId}"]).WithValidation(CommandResultValidation.None)
            .ExecuteAsync();
        return (await _process).ExitCode;
    }

    public async ValueTask DisposeAsync() => await StoppedAsync("-KILL");

    private void Take(string line)
    {
        if (line.Split(' ', 2) is ["export", var pair])
            _exports[pair.Split('=')[0]] = pair.Split('=', 2)[1].Trim('\'');
        else
            _others.AppendLine(line);
    }
}
