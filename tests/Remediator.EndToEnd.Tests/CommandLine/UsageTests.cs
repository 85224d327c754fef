using Remediator.Sandbox;

namespace Remediator.EndToEnd.Tests.CommandLine;

public class UsageTests
{
    [Fact]
    public async Task An_unknown_scenario_exits_2_and_names_the_accepted_ones()
    {
        var wrong = await Program.Run("demo", "--scenario", "nope");
        Assert.Equal((2, ""), (wrong.Exit, wrong.Out));
        Assert.Contains("'nope'", wrong.Error, StringComparison.Ordinal);
        Assert.All(Scenario.All, scenario => Assert.Contains($"'{scenario.Name}'", wrong.Error, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nope")]
    [InlineData("demo", "--mode", "always")]
    [InlineData("demo", "--lang", "de")]
    [InlineData("invoke")]
    [InlineData("invoke", "event.json", "--aws", "--scenario", "workshop")]
    [InlineData("sandbox", "--port", "99999")]
    [InlineData("sandbox", "--aws", "moto")]
    [InlineData("diagnose")]
    [InlineData("diagnose", "--cluster", "eks-workshop", "--workload", "ui-private")]
    [InlineData("explain", "--require", "Maybe")]
    public async Task Wrong_usage_exits_2_and_leaves_stdout_alone(params string[] arguments)
    {
        var wrong = await Program.Run(arguments);
        Assert.Equal((2, ""), (wrong.Exit, wrong.Out));
        Assert.Contains("--help", wrong.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("demo", "--help")]
    [InlineData("invoke", "--help")]
    [InlineData("sandbox", "--help")]
    [InlineData("diagnose", "--help")]
    [InlineData("explain", "--help")]
    [InlineData("classify", "--help")]
    public async Task Help_is_everywhere(params string[] arguments)
    {
        var help = await Program.Run(arguments);
        Assert.Equal(0, help.Exit);
        Assert.Contains("Usage:", help.Out, StringComparison.Ordinal);
    }
}
