using System.CommandLine;
using Remediator.Sandbox.Model;

namespace Remediator.Cli.Options;

internal static class ScenarioOption
{
    public const string Usual = "workshop";

    public static Option<string> Create()
    {
        var option = new Option<string>("--scenario")
        {
            Description = "The sandbox world to use; demo --list describes them",
            HelpName = "NAME",
            DefaultValueFactory = _ => Usual,
        };
        string[] names = [.. Scenario.All.Select(scenario => scenario.Name)];
        option.Validators.Add(given =>
        {
            if (given.Tokens is [var token] && !names.Contains(token.Value) && Suggestion.For(token.Value, names) is { } meant)
                given.AddError(Suggestion.Sentence(meant));
        });
        option.AcceptOnlyFromAmong(names);
        return option;
    }
}
