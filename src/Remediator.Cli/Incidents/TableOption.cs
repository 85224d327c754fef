using System.Collections;
using System.CommandLine;
using Remediator.Aws;
using Remediator.Cli.Hosting;
using Remediator.Cli.Options;
using Remediator.Gate;
using Remediator.Notify;
using Remediator.Settings;
using Remediator.State;

namespace Remediator.Cli.Incidents;

/// <summary>The incident table, opened with the caller's own credentials and region.</summary>
internal static class TableOption
{
    public static Option<string> Create() =>
        new("--table") { Description = "The incident table, as in INCIDENT_TABLE", Required = true, HelpName = "NAME" };

    /// <exception cref="BadSettingException">No region is set.</exception>
    public static IncidentStore Open(AwsAccess aws, string table) =>
        new(new DynamoDocuments(aws, Region, table), TimeProvider.System);

    /// <exception cref="BadSettingException">No region is set.</exception>
    public static string Region =>
        Environment.GetEnvironmentVariable("AWS_REGION") ?? Environment.GetEnvironmentVariable("AWS_DEFAULT_REGION")
        ?? throw new BadSettingException("AWS_REGION", "", "the region of the table");

    /// <summary>What a person decides is done as the function would do it: with its settings, given in the environment.</summary>
    /// <param name="topic">Null: the one in the environment.</param>
    /// <exception cref="BadSettingException">One is not as it should be.</exception>
    public static FunctionSettings Settings(string table, string? topic = null)
    {
        var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(e => (string)e.Key, e => (string?)e.Value);
        (variables["INCIDENT_TABLE"], variables["REMEDIATION_MODE"]) = (table, "approve");
        if (topic is not null)
            variables["FINDINGS_TOPIC_ARN"] = topic;
        return FunctionSettings.Read(variables);
    }

    /// <summary>Runs a command with the caller's AWS, and reports expected failures on stderr.</summary>
    public static async Task<int> RunAsync(Command command, Func<AwsAccess, Task<int>> act)
    {
        try
        {
            using var aws = CallerAws.Open();
            return await act(aws);
        }
        catch (BadSettingException wrong)
        {
            return UsageError.Report(command, [wrong.Message]);
        }
        catch (Exception failed) when (failed is StoreUnavailableException or DecisionRefusedException or NotDeliveredException
            or Amazon.Runtime.AmazonClientException)
        {
            await Console.Error.WriteLineAsync(TerminalText.Clean(failed.Message));
            return ExitCode.Problem;
        }
    }
}
