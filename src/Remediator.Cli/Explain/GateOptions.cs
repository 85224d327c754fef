using System.CommandLine;
using Remediator.Cli.Options;
using Remediator.Core.Deployments;

namespace Remediator.Cli.Explain;

/// <summary>The options of `explain` that judge a whole plan, and what runs with them.</summary>
internal sealed class GateOptions
{
    private static readonly string[] s_formats = ["text", "json", "sarif", "github"];

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

    private readonly Option<string> _format = new("--format")
    {
        Description = $"How to report on the plan: {string.Join(", ", s_formats)}",
        DefaultValueFactory = _ => s_formats[0],
    };

    private readonly Option<string> _language = LanguageOption.Create();

    public GateOptions() => _format.AcceptOnlyFromAmong(s_formats);

    /// <param name="ofCases">Options that make sense for cases alone.</param>
    public void AddTo(Command command, params Option[] ofCases)
    {
        foreach (var option in new Option[] { _plan, _pullers, _format, _language })
            command.Options.Add(option);
        command.Validators.Add(parsed =>
        {
            var isOfPlan = parsed.GetResult(_plan) is { Implicit: false };
            if (isOfPlan && parsed.GetResult(_pullers) is null or { Implicit: true })
                parsed.AddError("--plan needs the pulls to judge: --pullers FILE, as audit --json prints it");
            foreach (var option in ofCases)
                if (isOfPlan && parsed.GetResult(option) is { Implicit: false })
                    parsed.AddError($"{option.Name} is about cases on standard input, and --plan reads none");
            foreach (var option in new Option[] { _pullers, _format })
                if (!isOfPlan && parsed.GetResult(option) is { Implicit: false })
                    parsed.AddError($"{option.Name} needs --plan");
        });
    }

    public bool IsGiven(ParseResult parsed) => parsed.GetResult(_plan) is { Implicit: false };

    public int Run(Command command, ParseResult parsed, TextWriter output)
    {
        try
        {
            PullersFile[] pullers = [.. (parsed.GetValue(_pullers) ?? []).Select(GateRun.Pullers)];
            return GateRun.Report(parsed.GetValue(_plan)!, pullers, parsed.GetValue(_format)!, output,
                TerminalPage.OnStandardOutput(Language.FromTag(parsed.GetValue(_language)!)));
        }
        catch (FormatException wrong)
        {
            return UsageError.Report(command, [wrong.Message]);
        }
    }
}
