using System.Diagnostics;
using System.Text.RegularExpressions;
using Remediator.Sandbox;
using Remediator.Sandbox.Hosting;
using Remediator.Sandbox.Model;

namespace Remediator.EndToEnd.Tests.Sandbox;

/// <summary>A world whose kubelets ask an AWS that nobody here wrote: moto.</summary>
public sealed partial class ExternalAwsTests : IAsyncLifetime
{
    private const string Repository = "retail-sample-app-ui";
    private const string Manifest =
        """{"schemaVersion":2,"mediaType":"application/vnd.docker.distribution.manifest.v2+json","config":"""
            + """{"mediaType":"application/vnd.docker.container.image.v1+json","size":1"""
            + ""","digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000"},"layers":[]}""";

    private readonly Scenario _scenario = Scenario.Parse("""{ "like": "workshop", "account": "123456789012" }""");
    private Uri _moto = null!;
    private Process? _server;
    private Task _log = Task.CompletedTask;

    public async ValueTask InitializeAsync()
    {
        Tool.AwsRequired();
        Tool.Required("moto_server", "install moto (pip install 'moto[server]')");
        // port 0: the system picks a free one, and the first line that has it says which
        var start = new ProcessStartInfo("moto_server", ["-H", "127.0.0.1", "-p", "0"]) { RedirectStandardError = true };
        start.Environment["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true";
        start.Environment["PYTHONUNBUFFERED"] = "1";
        _server = Process.Start(start)!;
        while (_moto is null)
        {
            var line = await _server.StandardError.ReadLineAsync(TestContext.Current.CancellationToken)
                ?? throw new InvalidOperationException("moto_server ended");
            if (Listening().Match(line) is { Success: true } match)
                _moto = new(match.Value);
        }
        // its log has to go somewhere, or moto stops when the pipe is full
        _log = _server.StandardError.ReadToEndAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is null)
            return;
        _server.Kill(entireProcessTree: true);
        await _server.WaitForExitAsync();
        await _log;
        _server.Dispose();
    }

    [Fact]
    public async Task A_pull_is_decided_by_the_policy_role_and_image_of_that_AWS()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var own = await World.StartAsync(_scenario, ct: stop);
        var role = _scenario.Roles.Keys.Single();
        await Moto(own, "ecr", "create-repository", "--repository-name", Repository);
        await Moto(own, "ecr", "put-image", "--repository-name", Repository, "--image-tag", "1.2.1", "--image-manifest", Manifest);
        await Moto(own, "ecr", "set-repository-policy", "--repository-name", Repository, "--policy-text",
            own.RepositoryPolicy(Repository)!);
        await Moto(own, "iam", "create-role", "--role-name", role, "--assume-role-policy-document", "{}");

        await using var world = await World.StartAsync(_scenario, new() { Aws = _moto, Clock = new FastClock(300) }, stop);
        Assert.EndsWith("no basic auth credentials", world.Pods().Single().WaitingMessage, StringComparison.Ordinal);
        await Moto(own, "iam", "attach-role-policy", "--role-name", role, "--policy-arn",
            "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly");
        Assert.True(await world.WaitUntilAsync(w => w.Pods().Single().WaitingMessage!.EndsWith("403 Forbidden", StringComparison.Ordinal),
            TimeSpan.FromSeconds(700), stop));
        await Moto(own, "ecr", "delete-repository-policy", "--repository-name", Repository);
        Assert.True(await world.WaitUntilAsync(w => w.Pods().Single().Ready, TimeSpan.FromSeconds(700), stop));
        Assert.Empty(world.Calls);
    }

    private async Task Moto(World world, params string[] arguments)
    {
        var ran = await new Tool(world, Path.GetTempPath()).Run("aws", arguments, new() { ["AWS_ENDPOINT_URL"] = _moto.ToString() });
        Assert.True(ran.Exit == 0, ran.Error);
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Listening();
}
