using System.CommandLine;
using Amazon.SecurityToken.Model;
using Remediator.Cli.Hosting;
using Remediator.Cli.Options;
using Remediator.Runtime;

namespace Remediator.Cli.Incidents;

/// <summary>`approve HASH` and `reject HASH`: decides about a plan, with the caller's own permissions.</summary>
public static class DecisionCommand
{
    public static Command Approve() =>
        Create("approve", "Apply exactly the plan with this hash, or nothing (exit 1: not fixed)", isApproved: true);

    public static Command Reject() => Create("reject", "Reject the plan with this hash", isApproved: false);

    private static Command Create(string name, string description, bool isApproved)
    {
        var hash = new Argument<string>("HASH") { Description = "The plan's hash, from the finding that asks for approval" };
        var (table, output, lang) = (new TableOptions(), new OutputOption(), LanguageOption.Create());
        var dryRun = new Option<bool>("--dry-run") { Description = "Show the plan, and do nothing (exit 1: it cannot be approved now)" };
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask on a terminal" };
        var command = new Command(name, $"{description}; settings come from the environment, as in Lambda") { hash, lang };
        if (isApproved)
        {
            command.Options.Add(dryRun);
            command.Options.Add(yes);
        }
        table.AddTo(command, hasTopic: true);
        output.AddTo(command);
        command.SetAction((parsed, cancelled) => table.RunAsync(command, parsed, async open =>
        {
            var page = TerminalPage.OnStandardOutput(Language.FromTag(parsed.GetValue(lang)!));
            var format = output.Of(parsed);
            var isAsking = isApproved && !parsed.GetValue(yes) && !Console.IsInputRedirected && !Console.IsOutputRedirected;
            if (isAsking || (isApproved && parsed.GetValue(dryRun)))
            {
                var shown = format is OutputFormat.Text ? page : TerminalPage.OnStandardError(page.Language);
                if (!await AskedPlan.ShowAsync(shown, open, parsed.GetValue(hash)!, cancelled))
                    return ExitCode.Problem;
                if (parsed.GetValue(dryRun))
                    return ExitCode.Done;
                if (!IsConfirmed(page))
                {
                    await Console.Error.WriteLineAsync(page.Plain(new Message("cli.decision.unconfirmed")));
                    return ExitCode.Problem;
                }
            }
            return await DecideAsync(open, parsed, page, format, cancelled);
        }));
        return command;

        async Task<int> DecideAsync(OpenTable open, ParseResult parsed, TerminalPage page, OutputFormat format, CancellationToken cancelled)
        {
            var settings = open.Settings();
            if (settings.FindingsTopicArn is null)
                await Console.Error.WriteLineAsync(page.Plain(new Message("cli.decision.no-topic")));
            using var log = new DecisionLog(GlobalOptions.IsVerbose(parsed));
            using var function = Composition.Function(settings, open.Aws, open.Region, TimeProvider.System,
                new Log(log.Write, TimeProvider.System));
            var who = (await open.Aws.Sts(open.Region).GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancelled)).Arn;
            var answer = await Spinner.OnAsync(page, format, new Message("cli.decision.working"), () => function.DecideAsync(
                parsed.GetValue(hash)!, isApproved, new Message("approval.channel.command-line", ("who", who)), SandboxFunction.Timeout));
            if (format is OutputFormat.Text)
                await new FindingView(page).ShowAsync(answer, heading: _ => { }, cancelled);
            else
                await Console.Out.WriteAsync(DataText.Of(answer, format, !page.IsPlain));
            if (log.Path is { } path)
                await Console.Error.WriteLineAsync(page.Plain(new Message("cli.decision.log", ("path", path))));
            return !isApproved || answer["findings"]!.AsArray().All(finding => (string?)finding!["status"] is "fixed" or "resolved")
                ? ExitCode.Done : ExitCode.Problem;
        }
    }

    /// <summary>Only a yes is one; the question is no part of the answer on standard output.</summary>
    private static bool IsConfirmed(TerminalPage page)
    {
        Console.Error.Write($"{page.Plain(new Message("cli.decision.question"))} [y/N] ");
        return Console.ReadLine()?.Trim().ToLowerInvariant() is "y" or "yes";
    }
}
