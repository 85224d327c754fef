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
internal sealed class TableOptions
{
    private const string Variable = "INCIDENT_TABLE";

    private readonly AwsOptions _aws = new();

    private readonly Option<string?> _table = new("--table")
    {
        Description = $"The incident table; {Variable} if not given",
        HelpName = "NAME",
    };

    private readonly Option<string?> _topic = new("--topic")
    {
        Description = "Notify this topic of the result; FINDINGS_TOPIC_ARN if not given",
        HelpName = "ARN",
    };

    /// <param name="isRecursive">Subcommands take the options too.</param>
    /// <param name="hasTopic">The command notifies people of what it did.</param>
    public void AddTo(Command command, bool isRecursive = false, bool hasTopic = false)
    {
        _table.Recursive = isRecursive;
        command.Options.Add(_table);
        _aws.AddTo(command, isRecursive);
        if (hasTopic)
            command.Options.Add(_topic);
    }

    /// <summary>Runs a command on the table, and reports expected failures on stderr.</summary>
    public async Task<int> RunAsync(Command command, ParseResult parsed, Func<OpenTable, Task<int>> act)
    {
        try
        {
            _aws.Apply(parsed);
            var table = (parsed.GetValue(_table) ?? Environment.GetEnvironmentVariable(Variable)) is { Length: > 0 } given ? given
                : throw new WrongUsageException($"neither --table nor {Variable} names the incident table");
            var region = AwsOptions.RegionOf("the table");
            using var aws = CallerAws.Open();
            return await act(new(aws, region, table, parsed.GetValue(_topic)));
        }
        catch (Exception wrong) when (wrong is BadSettingException or WrongUsageException)
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

/// <summary>A table that was opened.</summary>
/// <param name="Topic">Null: the one in the environment.</param>
internal sealed record OpenTable(AwsAccess Aws, string Region, string Name, string? Topic)
{
    public IncidentStore Store { get; } = new(new DynamoDocuments(Aws, Region, Name), TimeProvider.System);

    /// <summary>What a person decides is done as the function would do it: with its settings, given in the environment.</summary>
    /// <exception cref="BadSettingException">One is not as it should be.</exception>
    public FunctionSettings Settings()
    {
        var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(e => (string)e.Key, e => (string?)e.Value);
        (variables["INCIDENT_TABLE"], variables["REMEDIATION_MODE"]) = (Name, "approve");
        if (Topic is not null)
            variables["FINDINGS_TOPIC_ARN"] = Topic;
        return FunctionSettings.Read(variables);
    }
}
