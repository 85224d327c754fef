using Remediator.Repair;

namespace Remediator.Cli.Incidents;

/// <summary>What came of a rollback, for people.</summary>
internal static class RollbackView
{
    private const string Done = "[green]✓[/]", Failed = "[red]✗[/]", Doubt = "[yellow]![/]";

    public static void Show(TerminalPage page, RollbackResult result, RollbackNotice notice)
    {
        switch (result)
        {
            case RollbackResult.RolledBack { Patch.Patch: var patch } back:
                Say(page, Done, patch.Before is null
                    ? new Message("cli.rollback.deleted", ("repository", patch.Repository))
                    : new Message("cli.rollback.restored", ("repository", patch.Repository)));
                Show(page, patch.After?.Text, patch.Before?.Text);
                Show(page, notice);
                ShowUnremembered(page, back.Unremembered);
                break;
            case RollbackResult.NothingLeft { Patch.Patch.Repository: var restored } left:
                Say(page, Done, new Message("cli.rollback.nothing-left", ("repository", restored)));
                ShowUnremembered(page, left.Unremembered);
                break;
            case RollbackResult.NotOurs { Patch.Patch: var patch, Now: var now }:
                Say(page, Failed, new Message("cli.rollback.moved", ("repository", patch.Repository)));
                Show(page, patch.After?.Text, now?.Text);
                page.Line(page.Text(patch.Before is null
                    ? new Message("cli.rollback.no-policy-before") : new Message("cli.rollback.policy-before")));
                Show(page, patch.Before?.Text, patch.Before?.Text);
                break;
            case RollbackResult.Unsure { Why: var why }:
                Say(page, Failed, new Message("cli.rollback.unsure", ("why", why)));
                break;
            case RollbackResult.Refused { Why: var why }:
                Say(page, Failed, new Message("cli.rollback.refused", ("why", why)));
                break;
        }
    }

    private static void Show(TerminalPage page, RollbackNotice notice)
    {
        if (notice.Topic is { } topic)
            Say(page, Done, new Message("cli.rollback.notified", ("topic", topic)));
        else if (notice.Undelivered is { } why)
            Say(page, Failed, new Message("cli.rollback.undelivered", ("why", why)));
        else
            Say(page, Doubt, new Message("cli.rollback.no-topic"));
    }

    private static void ShowUnremembered(TerminalPage page, Message? why)
    {
        if (why is not null)
            Say(page, Doubt, new Message("cli.rollback.unrecorded", ("why", why)));
    }

    private static void Show(TerminalPage page, string? before, string? after)
    {
        foreach (var line in PolicyDiff.Of(before, after))
            page.Line($"  {line}");
    }

    private static void Say(TerminalPage page, string mark, Message message) => page.Line($"{mark} {page.Text(message)}");
}
