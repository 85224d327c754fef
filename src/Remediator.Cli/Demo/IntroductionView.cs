using System.Globalization;
using Remediator.Sandbox.Model;

namespace Remediator.Cli.Demo;

/// <summary>Introduces the scenario, and says what is real about it.</summary>
internal static class IntroductionView
{
    /// <param name="end">Null: it is not shown yet.</param>
    public static void Show(TerminalPage page, Scenario scenario, string? end, DemoSpeed speed)
    {
        page.Line($"[bold teal]remediator demo[/]  [bold]{TerminalText.Escape(scenario.Name)}[/]");
        page.Line(TerminalText.Escape(scenario.TitleIn(page.Language.Tag)));
        page.Line();
        page.Line($"[dim]{page.Text(new Message("cli.demo.nothing-mocked",
            ("factor", speed.ClockFactor.ToString(CultureInfo.InvariantCulture))))}[/]");
        if (end is null)
            return;
        page.Line();
        page.Line(page.Text(new Message("cli.demo.expected-end", ("end", end))));
    }
}
