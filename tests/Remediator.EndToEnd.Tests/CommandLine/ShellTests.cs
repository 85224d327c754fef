using System.Text;
using CliWrap;
using Remediator.EndToEnd.Tests.Sandbox;

namespace Remediator.EndToEnd.Tests.CommandLine;

/// <summary>What people expect of any command line.</summary>
public sealed class ShellTests
{
    [Theory]
    [InlineData("diagnos", "diagnose")]
    [InlineData("incident", "incidents")]
    [InlineData("aprove", "approve")]
    [InlineData("demo --scenaro workshop", "--scenario")]
    [InlineData("demo --scenario worskhop", "workshop")]
    [InlineData("incidents lst", "list")]
    [InlineData("help explian", "explain")]
    public async Task A_misspelt_word_gets_the_one_that_may_be_meant(string typed, string meant)
    {
        var wrong = await CliProcess.Run(typed.Split(' '));
        Assert.Equal((2, ""), (wrong.Exit, wrong.Out));
        Assert.Contains($"did you mean \"{meant}\"?\n", wrong.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("help", "--help")]
    [InlineData("help diagnose", "diagnose --help")]
    [InlineData("help incidents show", "incidents show --help")]
    [InlineData("version", "--version")]
    public async Task Help_and_version_are_commands_too(string command, string option)
    {
        var (one, other) = (await CliProcess.Run(command.Split(' ')), await CliProcess.Run(option.Split(' ')));
        Assert.Equal((0, ""), (one.Exit, one.Error));
        Assert.Equal(other.Out, one.Out);
    }

    [Theory]
    [InlineData("explain", "waiting for one JSON object")]
    [InlineData("classify", "waiting for one JSON string a line")]
    public async Task On_a_terminal_a_command_that_reads_says_what_it_waits_for(string command, string said)
    {
        Terminal.Required();
        var ran = await Terminal.RunAsync(new Dictionary<string, string?>(), "\u0004", command);
        Assert.Contains(said, ran.Screen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("explain", "", 0, "standard input is empty; accepted: one JSON object")]
    [InlineData("classify", "", 0, "standard input is empty; accepted: one JSON string a line")]
    [InlineData("explain", "{\n  \"principal\": \"x\"\n}\n", 1, "jq -c makes that")]
    public async Task Input_that_cannot_be_meant_gets_a_sentence_that_helps(string command, string typed, int exit, string said)
    {
        var error = new StringBuilder();
        var result = await CliProcess.Of(command).WithStandardInputPipe(PipeSource.FromString(typed))
            .WithStandardErrorPipe(PipeTarget.ToStringBuilder(error)).ExecuteAsync(TestContext.Current.CancellationToken);
        Assert.Equal(exit, result.ExitCode);
        Assert.Contains(said, $"{error}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("classify")]
    [InlineData("explain")]
    public async Task Ctrl_C_exits_130_with_one_word(string reads)
    {
        var (error, answered) = (new StringBuilder(), new TaskCompletionSource());
        // it answers the first line and waits for the next, which never comes
        var command = CliProcess.Of(reads).WithStandardInputPipe(PipeSource.Create(async (input, ended) =>
            {
                await input.WriteAsync("\"not found\"\n"u8.ToArray(), ended);
                await input.FlushAsync(ended);
                await Task.Delay(Timeout.Infinite, ended);
            }))
            .WithStandardOutputPipe(PipeTarget.ToDelegate(_ => answered.TrySetResult()))
            .WithStandardErrorPipe(PipeTarget.ToStringBuilder(error)).ExecuteAsync(TestContext.Current.CancellationToken);
        await answered.Task;
        await new Command("kill").WithArguments(["-INT", $"{command.ProcessId}"]).ExecuteAsync(TestContext.Current.CancellationToken);
        Assert.Equal((130, "interrupted\n"), ((await command).ExitCode, $"{error}"));
    }

    [Theory]
    [InlineData("--no-color", null)]
    [InlineData("-v", "1")]
    public async Task Without_colours_nothing_is_bold_or_dim_either(string option, string? variable)
    {
        Terminal.Required();
        var environment = new Dictionary<string, string?> { ["NO_COLOR"] = variable };
        var plain = await Terminal.RunAsync(environment, "", "demo", "--list", option);
        Assert.Contains("workshop", plain.Screen, StringComparison.Ordinal);
        Assert.DoesNotMatch("\u001b\\[[0-9;]*m", plain.Screen);
        Assert.Matches("\u001b\\[[0-9;]*m", (await Terminal.RunAsync(new Dictionary<string, string?> { ["NO_COLOR"] = null }, "",
            "demo", "--list")).Screen);
    }

    [Theory]
    [InlineData("demo --scenario image-m", "image-missing")]
    [InlineData("incid", "incidents")]
    [InlineData("diagnose --kubeconfig-", "--kubeconfig-only")]
    public async Task Bash_completes_commands_options_and_values(string typed, string completed)
    {
        Tool.Required("bash", "install bash");
        var script = await CliProcess.Run("completion", "bash");
        Assert.Equal(0, script.Exit);
        var program = Path.Combine(AppContext.BaseDirectory, "remediator.dll");
        var line = $"remediator {typed}";
        var words = string.Join(' ', line.Split(' ').Select(word => $"'{word}'"));
        var output = new StringBuilder();
        await new Command("bash").WithArguments(["-c", $$"""
            remediator() { dotnet '{{program}}' "$@"; }
            {{script.Out}}
            COMP_LINE='{{line}}' COMP_POINT={{line.Length}} COMP_WORDS=({{words}}) COMP_CWORD={{line.Split(' ').Length - 1}}
            _remediator
            printf '%s\n' "${COMPREPLY[@]}"
            """]).WithStandardOutputPipe(PipeTarget.ToStringBuilder(output)).ExecuteAsync(TestContext.Current.CancellationToken);
        Assert.Equal(completed, $"{output}".Trim());
    }

    [Theory]
    [InlineData("zsh", "compdef _remediator remediator")]
    [InlineData("pwsh", "Register-ArgumentCompleter -Native -CommandName remediator")]
    public async Task There_are_scripts_for_other_shells(string shell, string part) =>
        Assert.Contains(part, (await CliProcess.Run("completion", shell)).Out, StringComparison.Ordinal);
}
