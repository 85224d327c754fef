using Remediator.Cli.Demo;
using Remediator.Cli.Views;
using Remediator.Sandbox.Model;
using Spectre.Console;

namespace Remediator.EndToEnd.Tests.Demo;

public class ScenarioEndTests
{
    private static readonly DemoSpeed s_fast = new(60, TimeSpan.Zero);

    public static TheoryData<string> Names => [.. Scenario.All.Select(scenario => scenario.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_scenario_reaches_its_stated_end(string name)
    {
        var (reached, shown) = await Played(Scenario.Load(name), AnsiSupport.No);
        Assert.True(reached, shown);
    }

    [Fact]
    public async Task A_scenario_with_an_unexpected_end_is_not_a_success()
    {
        var (reached, shown) = await Played(
            Scenario.Parse(
                """{"like": "healthy", "name": "x", "expected": {"status": "fixed", "cause": "RepositoryPolicyDenies","""
                    + """ "podRunning": true}}"""), AnsiSupport.No);
        Assert.False(reached);
        Assert.Contains("the status is no finding, expected is fixed", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AnsiSupport.No, false)]
    [InlineData(AnsiSupport.Yes, false)]
    [InlineData(AnsiSupport.No, true)]
    [InlineData(AnsiSupport.Yes, true)]
    public async Task Untrusted_text_never_reaches_the_terminal_unescaped(AnsiSupport ansi, bool isVerbose)
    {
        const string hostile = """[red]$(reboot)\u001b]0;owned\u0007\u202e<!channel>[/]""";
        var (_, shown) = await Played(Scenario.Parse($$"""
            {
              "like": "workshop", "name": "hostile{{hostile}}", "title": { "en": "{{hostile}}" },
              "clusters": { "eks-workshop": { "workloads": { "default/ui-private": { "fails": "{{hostile}}" } } } },
              "repositories": { "retail-sample-app-ui": { "policy": { "Statement": [
                { "Sid": "{{hostile}}", "Effect": "Deny", "Principal": { "AWS": "{nodeRole}" },
                  "Action": [ "ecr:BatchGetImage", "ecr:PutImage" ] } ] } } }
            }
            """), ansi, isVerbose);
        Assert.Contains("[red]$(reboot)", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b]0;", shown, StringComparison.Ordinal);
        Assert.DoesNotContain('\u0007', shown);
        Assert.DoesNotContain('\u202e', shown);
        if (ansi is AnsiSupport.No)
            Assert.DoesNotContain('\u001b', shown);
    }

    private static async Task<(bool Reached, string Shown)> Played(Scenario scenario, AnsiSupport ansi, bool isVerbose = false)
    {
        using var text = new StringWriter();
        var page = new TerminalPage(
            AnsiConsole.Create(new AnsiConsoleSettings
            {
                Ansi = ansi,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(text),
            }));
        var demo = new DemoRun(scenario, scenario.Mode, s_fast) { IsVerbose = isVerbose };
        var reached = await demo.RunAsync(page, TestContext.Current.CancellationToken);
        return (reached, text.ToString());
    }
}
