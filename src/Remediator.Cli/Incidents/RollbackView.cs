using Remediator.Repair;

namespace Remediator.Cli.Incidents;

/// <summary>What came of a rollback, for people.</summary>
internal static class RollbackView
{
    public static void Show(TerminalPage page, RollbackResult result, RollbackNotice notice)
    {
        switch (result)
        {
            case RollbackResult.RolledBack { Patch.Patch: var patch } back:
                var repository = TerminalText.Escape(patch.Repository);
                page.Line("[green]✓[/] " + (patch.Before is null
                    ? page.Say($"{repository} had no policy before, so the policy was deleted:",
                        $"{repository} には元のポリシーがなかったため、ポリシーを削除しました:")
                    : page.Say($"The previous policy of {repository} was restored and read back:",
                        $"{repository} を元のポリシーに戻し、読み直して確認しました:")));
                Show(page, patch.After?.Text, patch.Before?.Text);
                page.Line(Of(page, notice));
                ShowUnremembered(page, back.Unremembered);
                break;
            case RollbackResult.NothingLeft { Patch.Patch.Repository: var restored } left:
                page.Line("[green]✓[/] " + page.Say(
                    $"Nothing was left to do: the policy of {TerminalText.Escape(restored)} is the one from before the patch already.",
                    $"対応は不要です。{TerminalText.Escape(restored)} のポリシーは、すでに修正前のものです。"));
                ShowUnremembered(page, left.Unremembered);
                break;
            case RollbackResult.NotOurs { Patch.Patch: var patch, Now: var now }:
                page.Line("[red]✗[/] " + page.Say(
                    $"The policy of {TerminalText.Escape(patch.Repository)} is no longer the one that was written, so nothing was changed. "
                    + "The difference from the one that was written:",
                    $"{TerminalText.Escape(patch.Repository)} のポリシーは書き込んだ内容と異なるため、何も変更していません。"
                    + "書き込んだ内容との差分:"));
                Show(page, patch.After?.Text, now?.Text);
                page.Line(patch.Before is null
                    ? page.Say("There was no policy before the patch.", "修正前にポリシーはありませんでした。")
                    : page.Say("The policy before the patch:", "修正前のポリシー:"));
                Show(page, patch.Before?.Text, patch.Before?.Text);
                break;
            case RollbackResult.Unsure { Why: var why }:
                page.Line("[red]✗[/] " + page.Say("It is not known whether the previous policy was restored; check it: ",
                    "元のポリシーに戻ったかどうかは不明です。確認してください: ") + Text(page, why));
                break;
            case RollbackResult.Refused { Why: var why }:
                page.Line($"[red]✗[/] {page.Say("Nothing was changed: ", "何も変更していません: ")}{Text(page, why)}");
                break;
        }
    }

    private static string Of(TerminalPage page, RollbackNotice notice) => notice switch
    {
        { Topic: { } topic } => $"[green]✓[/] {page.Say("Notified:", "通知先:")} {TerminalText.Escape(topic)}",
        { Undelivered: { } why } => $"[red]✗[/] {page.Say("The notification was not delivered, so tell your team:",
            "通知を送信できませんでした。チームに連絡してください:")} {Text(page, why)}",
        _ => "[yellow]![/] " + page.Say(
            "No notification is sent, for neither --topic nor FINDINGS_TOPIC_ARN names a topic: tell your team.",
            "--topic も FINDINGS_TOPIC_ARN も指定されていないため、通知しません。チームに連絡してください。"),
    };

    private static void ShowUnremembered(TerminalPage page, Message? why)
    {
        if (why is not null)
            page.Line($"[yellow]![/] {page.Say("The incident does not record this yet:", "インシデントにはまだ記録されていません:")} "
                + Text(page, why));
    }

    private static void Show(TerminalPage page, string? before, string? after)
    {
        foreach (var line in PolicyDiff.Of(before, after))
            page.Line($"  {line}");
    }

    private static string Text(TerminalPage page, Message why) => TerminalText.Escape(page.Catalogue.Text(why));
}
