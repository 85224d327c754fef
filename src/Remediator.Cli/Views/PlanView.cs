using System.Text.Json.Nodes;
using Remediator.Core.Policies.Evaluation;
using Remediator.Core.Wording;
using Spectre.Console;

namespace Remediator.Cli.Views;

/// <summary>The plan: why, the policy's difference, and the answers that differ.</summary>
internal static class PlanView
{
    public static void Show(TerminalPage page, JsonObject finding)
    {
        var words = Words.In(page.Language);
        var plan = finding["plan"]!;
        page.Chapter($"{page.Say("The plan", "プラン")}: {words.Phrase((string)plan["action"]!)}");
        page.Line(TerminalText.Escape(words.Sentence((string)plan["why"]!)));
        if (plan["before"] is not { } before) return;
        page.Line();
        page.Line($"{page.Say("Policy of", "リポジトリポリシー:")} [bold]{TerminalText.Escape((string?)plan["repository"])}[/]");
        if (plan["after"] is null) page.Line($"[olive]{TerminalText.Escape(words.Of(Label.PolicyDeleted))}[/]");
        foreach (var line in PolicyDiff.Of(before.ToJsonString(), plan["after"]?.ToJsonString(), context: 6, page)) page.Line($"  {line}");
        Changes(page, words, plan["changes"]!.AsArray(), (string?)finding["outcome"]?["result"] is "Patched");
        foreach (var warning in plan["warnings"]?.AsArray() ?? []) page.Line($"[olive]![/] {TerminalText.Escape(words.Phrase((string)warning!))}");
    }

    private static void Changes(TerminalPage page, Words words, JsonArray changes, bool done)
    {
        page.Line();
        page.Line($"[bold]{(done
            ? page.Say("These answers changed, no others:", "変わった判定（これ以外は変わっていません）:")
            : page.Say("These answers would change, no others:", "変わる判定（これ以外は変わりません）:"))}[/]");
        foreach (var principal in changes.GroupBy(change => (string?)change!["principal"]))
        {
            page.Unwrapped(page.Say($"for {principal.Key}", $"対象: {principal.Key}"), Style.Plain);
            var rows = principal.Select(change => new[]
            {
                $"  {TerminalText.Escape((string?)change!["action"])}", $"[red]{AnswerOf(change, "was", words)}[/]", "→", $"[green]{AnswerOf(change, "becomes", words)}[/]",
            });
            foreach (var line in TextTable.Of([.. rows])) page.Line(line);
        }
    }

    private static string AnswerOf(JsonNode change, string name, Words words) => TerminalText.Escape(words.Of(Enum.Parse<PolicyAnswer>((string)change[name]!)));
}
