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
        var aws = new Option<bool>(
            "--aws")
        { Description = "Use your own AWS account instead of the sandbox; settings come from the environment, as in Lambda" };
        var command = new Command("invoke",
            "Send one event through the handler: the response on stdout, everything else on stderr (exit 0: no finding, fixed or resolved)")
        {
            file, scenario, aws,
        };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(aws) && parsed.GetResult(scenario) is { Implicit: false })
                parsed.AddError("--scenario and --aws exclude each other");
        });
        command.SetAction(async (parsed, cancelled) =>
        {
            try
            {
                var payload = await EventFile.ReadAsync(parsed.GetValue(file)!, cancelled);
                var invocation = new Invocation(Console.Out, Console.Error, indented: !Console.IsOutputRedirected);
                return parsed.GetValue(aws)
                    ? await invocation.InOwnAccountAsync(payload)
                    : await invocation.InSandboxAsync(payload, parsed.GetValue(scenario)!, cancelled);
            }
            catch (Exception wrong) when (wrong is UnusableEventException or BadSettingException)
            {
                return UsageError.Report(command, [wrong.Message]);
            }
        });
        return command;
    }
}
