using System.Text;
using CliWrap;
using Remediator.Sandbox;

namespace Remediator.EndToEnd.Tests.Sandbox;

/// <summary>A real command line client, run as an operator of the world.</summary>
internal sealed class Tool(World world, string directory)
{
    public sealed record Ran(int Exit, string Out, string Error);

    public static void Required(string program, string install) => Assert.SkipUnless(
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, program))),
        $"{program} is not there; {install}");

    public static void AwsRequired() => Required("aws", "install the AWS CLI (pip install awscli)");

    public static void KubectlRequired() => Required("kubectl", "install kubectl (https://kubernetes.io/docs/tasks/tools/)");

    public Task<Ran> Aws(params string[] arguments) =>
        Run("aws", arguments, new Dictionary<string, string?> { ["AWS_MAX_ATTEMPTS"] = "1" });

    public Task<Ran> Kubectl(params string[] arguments) =>
        Run("kubectl", arguments,
            new Dictionary<string, string?> { ["KUBECONFIG"] = world.WriteKubeconfig(directory), ["HOME"] = directory });

    public async Task<Ran> Run(string program, string[] arguments, Dictionary<string, string?> more)
    {
        foreach (var (name, value) in world.OperatorEnvironment)
            more.TryAdd(name, value);
        var (output, error) = (new StringBuilder(), new StringBuilder());
        var result = await new Command(program).WithArguments(arguments).WithEnvironmentVariables(more)
            .WithValidation(CommandResultValidation.None)
            .WithStandardOutputPipe(PipeTarget.ToStringBuilder(output)).WithStandardErrorPipe(PipeTarget.ToStringBuilder(error))
            .ExecuteAsync(TestContext.Current.CancellationToken);
        return new(result.ExitCode, output.ToString(), error.ToString());
    }
}
