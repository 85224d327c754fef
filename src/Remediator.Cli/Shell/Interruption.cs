using System.Runtime.InteropServices;
using Remediator.Cli.Options;

namespace Remediator.Cli.Shell;

/// <summary>
/// Ctrl-C: says so in one word, at once, and cancels the command. What does not finish by itself within ten seconds is left.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _cancelled = new();
    private readonly PosixSignalRegistration[] _registrations;
    private int _times;

    public Interruption() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, OnInterrupt),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnTerminate),
    ];

    public CancellationToken Cancelled => _cancelled.Token;

    public bool HasHappened => Volatile.Read(ref _times) > 0;

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _cancelled.Dispose();
    }

    private void OnInterrupt(PosixSignalContext signal)
    {
        signal.Cancel = true;
        // a second Ctrl-C does not wait
        if (Interlocked.Increment(ref _times) > 1)
            Environment.Exit(ExitCode.Interrupted);
        Console.Error.WriteLine("interrupted");
        End(ExitCode.Interrupted);
    }

    private void OnTerminate(PosixSignalContext signal)
    {
        signal.Cancel = true;
        // as a shell reports it: 128 and the number of the signal
        End(143);
    }

    private void End(int exit)
    {
        _cancelled.Cancel();
        _ = Task.Delay(s_patience).ContinueWith(_ => Environment.Exit(exit), TaskScheduler.Default);
    }
}
