using Remediator.Sandbox.Model;

namespace Remediator.Cli.Demo;

/// <summary>Introduces the scenario and its expected end.</summary>
internal static class IntroductionView
{
    public static void Show(TerminalPage page, Scenario scenario, ExpectedEnd expected)
    {
        page.Line($"[bold teal]remediator demo[/]  [bold]{TerminalText.Escape(scenario.Name)}[/]");
        // a scenario's own words are English; in Japanese the expected end below tells the same
        if (page.Language is not Language.Ja)
            page.Line($"{TerminalText.Escape(scenario.Title)}.");
        page.Line();
        page.Line($"[dim]{page.Say(
            "Nothing is mocked: the function's own handler talks through the real AWS and Kubernetes clients to a small AWS with an EKS "
            + "cluster, in this process on loopback.",
            "モックはありません。Lambda 自身のハンドラーが、実際の AWS と Kubernetes のクライアントを通じて、このプロセス内 (ループバック) の小さな AWS と EKS クラスターと通信します。")}[/]");
        page.Line();
        page.Line($"{page.Say("Expected end", "想定される結末")} → {TerminalText.Escape(expected.In(page.Language))}{page.Say(".", "。")}");
    }
}
