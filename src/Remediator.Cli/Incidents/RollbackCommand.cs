using System.CommandLine;
using Amazon.SecurityToken.Model;
using Remediator.Aws;
using Remediator.Cli.Options;
using Remediator.Repair;
using Remediator.Runtime;

namespace Remediator.Cli.Incidents;

/// <summary>`rollback KEY`: restores the policy from before the incident's patch.</summary>
public static class RollbackCommand
{
    public static Command Create()
    {
        var key = new Argument<string>("KEY") { Description = "The incident's key, as in every message about it" };
        var table = new TableOptions();
        var command = new Command("rollback",
            "Restore the repository policy from before the incident's patch, if the policy is still the one that was written (exit 0: it "
            + "is restored, now or before); settings come from the environment, as in Lambda")
        {
            key,
        };
        table.AddTo(command);
        command.SetAction((parsed, cancelled) => table.RunAsync(command, parsed, async open =>
        {
            var who = (await open.Aws.Sts(open.Region).GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancelled)).Arn;
            using var log = new DecisionLog(GlobalOptions.IsVerbose(parsed));
            var rollback = new OperatorRollback(open.Aws, open.Store, new CallerIdentity(open.Aws, open.Region),
                Composition.GuardrailsOf(open.Settings(), open.Region), TimeProvider.System, new Log(log.Write, TimeProvider.System));
            return Report(TerminalPage.OnStandardOutput(), await rollback.RollBackAsync(parsed.GetValue(key)!, who, cancelled));
        }));
        return command;
    }

    private static int Report(TerminalPage page, RollbackResult result)
    {
        switch (result)
        {
            case RollbackResult.RolledBack { Patch.Patch: var patch } back:
                page.Line(patch.Before is null
                    ? $"[green]✓[/] {TerminalText.Escape(patch.Repository)} had no policy before, so the policy was deleted:"
                    : $"[green]✓[/] The previous policy of {TerminalText.Escape(patch.Repository)} was restored and read back:");
                Show(page, patch.After?.Text, patch.Before?.Text);
                page.Line("[yellow]![/] No notification is sent: tell your team.");
                if (back.Unremembered is { } why)
                    page.Line($"[yellow]![/] The incident does not record this yet: {TerminalText.Escape(why)}");
                return ExitCode.Done;
            case RollbackResult.NothingLeft { Patch.Patch: var patch } left:
                page.Line($"[green]✓[/] Nothing was left to do: the policy of {TerminalText.Escape(patch.Repository)} is the one from "
                    + "before the patch already.");
                if (left.Unremembered is { } unsaid)
                    page.Line($"[yellow]![/] The incident does not record this yet: {TerminalText.Escape(unsaid)}");
                return ExitCode.Done;
            case RollbackResult.NotOurs { Patch.Patch: var patch, Now: var now }:
                page.Line(
                    $"[red]✗[/] The policy of {TerminalText.Escape(patch.Repository)} is no longer the one that was written, so nothing "
                    + $"was changed. The difference from the one that was written:");
                Show(page, patch.After?.Text, now?.Text);
                page.Line(patch.Before is null ? "There was no policy before the patch." : "The policy before the patch:");
                Show(page, patch.Before?.Text, patch.Before?.Text);
                return ExitCode.Problem;
            case RollbackResult.Unsure unsure:
                page.Line("[red]✗[/] It is not known whether the previous policy was restored; check it: "
                    + TerminalText.Escape($"{unsure.Why}"));
                break;
            case RollbackResult.Refused refused:
                page.Line($"[red]✗[/] Nothing was changed: {TerminalText.Escape($"{refused.Why}")}");
                break;
        }
        return ExitCode.Problem;
    }

    private static void Show(TerminalPage page, string? before, string? after)
    {
        foreach (var line in PolicyDiff.Of(before, after))
            page.Line($"  {line}");
    }
}
