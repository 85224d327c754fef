using System.CommandLine;
using Remediator.Sandbox.Model;

namespace Remediator.Cli.Options;

internal static class ScenarioOption
{
    public static Option<string> Create()
    {
        var option = new Option<string>("--scenario")
        {
            Description = "The sandbox world to use; demo --list describes them",
            HelpName = "NAME",
            DefaultValueFactory = _ => "workshop",
        };
        option.AcceptOnlyFromAmong([.. Scenario.All.Select(scenario => scenario.Name)]);
        return option;
    }
}
