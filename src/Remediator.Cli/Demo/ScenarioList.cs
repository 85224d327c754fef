using Remediator.Sandbox.Model;
using Spectre.Console;

namespace Remediator.Cli.Demo;

internal static class ScenarioList
{
    public static void Show(TerminalPage page, IReadOnlyList<Scenario> scenarios)
    {
        if (page.IsPlain)
            foreach (var line in TextTable.Of([["SCENARIO", "WHAT IS WRONG", "THE END IT SHOULD REACH"], .. scenarios.Select(Cells)]))
                page.Line(line);
        else
            page.Console.Write(Drawn(page, scenarios));
    }

    private static Table Drawn(TerminalPage page, IReadOnlyList<Scenario> scenarios)
    {
        var table = new Table { Border = TableBorder.Rounded, BorderStyle = "dim", ShowRowSeparators = true, Width = page.Width };
        table.AddColumn(new TableColumn("[bold]scenario[/]") { NoWrap = true }).AddColumn("[bold]what is wrong[/]")
            .AddColumn("[bold]the end it should reach[/]");
        foreach (var scenario in scenarios)
        {
            var (name, title, end) = Cells(scenario) switch { var cells => (cells[0], cells[1], cells[2]) };
            table.AddRow($"[teal]{name}[/]", title, end);
        }
        return table;
    }

    private static string[] Cells(Scenario scenario) =>
        [TerminalText.Escape(scenario.Name), TerminalText.Escape(scenario.Title), TerminalText.Escape(scenario.Ends)];
}
