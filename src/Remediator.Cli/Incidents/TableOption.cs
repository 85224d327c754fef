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
    public static IncidentStore Open(AwsAccess aws, string table) => new(new DynamoDocuments(aws, Region, table), TimeProvider.System);

    /// <exception cref="BadSettingException">No region is set.</exception>
    public static string Region =>
        Environment.GetEnvironmentVariable("AWS_REGION") ?? Environment.GetEnvironmentVariable("AWS_DEFAULT_REGION")
        ?? throw new BadSettingException("AWS_REGION", "", "the region of the table");

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
