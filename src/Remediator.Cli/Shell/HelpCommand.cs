using System.CommandLine;
using Remediator.Cli.Options;

namespace Remediator.Cli.Shell;

/// <summary>`help [COMMAND]`: the same as `COMMAND --help`.</summary>
internal static class HelpCommand
{
    public static Command Create(RootCommand root)
    {
        var names = new Argument<string[]>("COMMAND")
        {
            Description = "The command to describe; the whole program if not given",
            HelpName = "COMMAND",
            Arity = ArgumentArity.ZeroOrMore,
        };
        names.CompletionSources.Add(_ => root.Subcommands.Select(command => command.Name));
        var help = new Command("help", "Describe a command") { names };
        help.SetAction(parsed =>
        {
            Command found = root;
            foreach (var name in parsed.GetValue(names)!)
            {
                if (found.Subcommands.FirstOrDefault(command => command.Name == name) is not { } next)
                    return UsageError.Report(found,
                    [
                        $"there is no command \"{name}\"",
                        .. Suggestion.For(name, found.Subcommands.Select(one => one.Name)) is { } meant
                            ? new[] { Suggestion.Sentence(meant) } : [],
                    ]);
                found = next;
            }
            return HelpText.Show(root.Parse([.. parsed.GetValue(names)!, "--help"]));
        });
        return help;
    }
}
