using Remediator.Core.Wording;
using Remediator.EndToEnd.Tests.Browser;
using Remediator.Screenshots;

// Takes the pictures under docs/images: the demo as a terminal shows it, still and as a film, and the incident page in a browser.
const int TerminalColumns = 110, TerminalWidth = 970, PhoneWidth = 390, DesktopWidth = 1080, FilmColumns = 80, FilmRows = 40;
if (args is not [var folder] || !Directory.Exists(folder))
{
    Console.Error.WriteLine("usage: dotnet run --project tools/Screenshots -- FOLDER");
    return 2;
}
if (Chromium.Find() is not { } browser)
{
    Console.Error.WriteLine("chromium is not on the PATH: apt-get install chromium");
    return 1;
}
var temporary = Directory.CreateTempSubdirectory("screenshots-");
foreach (var language in new[] { Language.En, Language.Ja })
{
    var name = language.Tag;
    var page = new FileInfo(Path.Combine(temporary.FullName, $"incident-{name}.html"));
    // a run that writes the page says so in the terminal, so the pictures of the terminal have a run of their own
    var recording = await TerminalRecording.RecordAsync(language, TerminalColumns, isVerbose: false, CancellationToken.None, page);
    var verbose = await TerminalRecording.RecordAsync(language, TerminalColumns, isVerbose: true, CancellationToken.None);
    if (!recording.ReachedItsEnd || !verbose.ReachedItsEnd)
    {
        Console.Error.WriteLine(recording.Output);
        return 1;
    }
    await TakeTerminalAsync(verbose, name, dark: true);
    if (language is Language.En)
        await TakeTerminalAsync(verbose, name, dark: false);
    await FilmAsync(language);
    await TakeAsync(page.FullName, DesktopWidth, dark: false, $"incident-{name}-{DesktopWidth}.png");
    await TakeAsync(page.FullName, PhoneWidth, dark: false, $"incident-{name}-{PhoneWidth}.png");
    if (language is Language.En)
        await TakeAsync(page.FullName, DesktopWidth, dark: true, $"incident-{name}-{DesktopWidth}-dark.png");
}
temporary.Delete(recursive: true);
return 0;

async Task FilmAsync(Language language)
{
    var option = language is Language.En ? "" : $" -- demo --lang {language.Tag}";
    var session = await TerminalSession.RecordAsync($"dotnet run --no-build --project src/Remediator.Cli{option}", FilmColumns, FilmRows);
    if (session.Exit != 0)
        throw new InvalidOperationException(string.Concat(session.Pieces.Select(piece => piece.Output)));
    var film = TerminalFilm.Of(session, $"$ dotnet run --project src/Remediator.Cli{option}", FilmColumns);
    var name = $"demo-{language.Tag}.svg";
    await File.WriteAllTextAsync(Path.Combine(folder, name), $"{new FilmPicture(film, FilmColumns, FilmRows, "remediator demo")}");
    Console.WriteLine(name);
}

async Task TakeTerminalAsync(TerminalRecording recording, string language, bool dark)
{
    var lines = recording.Screen.Lines;
    // the fifth chapter shows the notifications
    var notifications = lines.TakeWhile(line => !Screen.TextOf(line).StartsWith("── 5", StringComparison.Ordinal)).Count();
    var suffix = dark ? "" : "-light";
    await TakeLinesAsync(lines.Take(notifications), $"demo-{language}{suffix}.png", dark);
    if (!dark)
        return;
    await TakeLinesAsync(recording.ScreenWhileRunning.Lines, $"demo-running-{language}.png", dark);
    await TakeLinesAsync(lines.Skip(notifications), $"demo-notification-{language}.png", dark);
}

async Task TakeLinesAsync(IEnumerable<IReadOnlyList<Screen.Cell>> lines, string picture, bool dark)
{
    var file = Path.Combine(temporary.FullName, "terminal.html");
    await File.WriteAllTextAsync(file, TerminalPicture.Of(lines, dark));
    await TakeAsync(file, TerminalWidth, dark, picture);
}

async Task TakeAsync(string file, int width, bool dark, string picture)
{
    await using var chromium = await Chromium.StartAsync(browser, CancellationToken.None);
    await chromium.OpenAsync(file, width, CancellationToken.None);
    await File.WriteAllBytesAsync(Path.Combine(folder, picture), await chromium.ScreenshotAsync(dark, CancellationToken.None));
    Console.WriteLine(picture);
}
