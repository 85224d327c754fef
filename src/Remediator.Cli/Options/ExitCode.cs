namespace Remediator.Cli.Options;

/// <summary>The exit codes of all commands.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>A problem was found, or could not be fixed.</summary>
    public const int Problem = 1;

    public const int WrongUsage = 2;
}
