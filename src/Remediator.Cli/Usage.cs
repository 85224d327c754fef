using System.CommandLine;
using Remediator.Cli.Terminal;

namespace Remediator.Cli;

internal static class Usage
{
    /// <summary>Tells on stderr what is wrong and where the right usage stands; returns the exit code for it.</summary>
    public static int Wrong(Command command, IEnumerable<string> errors)
    {
        foreach (var error in errors)
            Console.Error.WriteLine(string.Join('\n', error.Split('\n').Select(Safe.Text)));
        Console.Error.WriteLine(command is RootCommand ? "see remediator --help" : $"see remediator {command.Name} --help");
        return Exit.WrongUsage;
    }
}
