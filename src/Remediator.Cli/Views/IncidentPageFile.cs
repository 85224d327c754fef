using Remediator.Core.Incidents;
using Remediator.Core.Messages.Page;

namespace Remediator.Cli.Views;

/// <summary>Writes the page of the first finding of an answer.</summary>
internal static class IncidentPageFile
{
    /// <summary>Writes a page for each finding: the first as FILE, the others with their number in its name.</summary>
    /// <param name="say">Takes the line that names them.</param>
    public static async Task WriteAllAsync(FileInfo file, TerminalPage page, JsonObject answer, Action<string> say,
        CancellationToken cancelled)
    {
        var findings = answer["findings"]!.AsArray().OfType<JsonObject>().ToArray();
        if (findings.Length == 0)
            say(page.Text(new Message("cli.page.none")));
        for (var at = 0; at < findings.Length; at++)
        {
            var path = at == 0 ? file.FullName
                : Path.Combine(file.DirectoryName!, $"{Path.GetFileNameWithoutExtension(file.Name)}-{at + 1}{file.Extension}");
            await File.WriteAllTextAsync(path, IncidentPage.Of(findings[at], [], page.Catalogue), cancelled);
            say(page.Text(new Message("cli.page.written", ("path", path))));
        }
    }

    public static async Task WriteAsync(FileInfo file, TerminalPage page, JsonObject answer, IReadOnlyList<Moment> timeLine,
        CancellationToken cancelled)
    {
        page.Line();
        if (answer["findings"]!.AsArray().OfType<JsonObject>().FirstOrDefault() is not { } finding)
        {
            page.Line(page.Text(new Message("cli.page.none")));
            return;
        }
        await File.WriteAllTextAsync(file.FullName, IncidentPage.Of(finding, timeLine, page.Catalogue), cancelled);
        page.Line(page.Text(new Message("cli.page.written", ("path", file.FullName))));
    }
}
