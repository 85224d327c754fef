using System.CommandLine;
using System.CommandLine.Parsing;
using Remediator.Audit;
using Remediator.Cli.Audit;
using Remediator.Cli.Clusters;
using Remediator.Cli.Options;
using Remediator.Core.Audit;
using Remediator.Core.Deployments;
using Remediator.Core.Triggers;
using Remediator.Runtime;
using Remediator.Settings;

namespace Remediator.Cli.Explain;

/// <summary>The options of `explain` that judge a whole plan, and what runs with them.</summary>
internal sealed class GateOptions
{
    private static readonly string[] s_formats = ["text", "json", "yaml", "sarif", "github"];

    private readonly Option<FileInfo> _plan = new Option<FileInfo>("--plan")
    {
        Description = "What is about to be applied: terraform show -json, a CloudFormation change set with property values, or a template",
        HelpName = "FILE",
    }.AcceptExistingOnly();

    private readonly Option<FileInfo[]> _pullers = new Option<FileInfo[]>("--pullers")
    {
        Description = "The pulls of a cluster, as audit --json printed them; may be given several times",
        HelpName = "FILE",
        AllowMultipleArgumentsPerToken = true,
    }.AcceptExistingOnly();

    private readonly Option<string[]> _clusters = new("--cluster")
    {
        Description = "A cluster to audit for its pulls first, with your own credentials; may be given several times",
        HelpName = "NAME",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> _format = new("--format")
    {
        Description = $"How to report on the plan: {string.Join(", ", s_formats)}; -o means the same",
    };

    private readonly Option<string> _language = LanguageOption.Create();

    private OutputOption? _output;

    public GateOptions() => _format.AcceptOnlyFromAmong(s_formats);

    /// <param name="output">What names some of the formats for other commands too.</param>
    /// <param name="ofCases">Options that make sense for cases alone.</param>
    public void AddTo(Command command, OutputOption output, params Option[] ofCases)
    {
        _output = output;
        foreach (var option in new Option[] { _plan, _pullers, _clusters, _format, _language })
            command.Options.Add(option);
        command.Validators.Add(parsed =>
        {
            var isOfPlan = IsGiven(parsed, _plan);
            if (isOfPlan && !IsGiven(parsed, _pullers) && !IsGiven(parsed, _clusters))
                parsed.AddError("--plan needs the pulls to judge: --pullers FILE, as audit --json prints it, or --cluster NAME");
            foreach (var option in ofCases)
                if (isOfPlan && IsGiven(parsed, option))
                    parsed.AddError($"{option.Name} is about cases on standard input, and --plan reads none");
            foreach (var option in new Option[] { _pullers, _clusters, _format })
                if (!isOfPlan && IsGiven(parsed, option))
                    parsed.AddError($"{option.Name} needs --plan");
            if (IsGiven(parsed, _format) && output.IsGiven(parsed))
                parsed.AddError("--format and -o exclude each other");
        });
    }

    private string FormatOf(ParseResult parsed) => parsed.GetValue(_format) ?? _output?.Given(parsed) switch
    {
        OutputFormat.Json => "json",
        OutputFormat.Yaml => "yaml",
        _ => "text",
    };

    public Language LanguageOf(ParseResult parsed) => Language.FromTag(parsed.GetValue(_language)!);

    public bool IsGiven(ParseResult parsed) => parsed.GetResult(_plan) is { Implicit: false };

    private static bool IsGiven(SymbolResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    public async Task<int> RunAsync(Command command, ParseResult parsed, TextWriter output, CancellationToken cancelled)
    {
        var page = TerminalPage.OnStandardOutput(LanguageOf(parsed));
        try
        {
            List<PullersFile> pullers = [.. (parsed.GetValue(_pullers) ?? []).Select(GateRun.Pullers)];
            foreach (var cluster in parsed.GetValue(_clusters) ?? [])
            {
                var target = await NamedCluster.FindAsync(cluster);
                var audit = await AuditRun.RunAsync(
                    target, null, GlobalOptions.LogOf(parsed), new Progress<AuditProgress>(), cancelled);
                pullers.Add(PullersFile.Read(AuditJson.Of(audit, Composition.Version)));
            }
            return GateRun.Report(parsed.GetValue(_plan)!, pullers, FormatOf(parsed), output, page);
        }
        catch (Exception wrong) when (wrong is FormatException or BadSettingException or MalformedEventException)
        {
            return UsageError.Report(command, [wrong.Message]);
        }
        // no credentials, a cluster that is not there or cannot be read: nothing was judged
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            await Console.Error.WriteLineAsync(page.Plain(
                new Message("cli.explanation.plan-unable", ("why", FailureReason.TextOf(failed)))));
            return ExitCode.WrongUsage;
        }
    }
}
