using System.CommandLine;
using Remediator.Cli.Options;
using Remediator.Core.Incidents;

namespace Remediator.Cli.Incidents;

/// <summary>`incidents list` and `incidents show KEY`: the incidents in the function's table.</summary>
public static class IncidentsCommand
{
    public static Command Create()
    {
        var (table, output, lang) = (new TableOptions(), new OutputOption(), LanguageOption.Create());
        lang.Recursive = true;
        var closed = new Option<int>("--closed-days")
        {
            Description = "How many days back closed incidents are listed",
            DefaultValueFactory = _ => 7,
            HelpName = "DAYS",
            Recursive = true,
        };
        var all = new Option<bool>("--all") { Description = "List all that is stored, which reads the whole table", Recursive = true };
        var list = new Command(
            "list", "What is open and what awaits approval, and what was closed of late, the latest first (exit 1: some are open)");
        var command = new Command("incidents",
            "The incidents that the function stores, read with your own credentials; without a subcommand: list")
        {
            closed, all, list, Show(table, output, lang), lang,
        };
        table.AddTo(command, isRecursive: true);
        output.AddTo(command, isRecursive: true);
        foreach (var one in (Command[])[list, command])
            one.SetAction((parsed, cancelled) => table.RunAsync(one, parsed, open => ListAsync(
                open, output.Of(parsed), PageOf(parsed, lang),
                parsed.GetValue(all) ? null : TimeSpan.FromDays(parsed.GetValue(closed)), cancelled)));
        return command;
    }

    private static TerminalPage PageOf(ParseResult parsed, Option<string> lang) =>
        TerminalPage.OnStandardOutput(Language.FromTag(parsed.GetValue(lang)!));

    /// <param name="back">How far back closed incidents are listed; null lists all.</param>
    private static async Task<int> ListAsync(
        OpenTable table, OutputFormat format, TerminalPage page, TimeSpan? back, CancellationToken cancelled)
    {
        var now = TimeProvider.System.GetUtcNow();
        var incidents = back is { } time
            ? await table.Store.RecentAsync(now - time, Unreadable, cancelled) : await table.Store.AllAsync(Unreadable, cancelled);
        var rows = new List<(Incident Incident, ReadyCommands Ready)>();
        foreach (var incident in incidents.OrderByDescending(incident => incident.FirstSeen))
            rows.Add((incident, await ReadyCommands.OfAsync(incident, table.Store, now, cancelled)));
        if (format is OutputFormat.Text)
            IncidentListView.Show(page, rows, table);
        else
            await Console.Out.WriteAsync(DataText.Of(IncidentData.Of(rows, table), format, !page.IsPlain));
        return incidents.Any(incident => incident.IsOpen) ? ExitCode.Problem : ExitCode.Done;
    }

    private static void Unreadable(Message why) => Console.Error.WriteLine(TerminalText.Clean($"{why}"));

    private static Command Show(TableOptions table, OutputOption output, Option<string> lang)
    {
        var key = new Argument<string>("KEY") { Description = "The incident's key, as in every message about it" };
        var html = HtmlOption.Create("Also write the incident as one HTML page");
        var command = new Command("show",
            "One incident: cause, next step and commands, evidence, plan, policy change (exit 1: it is open, or unknown)")
        {
            key, html,
        };
        command.SetAction((parsed, cancelled) => table.RunAsync(command, parsed, async open =>
        {
            var (page, format) = (PageOf(parsed, lang), output.Of(parsed));
            if (await open.Store.IncidentAsync(parsed.GetValue(key)!, cancelled) is not { } incident)
            {
                await Console.Error.WriteLineAsync(page.Plain(new Message("cli.incidents.unknown", ("incident", parsed.GetValue(key)!))));
                return ExitCode.Problem;
            }
            var ready = await ReadyCommands.OfAsync(incident, open.Store, TimeProvider.System.GetUtcNow(), cancelled);
            var answer = new JsonObject { ["findings"] = new JsonArray(JsonNode.Parse(incident.Finding)) };
            if (format is OutputFormat.Text)
            {
                await new FindingView(page) { IsVerdictFirst = true }.ShowAsync(answer, heading: _ => { }, cancelled);
                IncidentListView.ShowCommands(page, [ready], open);
            }
            else
                await Console.Out.WriteAsync(DataText.Of(IncidentData.Of([(incident, ready)], open), format, !page.IsPlain));
            if (parsed.GetValue(html) is { } file)
                await IncidentPageFile.WriteAsync(file, format is OutputFormat.Text ? page : TerminalPage.OnStandardError(page.Language),
                    answer, incident.TimeLine(incident.Patch is { } id ? (await open.Store.PatchAsync(id, cancelled))?.Record : null),
                    cancelled);
            return incident.IsOpen ? ExitCode.Problem : ExitCode.Done;
        }));
        return command;
    }
}
