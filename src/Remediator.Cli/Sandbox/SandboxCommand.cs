using System.CommandLine;
using Remediator.Cli.Options;
using Remediator.Sandbox.Hosting;
using Remediator.Sandbox.Model;

namespace Remediator.Cli.Sandbox;

/// <summary>`sandbox`: serves a world for the real aws and kubectl.</summary>
public static class SandboxCommand
{
    public static Command Create()
    {
        var scenario = ScenarioOption.Create();
        var port = new Option<int?>("--port")
        {
            Description = "Port of the AWS endpoint; any free one if not given",
            HelpName = "N",
        };
        var aws = new Option<Uri?>("--aws")
        {
            Description = "Another AWS endpoint (moto, say) that the kubelet asks for policy, role and image before each pull",
            HelpName = "URL",
            CustomParser = given => Uri.TryCreate(given.Tokens[0].Value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
                ? url
                : Refused(given, "an absolute http or https URL"),
        };
        var containers = new Option<bool>("--for-containers")
        {
            Description = $"Listen on every address, under the name {SamLocal.Host}, and print the command for sam local invoke",
        };
        port.Validators.Add(given =>
        {
            if (given.Tokens is [var token] && (!int.TryParse(token.Value, out var number) || number is < 1 or > 65535))
                given.AddError($"--port is \"{token.Value}\": accepted is 1 to 65535");
        });
        var command = new Command("sandbox",
            "Serve a sandbox world until Ctrl-C, and print the export lines that point aws and kubectl at it")
        {
            scenario, port, containers, aws,
        };
        command.SetAction((parsed, cancelled) =>
        {
            var options = new WorldOptions
            {
                Port = parsed.GetValue(port),
                Aws = parsed.GetValue(aws),
                ContainerHost = parsed.GetValue(containers) ? SamLocal.Host : null,
            };
            return new SandboxServer(Console.Out, Console.Error).RunAsync(Scenario.Load(parsed.GetValue(scenario)!), options, cancelled);
        });
        return command;
    }

    private static Uri? Refused(System.CommandLine.Parsing.ArgumentResult given, string accepted)
    {
        given.AddError($"--aws is \"{given.Tokens[0].Value}\": accepted is {accepted}");
        return null;
    }
}
