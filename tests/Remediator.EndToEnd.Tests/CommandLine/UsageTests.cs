using Remediator.Sandbox.Model;

namespace Remediator.EndToEnd.Tests.CommandLine;

public class UsageTests
{
    [Fact]
    public async Task An_unknown_scenario_exits_2_and_names_the_accepted_ones()
    {
        var wrong = await CliProcess.Run("demo", "--scenario", "nope");
        Assert.Equal((2, ""), (wrong.Exit, wrong.Out));
        Assert.Contains("'nope'", wrong.Error, StringComparison.Ordinal);
        Assert.All(Scenario.All, scenario => Assert.Contains($"'{scenario.Name}'", wrong.Error, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("fr")]
    [InlineData("En")]
    public async Task An_unknown_language_exits_2_and_names_the_available_ones(string language)
    {
        var wrong = await CliProcess.Run("demo", "--lang", language);
        Assert.Equal((2, ""), (wrong.Exit, wrong.Out));
        Assert.StartsWith($"--lang is \"{language}\": accepted are en, ja\n", wrong.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("demo")]
    [InlineData("incidents", "show")]
    public async Task The_help_shows_the_default_language_as_it_is_typed(params string[] command) =>
        Assert.Contains("[default: en]", (await CliProcess.Run([.. command, "--help"])).Out, StringComparison.Ordinal);

    [Theory]
    [InlineData("demo", "--html", "/nonexistent/x.html")]
    [InlineData("demo", "--html", "/")]
    [InlineData("incidents", "show", "pull-0000", "--table", "incidents", "--html", "/nonexistent/x.html")]
    public async Task A_page_that_cannot_be_written_is_refused_before_anything_is_done(params string[] arguments)
    {
        var wrong = await CliProcess.Run(arguments);
        Assert.Equal((2, ""), (wrong.Exit, wrong.Out));
        Assert.StartsWith($"--html \"{arguments[^1]}\" cannot be written: ", wrong.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", wrong.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("diagnose", "--cluster", "eks-workshop")]
    [InlineData("incidents", "--table", "incidents")]
    [InlineData("approve", "sha256:0000", "--table", "incidents")]
    [InlineData("reject", "sha256:0000", "--table", "incidents")]
    [InlineData("rollback", "pull-0000", "--table", "incidents")]
    public async Task Missing_credentials_are_reported_in_one_sentence(params string[] arguments)
    {
        var nobody = new Dictionary<string, string?>
        {
            ["AWS_REGION"] = "us-west-2",
            ["AWS_EC2_METADATA_DISABLED"] = "true",
            ["AWS_PROFILE"] = null,
            ["AWS_ACCESS_KEY_ID"] = null,
            ["AWS_SECRET_ACCESS_KEY"] = null,
            ["AWS_SHARED_CREDENTIALS_FILE"] = "/nonexistent/credentials",
            ["AWS_CONFIG_FILE"] = "/nonexistent/config",
            ["HOME"] = "/nonexistent",
        };
        var refused = await CliProcess.RunIn(nobody, arguments);
        Assert.Equal((1, ""), (refused.Exit, refused.Out));
        Assert.Matches("^[^\\n]*no AWS credentials were found: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY\\n$",
            refused.Error);
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
    [InlineData("diagnose", "--cluster", "eks-workshop", "-A", "-n", "default")]
    [InlineData("diagnose", "--cluster", "eks-workshop", "-o", "xml")]
    [InlineData("diagnose", "--cluster", "eks-workshop", "--json", "-o", "yaml")]
    [InlineData("diagnose", "--cluster", "eks-workshop", "--watch", "1")]
    [InlineData("diagnose", "--cluster", "eks-workshop", "--profile", "no-such-profile")]
    [InlineData("incidents")]
    [InlineData("help", "nope")]
    [InlineData("completion", "fish")]
    [InlineData("explain", "--require", "Maybe")]
    public async Task Wrong_usage_exits_2_and_prints_nothing_to_stdout(params string[] arguments)
    {
        var wrong = await CliProcess.Run(arguments);
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
    public async Task Every_command_has_help(params string[] arguments)
    {
        var help = await CliProcess.Run(arguments);
        Assert.Equal(0, help.Exit);
        Assert.Contains("Usage:", help.Out, StringComparison.Ordinal);
    }
}
