namespace Remediator.Cli.Options;

/// <summary>The exit codes of all commands.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>A problem was found, or could not be fixed.</summary>
    public const int Problem = 1;

    public const int WrongUsage = 2;

    /// <summary>Ctrl-C, as shells count it: 128 and the number of the signal.</summary>
    public const int Interrupted = 130;
}
