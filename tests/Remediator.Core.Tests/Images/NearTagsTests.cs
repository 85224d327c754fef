using Remediator.Core.Images;

namespace Remediator.Core.Tests.Images;

public class NearTagsTests
{
    [Theory]
    [InlineData("1.2.1", "1.2.0 1.3.0 2.0.0", "1.2.0 1.3.0")]
    [InlineData("v1.2.1", "v1.1.9 v1.2.0 1.10.0", "v1.2.0 1.10.0 v1.1.9")]
    [InlineData("lastest", "latest stable", "latest")]
    [InlineData("1.2.1-rc1", "1.2.1 1.2.1-rc2", "1.2.1 1.2.1-rc2")]
    [InlineData("main", "7f3a9c1 release", "")]
    [InlineData("1.2.1", "", "")]
    public void Neighbouring_versions_come_first_then_likely_typos(string tag, string held, string near) =>
        Assert.Equal(near.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            NearTags.To(tag, held.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
}
