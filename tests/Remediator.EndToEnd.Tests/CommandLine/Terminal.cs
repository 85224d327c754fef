using System.Text;
using CliWrap;
using Remediator.EndToEnd.Tests.Sandbox;

namespace Remediator.EndToEnd.Tests.CommandLine;

/// <summary>The command line on a pseudo-terminal, which script(1) makes.</summary>
internal static class Terminal
{
    public sealed record Ran(int Exit, string Screen);

    public static void Required()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "script(1) takes other arguments elsewhere");
        Tool.Required("script", "install util-linux");
    }

    /// <param name="typed">What a person types.</param>
    public static async Task<Ran> RunAsync(IReadOnlyDictionary<string, string?> environment, string typed, params string[] arguments)
    {
        var screen = new StringBuilder();
        string[] words = ["dotnet", Path.Combine(AppContext.BaseDirectory, "remediator.dll"), .. arguments];
        var command = string.Join(' ', words.Select(word => $"'{word}'"));
        var result = await new Command("script").WithArguments(["-qec", command, "/dev/null"])
            .WithEnvironmentVariables(environment.Append(new("TERM", "xterm-256color")).ToDictionary())
            .WithStandardInputPipe(PipeSource.FromString(typed)).WithStandardOutputPipe(PipeTarget.ToStringBuilder(screen))
            .WithValidation(CommandResultValidation.None).ExecuteAsync(TestContext.Current.CancellationToken);
        return new(result.ExitCode, screen.ToString());
    }
}
