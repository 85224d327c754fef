using Remediator.EndToEnd.Tests.Template;

namespace Remediator.EndToEnd.Tests.Build;

/// <summary>A stack is for x86_64 by default: a build for another processor has to be meant.</summary>
public class BuiltArchitectureTests
{
    [Theory]
    [InlineData(true, "RUNTIME=linux-x64")]
    [InlineData(false, "RUNTIME=linux-arm64")] // as on a machine with that processor
    [InlineData(true, "RUNTIME=linux-arm64", "ARCHITECTURE=arm64")]
    public async Task A_build_for_arm64_that_nobody_asked_for_is_refused(bool isBuilt, params string[] given)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "make is what sam build calls on Linux");
        var make = await ExternalTool.RunAsync("make", ["-C", Repository.PathOf(), "built-for-the-stack", .. given]);
        Assert.Equal(isBuilt, make.IsSuccess);
        if (!isBuilt)
            Assert.Contains("deploy with Architecture=arm64 BuiltArchitecture=arm64", make.StandardError, StringComparison.Ordinal);
    }
}
