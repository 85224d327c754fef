using Remediator.Core.Audit;

namespace Remediator.Core.Tests.Audit;

/// <summary>The platform of nodes that are not there yet.</summary>
public class AmiPlatformTests
{
    [Theory]
    [InlineData("AL2_x86_64", "linux/amd64")]
    [InlineData("AL2_x86_64_GPU", "linux/amd64")]
    [InlineData("AL2023_ARM_64_STANDARD", "linux/arm64")]
    [InlineData("BOTTLEROCKET_ARM_64_NVIDIA", "linux/arm64")]
    [InlineData("WINDOWS_CORE_2022_x86_64", "windows/amd64")]
    [InlineData("CUSTOM", null)]
    [InlineData("", null)]
    public void The_type_of_the_image_says_it(string type, string? platform) => Assert.Equal(platform, AmiPlatform.Of(type)?.ToString());
}
