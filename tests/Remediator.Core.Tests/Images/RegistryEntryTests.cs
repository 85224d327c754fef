using Remediator.Core.Images;

namespace Remediator.Core.Tests.Images;

/// <summary>For which images an entry of a pull secret is, as the kubelet decides it.</summary>
public class RegistryEntryTests
{
    [Theory]
    [InlineData("111122223333.dkr.ecr.us-west-2.amazonaws.com", true)]
    [InlineData("https://111122223333.dkr.ecr.us-west-2.amazonaws.com", true)]
    [InlineData("https://111122223333.dkr.ecr.us-west-2.amazonaws.com/v2/", true)]
    [InlineData("111122223333.dkr.ecr.us-west-2.amazonaws.com/shop", true)]
    [InlineData("111122223333.dkr.ecr.us-west-2.amazonaws.com/other", false)]
    [InlineData("*.dkr.ecr.us-west-2.amazonaws.com", true)]
    [InlineData("*.dkr.ecr.*.amazonaws.com", true)]
    [InlineData("[0-9]*.dkr.ecr.us-west-2.amazonaws.com", true)]
    [InlineData("*.amazonaws.com", false)]
    [InlineData("111122223333.dkr.ecr.eu-west-1.amazonaws.com", false)]
    [InlineData("https://index.docker.io/v1/", false)]
    [InlineData("", false)]
    public void An_entry_is_for_the_hosts_and_paths_that_it_names(string entry, bool isFor) => Assert.Equal(isFor, RegistryEntry.Covers(
        entry, (ImageReference.Ecr)ImageReference.Parse("111122223333.dkr.ecr.us-west-2.amazonaws.com/shop/ui:1")));
}
