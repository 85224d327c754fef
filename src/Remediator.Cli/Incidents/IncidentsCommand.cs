using System.CommandLine;
using Remediator.Cli.Options;
using Remediator.Core.Findings;
using Remediator.Core.Incidents;
using Remediator.Core.Verdicts;
using Remediator.State;

namespace Remediator.Cli.Incidents;

/// <summary>`incidents list` and `incidents show KEY`: the incidents in the function's table.</summary>
public static class IncidentsCommand
{
    public static Command Create()
    {
        var table = TableOption.Create();
        table.Recursive = true;
        var closed = new Option<int>("--closed-days")
        {
            Description = "How many days back closed incidents are listed",
            DefaultValueFactory = _ => 7,
            HelpName = "DAYS",
            Recursive = true,
        };
        var all = new Option<bool>("--all") { Description = "List all that is stored, which reads the whole table", Recursive = true };
        var (list, show) = (
            new Command("list", "What is open, and what was closed of late, the latest first (exit 1: some are open)") { closed, all },
            Show(table));
        var command = new Command("incidents",
            "The incidents that the function stores, read with your own credentials; without a subcommand: list")
        {
            table,
            closed,
            all,
            list,
            show,
        };
        foreach (var one in (Command[])[list, command])
            one.SetAction((parsed, cancelled) => TableOption.RunAsync(one, aws => ListAsync(TableOption.Open(aws, parsed.GetValue(table)!),
                parsed.GetValue(all) ? null : TimeSpan.FromDays(parsed.GetValue(closed)), cancelled)));
        return command;
    }

    /// <param name="back">How far back closed incidents are listed; null lists all.</param>
    private static async Task<int> ListAsync(IncidentStore memory, TimeSpan? back, CancellationToken cancelled)
    {
        var incidents = back is { } time
            ? await memory.RecentAsync(DateTimeOffset.UtcNow - time, Unreadable, cancelled) : await memory.AllAsync(Unreadable, cancelled);
        var page = TerminalPage.OnStandardOutput();
        foreach (var line in TextTable.Of([["KEY", "STATUS", "SINCE", "CAUSE", "WORKLOAD", "IMAGE"],
            .. incidents.OrderByDescending(incident => incident.FirstSeen).Select(Cells)]))
            page.Line(line);
        return incidents.Any(incident => incident.IsOpen) ? ExitCode.Problem : ExitCode.Done;
    }

    private static void Unreadable(string why) => Console.Error.WriteLine(TerminalText.Clean(why));

    private static Command Show(Option<string> table)
    {
        var key = new Argument<string>("KEY") { Description = "The incident's key, as in every message about it" };
        var html = HtmlOption.Create("Also write the incident as one HTML page");
        var lang = LanguageOption.Create();
        var command = new Command("show", "One incident: the evidence, the plan, the policy change (exit 1: it is open, or unknown)")
        {
            key,
            html,
            lang,
        };
        command.SetAction((parsed, cancelled) => TableOption.RunAsync(command, async aws =>
        {
            IncidentStore memory = TableOption.Open(aws, parsed.GetValue(table)!);
            if (await memory.IncidentAsync(parsed.GetValue(key)!, cancelled) is not { } incident)
            {
                await Console.Error.WriteLineAsync($"there is no incident \"{TerminalText.Clean(parsed.GetValue(key)!)}\"");
                return ExitCode.Problem;
            }
            var (page, answer) = (TerminalPage.OnStandardOutput(Language.FromTag(parsed.GetValue(lang)!)),
                new JsonObject { ["findings"] = new JsonArray(JsonNode.Parse(incident.Finding)) });
            await FindingView.ShowAsync(page, answer, heading: _ => { }, cancelled);
            if (parsed.GetValue(html) is { } file)
                await IncidentPageFile.WriteAsync(file, page, answer,
                    incident.TimeLine(incident.Patch is { } id ? (await memory.PatchAsync(id, cancelled))?.Record : null), cancelled);
            return incident.IsOpen ? ExitCode.Problem : ExitCode.Done;
        }));
        return command;
    }

    private static string[] Cells(Incident incident) =>
    [
        TerminalText.Escape(incident.Key), incident.Status.WireName, $"{incident.FirstSeen.UtcDateTime:yyyy-MM-dd HH:mm}Z",
        incident.Cause.WireName,
        incident.Failure is { Unseen: null, First: var first } ? TerminalText.Escape($"{first.Namespace}/{first.Workload}") : "",
        TerminalText.Escape(incident.Failure.Image.Text),
    ];
}
