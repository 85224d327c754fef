using System.Runtime.InteropServices;

namespace Remediator.Cli.Shell;

/// <summary>Ctrl-C: says so in one word, at once; what has to be finished first is finished by whoever is cancelled.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly PosixSignalRegistration _registration;

    public Interruption() => _registration = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ =>
    {
        if (HasHappened)
            return;
        HasHappened = true;
        Console.Error.WriteLine("interrupted");
    });

    public bool HasHappened { get; private set; }

    public void Dispose() => _registration.Dispose();
}
