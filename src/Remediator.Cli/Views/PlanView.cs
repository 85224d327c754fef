using Remediator.Core.Images;
using Remediator.Core.Messages;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Proposals;
using Spectre.Console;

namespace Remediator.Cli.Views;

/// <summary>The plan: why, the policy's difference, and the permissions that change.</summary>
internal static class PlanView
{
    /// <param name="isBrief">Less of the policy, and long names that do not change are shortened.</param>
    public static void Show(TerminalPage page, Report report, bool isBrief = false)
    {
        var catalogue = page.Catalogue;
        page.Chapter(new Message("cli.plan.heading", ("action", Message.Of("action", report.Action))));
        page.Line(TerminalText.Escape(catalogue.Sentence(report.Why)));
        if (report.Proposal is { } proposal)
            Show(page, proposal);
        if (report.Change is not { } change)
            return;
        page.Line();
        var repository = (report.Image as ImageReference.Ecr)?.Repository ?? "";
        page.Line($"[bold]{page.Text(new Message("cli.plan.policy", ("repository", repository)))}[/]");
        if (change.After is null)
            page.Line($"[olive]{TerminalText.Escape(catalogue.Text(new Message("label.policy-deleted")))}[/]");
        if (change.Before is null)
            page.Line($"[olive]{TerminalText.Escape(catalogue.Text(Labels.NoPolicy(report)))}[/]");
        foreach (var line in PolicyDiff.Of(change.Before?.Text, change.After?.Text, page, isBrief))
            page.Line($"  {line}");
        if (Labels.PermissionsHeading(report) is { } heading)
            Permissions(page, heading, change, isBrief);
        foreach (var warning in change.Warnings)
            page.Line($"[olive]![/] {TerminalText.Escape(catalogue.Text(warning))}");
    }

    /// <summary>What this program never writes, for its owner to copy.</summary>
    private static void Show(TerminalPage page, ProposedChange proposal)
    {
        foreach (var advice in Advice.Of(proposal))
        {
            page.Line();
            page.Line(TerminalText.Escape(page.Catalogue.Sentence(advice.Says)));
            if (advice.Command is { } command)
                page.Unwrapped($"   $ {command}", Style.Plain);
            foreach (var snippet in advice.Code)
            {
                page.Line($"[bold]{TerminalText.Escape(page.Catalogue.Text(snippet.Label))}:[/]");
                foreach (var line in snippet.Text.Split('\n'))
                    page.Unwrapped($"   {line}", Style.Plain);
            }
        }
    }

    private static void Permissions(TerminalPage page, Message heading, Change change, bool isBrief)
    {
        page.Line();
        page.Line($"[bold]{TerminalText.Escape(page.Catalogue.Text(heading))}:[/]");
        foreach (var principal in change.Permissions.GroupBy(permission => permission.Principal))
        {
            var named = new Message("cli.plan.principal", ("principal", principal.Key));
            page.Unwrapped(page.Catalogue.Text(isBrief ? BriefMessage.Of(named, page.Width / 2) : named), Style.Plain);
            var rows = principal.Select(permission => new[]
            {
                $"  {TerminalText.Escape(permission.Action)}", $"[red]{AnswerOf(permission.Was, page)}[/]", "→",
                $"[green]{AnswerOf(permission.Becomes, page)}[/]",
            });
            foreach (var line in TextTable.Of([.. rows]))
                page.Line(line);
        }
    }

    private static string AnswerOf(PolicyAnswer answer, TerminalPage page) => TerminalText.Escape(page.Catalogue.Text(Labels.Of(answer)));
}
