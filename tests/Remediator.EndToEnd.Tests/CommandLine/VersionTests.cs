namespace Remediator.EndToEnd.Tests.CommandLine;

public class VersionTests
{
    [Fact]
    public async Task The_command_line_prints_the_version_that_its_findings_contain()
    {
        var said = await CliProcess.Run("--version");
        Assert.Equal((0, Composition.Version), (said.Exit, said.Out.Trim()));
    }
}
