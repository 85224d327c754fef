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
        var (hash, table) = (new Argument<string>("HASH") { Description = "The plan's hash, from the finding that asks for approval" },
            TableOption.Create());
        var topic = new Option<string?>("--topic")
        {
            Description = "Notify this topic of the result; FINDINGS_TOPIC_ARN if not given",
            HelpName = "ARN",
        };
        var command = new Command(name, $"{description}; settings come from the environment, as in Lambda") { hash, table, topic };
        command.SetAction((parsed, cancelled) => TableOption.RunAsync(command, async aws =>
        {
            var settings = TableOption.Settings(parsed.GetValue(table)!, parsed.GetValue(topic));
            if (settings.FindingsTopicArn is null)
                await Console.Error.WriteLineAsync("neither --topic nor FINDINGS_TOPIC_ARN names a topic, so no notification is sent");
            using var function = Composition.Function(settings, aws, TableOption.Region, TimeProvider.System,
                new Log(Console.Error.WriteLine, TimeProvider.System));
            var who = (await aws.Sts(TableOption.Region).GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancelled)).Arn;
            var answer = await function.DecideAsync(parsed.GetValue(hash)!, isApproved,
                new Message("approval.channel.command-line", ("who", who)), SandboxFunction.Timeout);
            await FindingView.ShowAsync(TerminalPage.OnStandardOutput(), answer, heading: _ => { }, cancelled);
            return !isApproved || answer["findings"]!.AsArray().All(finding => (string?)finding!["status"] is "fixed" or "resolved")
                ? ExitCode.Done : ExitCode.Problem;
        }));
        return command;
    }
}
