using System.CommandLine;

namespace Remediator.Cli.Options;

internal static class UsageError
{
    /// <summary>Writes the errors and the command's --help to stderr; returns the exit code for wrong usage.</summary>
    public static int Report(Command command, IEnumerable<string> errors)
    {
        foreach (var error in errors)
            Console.Error.WriteLine(string.Join('\n', error.Split('\n').Select(TerminalText.Clean)));
        Console.Error.WriteLine($"see {PathOf(command)} --help");
        return ExitCode.WrongUsage;
    }

    private static string PathOf(Command command)
    {
        var names = new List<string>();
        for (var one = command; one is not null and not RootCommand; one = one.Parents.OfType<Command>().FirstOrDefault())
            names.Insert(0, one.Name);
        return string.Join(' ', names.Prepend(ProgramName.Text));
    }
}
