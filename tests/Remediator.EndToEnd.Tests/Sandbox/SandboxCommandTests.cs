using System.Text;
using CliWrap;
using Remediator.EndToEnd.Tests.CommandLine;

namespace Remediator.EndToEnd.Tests.Sandbox;

public sealed class SandboxCommandTests : IAsyncLifetime
{
    private readonly Dictionary<string, string?> _exports = [];
    private readonly StringBuilder _others = new();
    private CommandTask<CommandResult> _sandbox = null!;

    public async ValueTask InitializeAsync()
    {
        var ready = new TaskCompletionSource();
        _sandbox = CliProcess.Of("sandbox").WithStandardOutputPipe(PipeTarget.ToDelegate(line =>
        {
            if (line.Split(' ', 2) is ["export", var pair])
                _exports.Add(pair.Split('=')[0], pair.Split('=', 2)[1].Trim('\''));
            else
                _others.AppendLine(line);
            if (_exports.ContainsKey("KUBECONFIG"))
                ready.TrySetResult();
        })).ExecuteAsync(TestContext.Current.CancellationToken);
        await Task.WhenAny(ready.Task, _sandbox.Task);
    }

    public async ValueTask DisposeAsync() => await Stopped("-KILL");

    [Fact]
    public async Task It_prints_export_lines_and_ends_on_SIGTERM()
    {
        Assert.StartsWith("http://127.0.0.1:", _exports["AWS_ENDPOINT_URL"], StringComparison.Ordinal);
        Assert.True(File.Exists(_exports["KUBECONFIG"]));
        Assert.Equal(0, await Stopped("-TERM"));
        Assert.Empty(_others.ToString());
        Assert.False(File.Exists(_exports["KUBECONFIG"]));
    }

    [Fact]
    public async Task It_ends_on_Ctrl_C() => Assert.Equal(0, await Stopped("-INT"));

    [Fact]
    public async Task The_real_aws_finds_its_repository()
    {
        Tool.AwsRequired();
        Assert.Equal("retail-sample-app-ui",
            await Asked("aws", "ecr", "describe-repositories", "--query", "repositories[].repositoryName", "--output", "text"));
    }

    [Fact]
    public async Task The_real_kubectl_finds_its_pod()
    {
        Tool.KubectlRequired();
        Assert.Matches(@"ui-private-\S+ +0/1 +(ImagePullBackOff|ErrImagePull)", await Asked("kubectl", "get", "pods"));
    }

    private async Task<string> Asked(string program, params string[] arguments)
    {
        var (output, error) = (new StringBuilder(), new StringBuilder());
        var result = await new Command(program).WithArguments(arguments).WithEnvironmentVariables(_exports)
            .WithValidation(CommandResultValidation.None)
            .WithStandardOutputPipe(PipeTarget.ToStringBuilder(output)).WithStandardErrorPipe(PipeTarget.ToStringBuilder(error))
            .ExecuteAsync(TestContext.Current.CancellationToken);
        Assert.True(result.ExitCode == 0, error.ToString());
        return output.ToString().Trim();
    }

    private async Task<int> Stopped(string signal)
    {
        await new Command("kill").WithArguments([signal, $"{_sandbox.ProcessId}"]).WithValidation(CommandResultValidation.None)
            .ExecuteAsync();
        return (await _sandbox).ExitCode;
    }
}
