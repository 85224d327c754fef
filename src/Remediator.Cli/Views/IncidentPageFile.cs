using Remediator.Core.Incidents;
using Remediator.Core.Messages.Page;

namespace Remediator.Cli.Views;

/// <summary>Writes the page of the first finding of an answer.</summary>
internal static class IncidentPageFile
{
    public static async Task WriteAsync(FileInfo file, TerminalPage page, JsonObject answer, IReadOnlyList<Moment> timeLine,
        CancellationToken cancelled)
    {
        page.Line();
        if (answer["findings"]!.AsArray().OfType<JsonObject>().FirstOrDefault() is not { } finding)
        {
            page.Line(page.Say("No page is written, because there is no finding.", "検出事項がないため、ページは作成しません。"));
            return;
        }
        await File.WriteAllTextAsync(file.FullName, IncidentPage.Of(finding, timeLine, page.Catalogue), cancelled);
        page.Line($"{page.Say("The incident's page:", "インシデントページ:")} {TerminalText.Escape(file.FullName)}");
    }
}
