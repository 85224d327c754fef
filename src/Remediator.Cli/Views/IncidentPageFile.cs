using System.Text.Json.Nodes;
using Remediator.Cli.Demo;
using Remediator.Core.Messages.Page;
using Remediator.Sandbox.Recording;

namespace Remediator.Cli.Views;

/// <summary>The page of the first incident that was told, with what happened in the story as its time line.</summary>
internal static class IncidentPageFile
{
    public static async Task WriteAsync(FileInfo file, TerminalPage page, JsonObject answer, IReadOnlyList<Moment> timeLine, CancellationToken cancelled)
    {
        page.Line();
        if (answer["findings"]!.AsArray().OfType<JsonObject>().FirstOrDefault() is not { } finding)
        {
            page.Line(page.Say("No page is written: there is no finding.", "検出事項がないため、ページは作成しません。"));
            return;
        }
        await File.WriteAllTextAsync(file.FullName, IncidentPage.Of(finding, timeLine, page.Language), cancelled);
        page.Line($"{page.Say("The incident's page:", "インシデントページ:")} {TerminalText.Escape(file.FullName)}");
    }

    public static IReadOnlyList<Moment> TimeLineOf(IReadOnlyList<Call> calls, DateTimeOffset begun, DateTimeOffset ended, bool runs) =>
    [
        new(begun, "the function was started by the alarm"),
        .. WriteCalls.Among(calls).Where(call => call.At >= begun).Select(call => new Moment(call.At, $"{WriteCalls.NameOf(call)} was called on {call.Resource}")),
        .. calls.Where(call => call is { Service: "sns", Operation: "Publish" }).Select(call => new Moment(call.At, "people were told")),
        new(ended, runs ? "the pods run" : "the pods do not run yet"),
    ];
}
