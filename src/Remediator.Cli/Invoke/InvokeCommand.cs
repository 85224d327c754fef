using System.CommandLine;
using Remediator.Cli.Options;
using Remediator.Settings;

namespace Remediator.Cli.Invoke;

/// <summary>`invoke`: sends one event to the Lambda's handler.</summary>
public static class InvokeCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("EVENT.json") { Description = "A file with the event, as EventBridge delivers it" };
        var scenario = ScenarioOption.Create();
        scenario.Description = "The sandbox world to use; if not given, the one that suits the sample, or workshop";
        scenario.DefaultValueFactory = null;
        var output = new OutputOption("json");
        var aws = new Option<bool>(
            "--aws")
        { Description = "Use your own AWS account instead of the sandbox; settings come from the environment, as in Lambda" };
        var command = new Command("invoke",
            "Send one event through the handler: the response on stdout, everything else on stderr (exit 0: no finding, fixed or resolved)")
        {
            file, scenario, aws,
        };
        output.AddTo(command);
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(aws) && parsed.GetResult(scenario) is { Implicit: false })
                parsed.AddError("--scenario and --aws exclude each other");
        });
        command.SetAction(async (parsed, cancelled) =>
        {
            try
            {
                var path = parsed.GetValue(file)!;
                var payload = await EventFile.ReadAsync(path, cancelled);
                var invocation = new Invocation(Console.Out, Console.Error, output.Of(parsed), TerminalPage.OnStandardOutput());
                if (parsed.GetValue(aws))
                    return await invocation.InOwnAccountAsync(payload);
                if (parsed.GetValue(scenario) is null && SampleScenario.Of(path) is { } its)
                    await Console.Error.WriteLineAsync($"scenario {its}, which this sample is about; --scenario plays it in another");
                return await invocation.InSandboxAsync(payload,
                    parsed.GetValue(scenario) ?? SampleScenario.Of(path) ?? ScenarioOption.Usual, cancelled);
            }
            catch (Exception wrong) when (wrong is UnusableEventException or BadSettingException)
            {
                return UsageError.Report(command, [wrong.Message]);
            }
        });
        return command;
    }
}
