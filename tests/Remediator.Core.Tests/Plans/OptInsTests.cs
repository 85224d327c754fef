using Remediator.Core.Images;
using Remediator.Core.Plans;

namespace Remediator.Core.Tests.Plans;

public class OptInsTests
{
    [Theory]
    [InlineData("shop/ui", "shop/ui", true)]
    [InlineData("shop/*", "shop/ui", true)]
    [InlineData("shop/*", "shop/team/ui", true)]
    [InlineData("*", "shop/team/ui", true)]
    [InlineData("shop/u?", "shop/ui", true)]
    [InlineData("shop/u?", "shop/u/i", false)]
    [InlineData("shop/ui", "shop/ui-private", false)]
    [InlineData("shop/ui", "other/shop/ui", false)]
    [InlineData("shop.ui", "shop/ui", false)]
    [InlineData("shop", "shop/ui", false)]
    public void A_pattern_matches_whole_names_as_in_IAM(string pattern, string repository, bool included) =>
        Assert.Equal(included, Includes(pattern, $"111122223333.dkr.ecr.us-west-2.amazonaws.com/{repository}:1"));

    [Theory]
    [InlineData("444455556666.dkr.ecr.us-west-2.amazonaws.com/shop/ui:1")]
    [InlineData("111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/ui:1")]
    public void A_bare_name_matches_in_the_function_s_own_account_and_region_only(string image) =>
        Assert.False(Includes("shop/ui", image));

    [Theory]
    [InlineData("arn:aws:ecr:eu-west-1:444455556666:repository/shop/ui", true)]
    [InlineData("arn:aws:ecr:*:444455556666:repository/shop/*", true)]
    [InlineData("arn:aws:ecr:eu-west-1:111122223333:repository/shop/ui", false)]
    [InlineData("arn:aws:ecr:us-west-2:444455556666:repository/shop/ui", false)]
    [InlineData("arn:aws:ecr:eu-west-1:444455556666:repository/shop", false)]
    public void A_full_ARN_matches_any_account_and_region_that_it_names(string pattern, bool included) =>
        Assert.Equal(included, Includes(pattern, "444455556666.dkr.ecr.eu-west-1.amazonaws.com/shop/ui:1"));

    [Fact]
    public void No_bare_name_opts_anything_in_while_the_own_account_is_unknown() =>
        Assert.False(new OptIns("us-west-2", ["*"]).Include(Image("111122223333.dkr.ecr.us-west-2.amazonaws.com/shop/ui:1"), null, null));

    private static bool Includes(string pattern, string image) =>
        new OptIns("us-west-2", [pattern]).Include(Image(image), null, "111122223333");

    private static ImageReference.Ecr Image(string text) => (ImageReference.Ecr)ImageReference.Parse(text);
}
