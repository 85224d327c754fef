using Remediator.Sandbox.Model;
using Spectre.Console;

namespace Remediator.Cli.Demo;

internal static class ScenarioList
{
    private static readonly Message[] s_headings =
        [new("cli.scenarios.scenario"), new("cli.scenarios.title"), new("cli.scenarios.end")];

    public static void Show(TerminalPage page, IReadOnlyList<Scenario> scenarios)
    {
        if (page.IsPlain)
            foreach (var line in TextTable.Of(
                [[.. s_headings.Select(heading => page.Text(heading).ToUpperInvariant())], .. scenarios.Select(one => Cells(page, one))]))
                page.Line(line);
        else
            page.Console.Write(Drawn(page, scenarios));
    }

    private static Table Drawn(TerminalPage page, IReadOnlyList<Scenario> scenarios)
    {
        var table = new Table { Border = TableBorder.Rounded, BorderStyle = "dim", ShowRowSeparators = true, Width = page.Width };
        foreach (var heading in s_headings)
            table.AddColumn(new TableColumn($"[bold]{page.Text(heading)}[/]") { NoWrap = heading == s_headings[0] });
        foreach (var scenario in scenarios)
        {
            var (name, title, end) = Cells(page, scenario) switch { var cells => (cells[0], cells[1], cells[2]) };
            table.AddRow($"[teal]{name}[/]", title, end);
        }
        return table;
    }

    private static string[] Cells(TerminalPage page, Scenario scenario) =>
    [
        TerminalText.Escape(scenario.Name), TerminalText.Escape(scenario.TitleIn(page.Language.Tag)),
        TerminalText.Escape(ExpectedEnd.Of(scenario, scenario.Mode).In(page.Language, page.Catalogue)),
    ];
}
