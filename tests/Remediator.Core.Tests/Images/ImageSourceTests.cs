using Remediator.Core.Images;

namespace Remediator.Core.Tests.Images;

public class ImageSourceTests
{
    [Theory]
    [InlineData("111122223333.dkr.ecr.us-west-2.amazonaws.com/shop/ui:1", true, true)]
    [InlineData("111122223333.dkr.ecr.us-west-2.amazonaws.com/shop:1", true, false)]
    [InlineData("111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/ui:1", false, false)]
    [InlineData("999900001111.dkr.ecr.us-west-2.amazonaws.com/shop/ui:1", false, false)]
    [InlineData("public.ecr.aws/shop/ui:1", false, false)]
    public void A_registry_holds_the_images_of_its_account_and_region_and_a_repository_its_own(
        string image, bool ofRegistry, bool ofRepository)
    {
        var parsed = ImageReference.Parse(image);

        Assert.Equal(ofRegistry, new ImageSource("111122223333", "us-west-2", null).Holds(parsed));
        Assert.Equal(ofRepository, ImageSource.Of(new EcrRepository("111122223333", "us-west-2", "shop/ui")).Holds(parsed));
    }
}
