using System.Text;
using CliWrap;
using Remediator.EndToEnd.Tests.Sandbox;
using Remediator.EndToEnd.Tests.Template;

namespace Remediator.EndToEnd.Tests.RealCluster;

/// <summary>The script for a real cluster, run against the sandbox as far as that goes.</summary>
public sealed class RealClusterScriptTests
{
    private const string Registry = "111122223333.dkr.ecr.us-west-2.amazonaws.com";

    [Fact]
    public async Task Cases_pass_where_pulls_fail_as_asked_and_those_without_an_image_are_skipped_by_name()
    {
        await using var sandbox = await Started("platform-missing");
        var (exit, output) = await Run(sandbox, ("E2E_REPOSITORY", $"{Registry}/retail-sample-app-ui"),
            ("E2E_PLATFORM_IMAGE", $"{Registry}/retail-sample-app-ui:1.2.1"));
        Assert.True(exit == 0, output);
        Assert.All(
            ["invalid-name: InvalidImageName", "never-pull: NeverPull", "not-found: ImageMissing", "platform: PlatformMissing"],
            passed => Assert.Contains($"pass  {passed} proved", output, StringComparison.Ordinal));
        Assert.Contains("skip  denied: E2E_DENIED_IMAGE is not set", output, StringComparison.Ordinal);
        Assert.Contains("4 passed, 0 failed, 2 skipped", output, StringComparison.Ordinal);
        Assert.Matches("namespace \"remediator-e2e-[0-9]+\" deleted", output);
    }

    [Fact]
    public async Task Another_cause_than_expected_fails_the_run_and_shows_the_answer()
    {
        await using var sandbox = await Started("workshop");
        var (exit, output) = await Run(sandbox, ("E2E_DENIED_IMAGE", $"{Registry}/retail-sample-app-ui:1.2.1"),
            ("E2E_DENIED_CAUSE", "IdentityPolicyDenies"));
        Assert.Equal(1, exit);
        Assert.Matches("FAIL  denied: RepositoryPolicyDenies [a-z]+, expected IdentityPolicyDenies", output);
        Assert.Contains("\"schema\": \"remediator/1\"", output, StringComparison.Ordinal);
        Assert.Matches("namespace \"remediator-e2e-[0-9]+\" deleted", output);
    }

    private static Task<SandboxProcess> Started(string scenario)
    {
        Tool.KubectlRequired();
        Tool.Required("jq", "install jq");
        return SandboxProcess.StartAsync("--scenario", scenario);
    }

    private static async Task<(int Exit, string Output)> Run(SandboxProcess sandbox, params (string Name, string Value)[] given)
    {
        var output = new StringBuilder();
        var environment = sandbox.Exports.ToDictionary();
        environment["CLUSTER"] = "eks-workshop";
        environment["DIAGNOSE"] = $"dotnet {Path.Combine(AppContext.BaseDirectory, "remediator.dll")}";
        environment["E2E_PUBLIC_IMAGE"] = ""; // the sandbox plays no other registry's answer
        foreach (var (name, value) in given)
            environment[name] = value;
        var target = PipeTarget.ToStringBuilder(output);
        var ran = await new Command(Repository.PathOf("tests", "RealCluster", "run.sh")).WithEnvironmentVariables(environment)
            .WithWorkingDirectory(Repository.PathOf()).WithValidation(CommandResultValidation.None)
            .WithStandardOutputPipe(target).WithStandardErrorPipe(target).ExecuteAsync(TestContext.Current.CancellationToken);
        return (ran.ExitCode, $"{output}");
    }
}
