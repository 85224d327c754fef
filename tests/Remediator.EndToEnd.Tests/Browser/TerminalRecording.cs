using Remediator.Cli.Demo;
using Remediator.Cli.Views;
using Remediator.Core.Wording;
using Remediator.Sandbox.Model;
using Spectre.Console;

namespace Remediator.EndToEnd.Tests.Browser;

/// <summary>What the demo of the workshop writes to a terminal, control sequences included.</summary>
internal sealed record TerminalRecording(string Output, int Columns, bool ReachedItsEnd)
{
    private const string Spinner = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";

    /// <summary>The screen at the end.</summary>
    public Screen Screen => Screen.Of(Output, Columns);

    /// <summary>The screen at the last moment at which the chain of steps is still drawn live.</summary>
    public Screen ScreenWhileRunning
    {
        get
        {
            var last = Spinner.Max(sign => Output.LastIndexOf(sign));
            return Screen.Of(Output[..Output.IndexOfAny(['\r', '\n'], last)], Columns);
        }
    }

    /// <param name="incidentPage">Where to write the incident page; null for nowhere.</param>
    public static async Task<TerminalRecording> RecordAsync(
        Language language, int columns, bool isVerbose, CancellationToken cancellation, FileInfo? incidentPage = null)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.EightBit,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = columns;
        var scenario = Scenario.Load("workshop");
        var demo = new DemoRun(scenario, scenario.Mode, new DemoSpeed(60, TimeSpan.FromMilliseconds(20)))
        {
            IncidentPage = incidentPage,
            IsVerbose = isVerbose,
        };
        var reached = await demo.RunAsync(new TerminalPage(console) { Language = language }, cancellation);
        return new(text.ToString(), columns, reached);
    }
}
