using System.CommandLine;
using Amazon.SecurityToken.Model;
using Remediator.Aws;
using Remediator.Cli.Options;
using Remediator.Notify;
using Remediator.Repair;
using Remediator.Runtime;

namespace Remediator.Cli.Incidents;

/// <summary>`rollback KEY`: restores the policy from before the incident's patch, and notifies people of it.</summary>
public static class RollbackCommand
{
    public static Command Create()
    {
        var key = new Argument<string>("KEY") { Description = "The incident's key, as in every message about it" };
        var (table, output, lang) = (new TableOptions(), new OutputOption(), LanguageOption.Create());
        var command = new Command("rollback",
            "Restore the repository policy from before the incident's patch, if the policy is still the one that was written (exit 0: it "
            + "is restored, now or before, and people were notified where a topic is named); settings come from the environment, as in "
            + "Lambda")
        {
            key, lang,
        };
        table.AddTo(command, hasTopic: true);
        output.AddTo(command);
        command.SetAction((parsed, cancelled) => table.RunAsync(command, parsed, async open =>
        {
            var (page, format) = (TerminalPage.OnStandardOutput(Language.FromTag(parsed.GetValue(lang)!)), output.Of(parsed));
            var who = (await open.Aws.Sts(open.Region).GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancelled)).Arn;
            using var log = new DecisionLog(GlobalOptions.IsVerbose(parsed));
            var (settings, lines) = (open.Settings(), new Log(log.Write, TimeProvider.System));
            var rollback = new OperatorRollback(open.Aws, open.Store, new CallerIdentity(open.Aws, open.Region),
                Composition.GuardrailsOf(settings, open.Region), TimeProvider.System, lines);
            var result = await Spinner.OnAsync(page, format, new Message("cli.decision.working"),
                () => rollback.RollBackAsync(parsed.GetValue(key)!, who, cancelled));
            var notice = await NotifyAsync(result, settings.FindingsTopicArn,
                new FindingPublisher(open.Aws, settings, Composition.Version, lines), cancelled);
            if (format is OutputFormat.Text)
                RollbackView.Show(page, result, notice);
            else
                await Console.Out.WriteAsync(DataText.Of(RollbackData.Of(parsed.GetValue(key)!, result, notice), format, !page.IsPlain));
            return result is RollbackResult.RolledBack or RollbackResult.NothingLeft && notice.Undelivered is null
                ? ExitCode.Done : ExitCode.Problem;
        }));
        return command;
    }

    /// <summary>Only what was changed now is news. The policy is restored all the same where the topic does not take the message.</summary>
    private static async Task<RollbackNotice> NotifyAsync(
        RollbackResult result, string? topic, FindingPublisher publisher, CancellationToken cancelled)
    {
        if (result is not RollbackResult.RolledBack { Finding: var finding })
            return new(null, null);
        try
        {
            return new(await publisher.PublishAsync(finding, null, cancelled) ? topic : null, null);
        }
        catch (NotDeliveredException e)
        {
            return new(null, e.Why);
        }
    }
}

/// <summary>Who was notified of a rollback.</summary>
/// <param name="Topic">Null where nobody was.</param>
/// <param name="Undelivered">Why the topic did not take the message; null where it did, or there was none to send.</param>
internal sealed record RollbackNotice(string? Topic, Message? Undelivered);
