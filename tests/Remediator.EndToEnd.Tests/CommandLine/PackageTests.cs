using Remediator.EndToEnd.Tests.Template;

namespace Remediator.EndToEnd.Tests.CommandLine;

/// <summary>The command line as a .NET tool.</summary>
public sealed class PackageTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("remediator-tool-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_package_installs_a_tool_that_runs_under_both_of_its_names()
    {
        var (packages, tools) = (Path.Combine(_folder.FullName, "packages"), Path.Combine(_folder.FullName, "tools"));
        var configuration = AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}",
            StringComparison.Ordinal) ? "Release" : "Debug";
        // the build that this test runs from is packed as it is
        await RunAsync("pack", Repository.PathOf("src", "Remediator.Cli"), "--no-build", "-c", configuration, "-o", packages);
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "nuget.config"),
            """<configuration><packageSources><clear /><add key="here" value="packages" /></packageSources></configuration>""",
            TestContext.Current.CancellationToken);
        await RunAsync("tool", "install", "--tool-path", tools, "--add-source", packages, "--configfile",
            Path.Combine(_folder.FullName, "nuget.config"), "remediator");
        var name = OperatingSystem.IsWindows() ? "remediator.exe" : "remediator";
        var version = await ExternalTool.RunAsync(Path.Combine(tools, name), ["version"]);
        Assert.Equal(Composition.Version, version.StandardOutput.Trim());
        var plugin = Path.Combine(tools, $"kubectl-{name}");
        File.Copy(Path.Combine(tools, name), plugin);
        var help = await ExternalTool.RunAsync(plugin, ["diagnose", "--help"]);
        Assert.Contains("  kubectl remediator diagnose [options]", help.StandardOutput, StringComparison.Ordinal);
    }

    private static async Task RunAsync(params string[] arguments)
    {
        var ran = await ExternalTool.RunAsync("dotnet", arguments);
        Assert.True(ran.IsSuccess, ran.StandardOutput + ran.StandardError);
    }
}
