using System.Text.RegularExpressions;
using Remediator.Core.Messages;
using Remediator.Core.Verdicts;
using Remediator.Core.Wording;

namespace Remediator.EndToEnd.Tests.Browser;

/// <summary>The demo as a terminal shows it.</summary>
public partial class TerminalViewTests
{
    private const int Wide = 110;

    public static TheoryData<Language, int> Terminals =>
        new() { { Language.En, Wide }, { Language.En, 80 }, { Language.Ja, Wide }, { Language.Ja, 80 } };

    [Theory]
    [MemberData(nameof(Terminals))]
    public async Task Every_box_ends_in_the_same_column_whatever_its_text(Language language, int columns)
    {
        var lines = (await RecordAsync(language, columns)).Screen.Lines
            .Where(line => Screen.TextOf(line) is ['│' or '╭' or '╰', ..]).ToArray();
        Assert.NotEmpty(lines);
        Assert.All(lines, line =>
        {
            Assert.True(Screen.TextOf(line) is [.., '│' or '╮' or '╯'], Screen.TextOf(line));
            Assert.Equal(columns, line.Sum(cell => cell.Columns));
        });
    }

    /// <summary>300 words a minute are read with ease; names are not read but recognised.</summary>
    [Fact]
    public async Task By_default_a_terminal_shows_what_is_read_in_a_minute()
    {
        var lines = (await RecordAsync(Language.En, 80, isVerbose: false)).Screen.Lines.Select(Screen.TextOf).ToArray();
        Assert.InRange(lines.Length, 40, 2 * 40);
        Assert.InRange(lines.SelectMany(line => line.Split(' ')).Count(word => Word().IsMatch(word)), 100, 300);
    }

    [Fact]
    public async Task A_demo_in_Japanese_names_each_step_in_Japanese_while_it_runs()
    {
        var catalogue = Catalogue.In(Language.Ja);
        var running = string.Join('\n', (await RecordAsync(Language.Ja, Wide)).ScreenWhileRunning.Lines.Select(Screen.TextOf));
        Assert.All([Step.PodStatus, Step.Puller, Step.RepositoryPolicy, Step.Remediation],
            step => Assert.Contains(catalogue.Text(Labels.Of(step)), running, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^\(?[A-Za-z']+[.,:;)]*$")]
    private static partial Regex Word();

    private static async Task<TerminalRecording> RecordAsync(Language language, int columns, bool isVerbose = true)
    {
        var recording = await TerminalRecording.RecordAsync(language, columns, isVerbose, TestContext.Current.CancellationToken);
        Assert.True(recording.ReachedItsEnd, recording.Output);
        return recording;
    }
}
