using System.Text;
using CliWrap;

namespace Remediator.EndToEnd.Tests.CommandLine;

/// <summary>The built command line as a process of its own, with its output piped.</summary>
internal static class CliProcess
{
    /// <summary>Without the kubeconfig and the profiles of whoever runs the tests.</summary>
    private static readonly string s_home = Directory.CreateTempSubdirectory("remediator-home-").FullName;

    public sealed record Output(int Exit, string Out, string Error);

    public static Command Of(params string[] arguments) => new Command("dotnet")
        .WithArguments([Path.Combine(AppContext.BaseDirectory, "remediator.dll"), .. arguments])
        .WithValidation(CommandResultValidation.None);

    public static Task<Output> Run(params string[] arguments) => RunIn(new Dictionary<string, string?>(), arguments);

    public static async Task<Output> RunIn(IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        var (output, error) = (new StringBuilder(), new StringBuilder());
        var whole = new Dictionary<string, string?>(environment);
        whole.TryAdd("HOME", s_home);
        var result = await Of(arguments).WithEnvironmentVariables(whole)
            .WithStandardOutputPipe(PipeTarget.ToStringBuilder(output)).WithStandardErrorPipe(PipeTarget.ToStringBuilder(error))
            .ExecuteAsync(TestContext.Current.CancellationToken);
        return new(result.ExitCode, output.ToString(), error.ToString());
    }
}
