using Remediator.Cli.Options;
using Remediator.Sandbox.Model;
using Spectre.Console;

namespace Remediator.Cli.Demo;

/// <summary>Three commands to try after a demo, as they can be typed.</summary>
internal static class TryNextView
{
    private const string PageFile = "page.html";

    /// <param name="scenario">The one that was played.</param>
    public static void Show(TerminalPage page, Scenario scenario, string mode)
    {
        var language = page.Language is Language.En ? "" : $" --lang {page.Language.Tag}";
        var played = (scenario.Name == ScenarioOption.Usual ? "" : $" --scenario {scenario.Name}")
            + (mode == scenario.Mode ? "" : $" --mode {mode}");
        page.Line();
        page.Line($"[bold]{page.Text(new Message("cli.try-next.heading"))}[/]");
        foreach (var (what, command) in new[]
        {
            (new Message("cli.try-next.everything"), $"demo{played} --verbose --html {PageFile}{language}"),
            (new Message("cli.try-next.others", ("count", Scenario.All.Count - 1)), $"demo --list{language}"),
            (new Message("cli.try-next.own-cluster"), $"diagnose{language}"),
        })
        {
            page.Line($"  [dim]{page.Text(what)}[/]");
            page.Unwrapped($"  $ {ProgramName.Typed} {command}", Style.Plain);
        }
    }
}
