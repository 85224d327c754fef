using Remediator.Cli.Demo;
using Remediator.Cli.Views;
using Remediator.Core.Common;
using Remediator.Core.Messages;
using Remediator.Core.Verdicts;
using Remediator.Core.Wording;
using Remediator.Sandbox.Model;
using Spectre.Console;

namespace Remediator.EndToEnd.Tests.Browser;

/// <summary>
/// The demo as a terminal shows it. With SCREENSHOTS=FOLDER in the environment it is photographed into that folder, as it is under docs/.
/// </summary>
public class TerminalViewTests
{
    private const int Wide = 110;
    private const string Spinner = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";

    public static TheoryData<Language, int> Terminals => new() { { Language.En, Wide }, { Language.En, 80 }, { Language.Ja, Wide }, { Language.Ja, 80 } };

    [Theory]
    [MemberData(nameof(Terminals))]
    public async Task Every_box_is_closed_in_one_column_whatever_is_written_in_it(Language language, int columns)
    {
        var lines = Screen.Of(await ShownAsync(language, columns), columns).Lines.Where(line => Screen.TextOf(line) is ['│' or '╭' or '╰', ..]).ToArray();
        Assert.NotEmpty(lines);
        Assert.All(lines, line =>
        {
            Assert.True(Screen.TextOf(line) is [.., '│' or '╮' or '╯'], Screen.TextOf(line));
            Assert.Equal(columns, line.Sum(cell => cell.Columns));
        });
    }

    [Fact]
    public async Task A_demo_in_Japanese_names_each_step_in_Japanese_while_it_runs()
    {
        var catalogue = Catalogue.In(Language.Ja);
        var running = string.Join('\n', Running(await ShownAsync(Language.Ja, Wide)).Lines.Select(Screen.TextOf));
        Assert.All([Step.PodStatus, Step.Puller, Step.RepositoryPolicy, Step.Remediation], step => Assert.Contains(catalogue.Text(Labels.Of(step)), running, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Language.En, true)]
    [InlineData(Language.En, false)]
    [InlineData(Language.Ja, true)]
    public async Task The_demo_can_be_photographed(Language language, bool dark)
    {
        var stop = TestContext.Current.CancellationToken;
        var output = await ShownAsync(language, Wide);
        var all = Screen.Of(output, Wide).Lines;
        var told = all.TakeWhile(line => !Screen.TextOf(line).StartsWith("── 5", StringComparison.Ordinal)).Count();
        foreach (var (name, lines) in new[] { ("demo-running", Running(output).Lines), ("demo", all.Take(told)), ("demo-told", all.Skip(told)) })
        {
            await using var chromium = await Chromium.StartAsync(stop);
            var file = Path.Combine(Directory.CreateTempSubdirectory("terminal-").FullName, "terminal.html");
            await File.WriteAllTextAsync(file, TerminalPicture.Of(lines, dark), stop);
            await chromium.OpenAsync(file, 970, stop);
            Assert.InRange((int)await chromium.EvaluateAsync("document.documentElement.scrollWidth", stop), 900, 970);
            Assert.Empty(chromium.Complaints);
            if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { Length: > 0 } folder && (dark || name == "demo"))
                await File.WriteAllBytesAsync(Path.Combine(folder, $"{name}-{language.Tag}{(dark ? "" : "-light")}.png"), await chromium.PhotographAsync(dark, stop), stop);
        }
    }

    /// <summary>The last moment at which the chain is still drawn as it goes.</summary>
    private static Screen Running(string output)
    {
        var last = Spinner.Max(sign => output.LastIndexOf(sign));
        return Screen.Of(output[..output.IndexOfAny(['\r', '\n'], last)], Wide);
    }

    private static async Task<string> ShownAsync(Language language, int columns)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, ColorSystem = ColorSystemSupport.EightBit, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = columns;
        var scenario = Scenario.Load("workshop");
        var story = new DemoRun(scenario, scenario.Mode, new DemoSpeed(60, TimeSpan.FromMilliseconds(20)));
        Assert.True(await story.RunAsync(new TerminalPage(console) { Language = language }, TestContext.Current.CancellationToken), text.ToString());
        return text.ToString();
    }
}
