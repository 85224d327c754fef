using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Text;
using Remediator.Cli.Audit;
using Remediator.Cli.Classify;
using Remediator.Cli.Demo;
using Remediator.Cli.Diagnose;
using Remediator.Cli.Explain;
using Remediator.Cli.Incidents;
using Remediator.Cli.Invoke;
using Remediator.Cli.Options;
using Remediator.Cli.Samples;
using Remediator.Cli.Sandbox;
using Remediator.Cli.Shell;

Console.OutputEncoding = new UTF8Encoding(false);
var sandbox = SandboxCommand.Create();
var root = new RootCommand(
    "Finds out why a pod on EKS cannot pull its private ECR image, proves the cause, and makes the smallest fix. Without arguments: "
    + "the demo.")
{
    DemoCommand.Create(), DiagnoseCommand.Create(), AuditCommand.Create(), InvokeCommand.Create(), sandbox, SamplesCommand.Create(),
    ExplainCommand.Create(), ClassifyCommand.Create(),
    IncidentsCommand.Create(), DecisionCommand.Approve(), DecisionCommand.Reject(), RollbackCommand.Create(),
    CompletionCommand.Create(), VersionCommand.Create(),
};
root.Subcommands.Add(HelpCommand.Create(root));
GlobalOptions.AddTo(root);
var parsed = root.Parse(args.Length == 0 ? ["demo"] : args);
// the library would exit with 1 and write the help text to stdout
if (parsed.Action is ParseErrorAction)
    return UsageError.Report(parsed.CommandResult.Command,
        [.. parsed.Errors.Select(error => error.Message), .. Suggestion.For(parsed)]);
if (parsed.Action is HelpAction)
    return HelpText.Show(parsed);
GlobalOptions.Apply(parsed);
// the sandbox serves until Ctrl-C, which is its normal end
if (parsed.CommandResult.Command == sandbox)
    return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(10) });
using var interruption = new Interruption();
var exit = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null }, interruption.Cancelled);
return interruption.HasHappened ? ExitCode.Interrupted : exit;
