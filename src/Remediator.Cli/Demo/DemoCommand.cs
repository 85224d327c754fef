using System.CommandLine;
using Remediator.Cli.Terminal;
using Remediator.Core.Common;
using Remediator.Core.Wording;
using Remediator.Sandbox;

namespace Remediator.Cli.Demo;

/// <summary>`demo`: a scenario from the broken pod to its end.</summary>
public static class DemoCommand
{
    public static Command Create()
    {
        var scenario = ScenarioOption.Create();
        var mode = new Option<string?>("--mode") { Description = "report: never writes; approve: writes what a person approved; auto: fixes within the rules. The scenario's own if not given", HelpName = "report|approve|auto" };
        mode.AcceptOnlyFromAmong("report", "approve", "auto");
        var lang = LanguageOption.Create();
        var html = HtmlOption.Create("Write the incident's page to this file");
        var list = new Option<bool>("--list") { Description = "Name every scenario with the end it should reach" };
        var command = new Command("demo", "Break a pod in the sandbox, let the Lambda find out why, and watch (exit 0: the stated end was reached)") { scenario, mode, lang, html, list };
        command.SetAction(async (parsed, cancelled) =>
        {
            var page = Page.OnStandardOutput(Names.Parse<Language>(parsed.GetValue(lang)!));
            if (parsed.GetValue(list))
            {
                ScenarioList.Show(page, Scenario.All);
                return Exit.Done;
            }
            var told = Scenario.Load(parsed.GetValue(scenario)!);
            var story = new Story(told, parsed.GetValue(mode) ?? told.Mode, page.IsPlain ? Pace.Quick : Pace.Watchable) { IncidentPage = parsed.GetValue(html) };
            return await story.PlayAsync(page, cancelled) ? Exit.Done : Exit.Problem;
        });
        return command;
    }
}
