using Amazon;
using Amazon.ECR;
using Amazon.ECR.Model;
using Amazon.EKS;
using Amazon.IdentityManagement;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.SimpleNotificationService;
using Remediator.Tests.Witnesses;

namespace Remediator.Tests.AwsPackages;

public class EndpointTests
{
    private static readonly Dictionary<string, Func<ClientConfig>> s_configs = new()
    {
        ["ecr"] = () => new AmazonECRConfig(),
        ["eks"] = () => new AmazonEKSConfig(),
        ["iam"] = () => new AmazonIdentityManagementServiceConfig(),
        ["sns"] = () => new AmazonSimpleNotificationServiceConfig(),
    };

    [Fact]
    public async Task Botocore_resolves_the_same_endpoints_in_every_partition()
    {
        Place[] places =
        [
            .. from service in s_configs.Keys
               from region in new[]
               {
                   "us-west-2",
                   "eu-central-1",
                   "cn-north-1",
                   "us-gov-west-1",
                   "us-gov-east-1",
                   "us-iso-east-1",
                   "us-isob-east-1",
                   "eusc-de-east-1",
               }
               from fips in new[] { false, true }
               from dualStack in new[] { false, true }
               // IAM has neither in these partitions: its rules there only say what a name would be
               where service != "iam" || region.StartsWith("us-gov") || region is "us-west-2" or "eu-central-1" || !(fips || dualStack)
               select new Place(service, region, fips, dualStack),
        ];

        var expected = await Botocore.AskAsync<List<string>>("endpoints.py", places);

        Assert.Equal(places.Zip(expected), places.Select(place => (place, UrlOf(place))));
    }

    [Theory]
    [InlineData("us-west-2", "us-east-1")]
    [InlineData("cn-northwest-1", "cn-north-1")]
    [InlineData("us-gov-east-1", "us-gov-west-1")]
    public void Iam_is_signed_for_the_partitions_own_region(string region, string signedFor)
    {
        var endpoint = EndpointOf(new Place("iam", region, Fips: false, DualStack: false));
        var schemes = Assert.IsType<List<object>>(endpoint.Attributes["authSchemes"]);
        Assert.Equal(signedFor, Assert.IsType<PropertyBag>(Assert.Single(schemes))["signingRegion"]);
    }

    [Fact]
    public void A_custom_endpoint_is_taken_as_it_is()
    {
        using var ecr = Clients.Ecr("http://127.0.0.1:5000");
        Assert.Equal("http://127.0.0.1:5000/", ecr.DetermineServiceOperationEndpoint(new DescribeImagesRequest()).URL);
    }

    private static string UrlOf(Place place) => EndpointOf(place).URL.TrimEnd('/');

    private static Endpoint EndpointOf(Place place)
    {
        var config = s_configs[place.Service]();
        config.RegionEndpoint = RegionEndpoint.GetBySystemName(place.Region);
        config.UseFIPSEndpoint = place.Fips;
        config.UseDualstackEndpoint = place.DualStack;
        config.IgnoreConfiguredEndpointUrls = true;
        return config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(new DescribeImagesRequest()));
    }

    private sealed record Place(string Service, string Region, bool Fips, bool DualStack);
}
