using System.Text;
using CliWrap;

namespace Remediator.EndToEnd.Tests.Sandbox;

public sealed class SandboxCommandTests : IAsyncLifetime
{
    private SandboxProcess _sandbox = null!;

    public async ValueTask InitializeAsync() => _sandbox = await SandboxProcess.StartAsync();

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task It_prints_export_lines_and_ends_on_SIGTERM()
    {
        Assert.StartsWith("http://127.0.0.1:", _sandbox.Exports["AWS_ENDPOINT_URL"], StringComparison.Ordinal);
        Assert.True(File.Exists(_sandbox.Exports["KUBECONFIG"]));
        Assert.Equal(0, await _sandbox.StoppedAsync("-TERM"));
        Assert.Empty(_sandbox.Others);
        Assert.False(File.Exists(_sandbox.Exports["KUBECONFIG"]));
    }

    [Fact]
    public async Task It_ends_on_Ctrl_C() => Assert.Equal(0, await _sandbox.StoppedAsync("-INT"));

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

    [Fact]
    public async Task The_real_aws_lists_the_tables_and_reads_what_the_sandbox_lacks()
    {
        Tool.AwsRequired();
        Assert.Equal("incidents", await Asked("aws", "dynamodb", "list-tables", "--query", "TableNames", "--output", "text"));
        var refused = await RunAsync("aws", "ecr", "describe-registry");
        Assert.NotEqual(0, refused.Exit);
        Assert.Contains("the sandbox does not know ecr DescribeRegistry; it knows ", refused.Error, StringComparison.Ordinal);
    }

    private async Task<string> Asked(string program, params string[] arguments)
    {
        var (exit, output, error) = await RunAsync(program, arguments);
        Assert.True(exit == 0, error);
        return output.Trim();
    }

    private async Task<(int Exit, string Out, string Error)> RunAsync(string program, params string[] arguments)
    {
        var (output, error) = (new StringBuilder(), new StringBuilder());
        var result = await new Command(program).WithArguments(arguments).WithEnvironmentVariables(_sandbox.Exports)
            .WithValidation(CommandResultValidation.None)
            .WithStandardOutputPipe(PipeTarget.ToStringBuilder(output)).WithStandardErrorPipe(PipeTarget.ToStringBuilder(error))
            .ExecuteAsync(TestContext.Current.CancellationToken);
        return (result.ExitCode, output.ToString(), error.ToString());
    }
}
