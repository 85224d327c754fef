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
        var (key, table) = (new Argument<string>("KEY") { Description = "The incident's key, as in every message about it" },
            TableOption.Create());
        var command = new Command("rollback",
            "Restore the repository policy from before the incident's patch, if the policy is still the one that was written; settings "
            + "come from the environment, as in Lambda")
            {
                key,
                table,
            };
        command.SetAction((parsed, cancelled) => TableOption.RunAsync(command, async aws =>
        {
            var who = (await aws.Sts(TableOption.Region).GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancelled)).Arn;
            var settings = TableOption.Settings(parsed.GetValue(table)!);
            var rollback = new OperatorRollback(aws, TableOption.Open(aws, parsed.GetValue(table)!),
                new CallerIdentity(aws, TableOption.Region), Composition.GuardrailsOf(settings, TableOption.Region), TimeProvider.System,
                new Log(Console.Error.WriteLine, TimeProvider.System));
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
