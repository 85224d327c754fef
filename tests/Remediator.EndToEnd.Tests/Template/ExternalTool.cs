using CliWrap;
using CliWrap.Buffered;

namespace Remediator.EndToEnd.Tests.Template;

/// <summary>Third-party programs that check the template; a test is skipped where its program is not installed.</summary>
internal static class ExternalTool
{
    private static readonly Lazy<Task<bool>> s_libraries = new(async () =>
        OnPath("python3") && (await Run("python3", ["-c", "import boto3, moto, samtranslator"], "")).IsSuccess);

    /// <summary>Runs one of the scripts beside this file and returns what it printed.</summary>
    public static async Task<string> Python(string script, IEnumerable<string> arguments, string input = "")
    {
        Assert.SkipUnless(await s_libraries.Value,
            "no python3 with boto3, moto and samtranslator: pip install boto3 'moto[all]' aws-sam-translator");
        var run = await Run("python3", [PathOf(script), .. arguments], input);
        Assert.True(run.IsSuccess, run.StandardError);
        return run.StandardOutput;
    }

    /// <summary>What cfn-lint has to say about the files; empty when it is content.</summary>
    public static async Task<string> Lint(params string[] files)
    {
        Assert.SkipUnless(OnPath("cfn-lint"), "no cfn-lint: pip install cfn-lint");
        var run = await Run("cfn-lint", files, "");
        return run.StandardOutput + run.StandardError;
    }

    private static string PathOf(string script) =>
        Repository.PathOf("tests", "Remediator.EndToEnd.Tests", "Template", script);

    private static bool OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(directory => File.Exists(Path.Combine(directory, program)));

    public static Task<BufferedCommandResult> RunAsync(string program, IEnumerable<string> arguments) => Run(program, arguments, "");

    private static async Task<BufferedCommandResult> Run(string program, IEnumerable<string> arguments, string input) =>
        await new Command(program)
            .WithArguments(arguments)
            .WithStandardInputPipe(PipeSource.FromString(input))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
}
