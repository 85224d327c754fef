using System.CommandLine;

namespace Remediator.Cli.Options;

internal static class UsageError
{
    /// <summary>Writes the errors and the command's --help to stderr; returns the exit code for wrong usage.</summary>
    public static int Report(Command command, IEnumerable<string> errors)
    {
        foreach (var error in errors)
            Console.Error.WriteLine(string.Join('\n', error.Split('\n').Select(TerminalText.Clean)));
        Console.Error.WriteLine(command is RootCommand ? "see remediator --help" : $"see remediator {command.Name} --help");
        return ExitCode.WrongUsage;
    }
}
