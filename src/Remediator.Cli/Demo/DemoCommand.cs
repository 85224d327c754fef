using System.CommandLine;
using Remediator.Cli.Options;
using Remediator.Sandbox.Model;

namespace Remediator.Cli.Demo;

/// <summary>`demo`: plays a scenario from the failing pod to its end.</summary>
public static class DemoCommand
{
    public static Command Create()
    {
        var scenario = ScenarioOption.Create();
        var mode = new Option<string?>("--mode")
        {
            Description =
                "report: never writes; approve: writes what a person approved; auto: fixes within the guardrails. The scenario's own if "
                + "not given",
            HelpName = "report|approve|auto",
        };
        mode.AcceptOnlyFromAmong("report", "approve", "auto");
        var lang = LanguageOption.Create();
        var html = HtmlOption.Create("Write the incident's page to this file");
        var list = new Option<bool>("--list") { Description = "List every scenario with its expected end" };
        var command = new Command("demo",
            "Break a pod in the sandbox and watch the function find out why (exit 0: the expected end was reached)")
            {
                scenario,
                mode,
                lang,
                html,
                list,
            };
        command.SetAction(async (parsed, cancelled) =>
        {
            var page = TerminalPage.OnStandardOutput(Language.FromTag(parsed.GetValue(lang)!));
            if (parsed.GetValue(list))
            {
                ScenarioList.Show(page, Scenario.All);
                return ExitCode.Done;
            }
            var world = Scenario.Load(parsed.GetValue(scenario)!);
            var demo = new DemoRun(world, parsed.GetValue(mode) ?? world.Mode,
                page.IsPlain ? DemoSpeed.Quick : DemoSpeed.Watchable)
            { IncidentPage = parsed.GetValue(html), IsVerbose = GlobalOptions.IsVerbose(parsed) };
            return await demo.RunAsync(page, cancelled) ? ExitCode.Done : ExitCode.Problem;
        });
        return command;
    }
}
