using System.Runtime.InteropServices;
using System.Text.Json;
using Remediator.Core.Verdicts;
using Remediator.Sandbox;

namespace Remediator.Cli.Sandbox;

/// <summary>How `sam local` runs the function that `sam build` made in a container, with a world as its AWS and its cluster.</summary>
internal static class SamLocal
{
    /// <summary>This machine inside a container: Docker Desktop knows the name, elsewhere --add-host gives it.</summary>
    public const string Host = "host.docker.internal";

    private const string Function = "RemediatorFunction";
    private const string Template = "infra/local.yaml";

    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    /// <summary>Where the world listens, and the commands to copy; writes the files that they name into the directory.</summary>
    public static IEnumerable<string> Hints(World world, string directory) =>
    [
        $"{world.Scenario.TitleIn(Language.En.Tag)}.",
        "Listening on 0.0.0.0, on every address of this machine: anyone who can reach it can use the sandbox.",
        $"Containers find AWS at {world.ContainerEnvironment["AWS_ENDPOINT_URL"]}, and from EKS the clusters under the same name.",
        "After one sam build, in the folder of the repository:",
        $"  sam local invoke {Function} {Options(world, directory, "auto")} --event events/alarm.json",
        "To walk all samples and write nothing, on a fresh sandbox:",
        $"  sam local start-lambda {Options(world, directory, "report")}",
        "and beside it:",
        "  for event in events/*.json; do",
        $"    aws lambda invoke --endpoint-url http://127.0.0.1:3001 --region {world.Scenario.Region} --no-sign-request "
            + $"--cli-read-timeout 0 --function-name {Function} --payload \"fileb://$event\" /dev/stdout",
        "  done",
        "The scenario of each sample is in docs/local.md; --scenario serves it.",
        "The export lines above point aws and kubectl on this machine at the sandbox.",
        "Ctrl-C ends it.",
    ];

    private static string Options(World world, string directory, string mode)
    {
        var architecture = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? " --parameter-overrides Architecture=arm64" : "";
        var environment = ShellCommands.Quote(WriteEnvironment(world, directory, mode));
        return $"--template {Template} --env-vars {environment} --add-host {Host}:host-gateway{architecture}";
    }

    // the values stand in a file for --env-vars, because the caller's own AWS_ variables would win over those of a template
    private static string WriteEnvironment(World world, string directory, string mode)
    {
        var variables = new JsonObject
        {
            ["AWS_SESSION_TOKEN"] = "", // that of the caller's own credentials
            ["CLUSTERS"] = string.Join(',', world.Scenario.Clusters.Keys),
            ["FINDINGS_TOPIC_ARN"] = world.TopicArn,
            ["INCIDENT_TABLE"] = "incidents",
            ["REMEDIATION_MODE"] = mode,
        };
        foreach (var (name, value) in world.ContainerEnvironment.Where(variable => variable.Key != "AWS_PAGER")
            .Concat(world.Scenario.Settings))
            variables[name] = value;
        var path = Path.Combine(directory, $"{mode}.json");
        File.WriteAllText(path, new JsonObject { [Function] = variables }.ToJsonString(s_indented));
        return path;
    }
}
