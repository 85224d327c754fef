using Amazon.ECR.Model;
using Amazon.Runtime;
using Remediator.Aws;
using Remediator.Core.Images;
using Remediator.Tests.AwsPackages;

namespace Remediator.Tests.Aws;

/// <summary>Alone, because the SDK reads the variables of the process.</summary>
[CollectionDefinition(nameof(EndpointRegionTests), DisableParallelization = true)]
[Collection(nameof(EndpointRegionTests))]
public class EndpointRegionTests
{
    [Theory]
    [InlineData("AWS_ENDPOINT_URL")]
    [InlineData("AWS_ENDPOINT_URL_ECR")]
    public async Task An_endpoint_of_one_s_own_is_signed_for_the_region_of_the_image(string variable)
    {
        await using var server = await Recorder.StartAsync(Answer.Json("""{ "repositories": [] }"""));
        var before = Environment.GetEnvironmentVariable(variable);
        Environment.SetEnvironmentVariable(variable, server.Url);
        try
        {
            using var aws = new AwsAccess(new BasicAWSCredentials("AKIDEXAMPLE", "secret"));
            foreach (var region in new[] { "ap-northeast-1", "us-west-2", "cn-north-1" })
                await aws.Ecr(new Place("111122223333", region)).DescribeRepositoriesAsync(
                    new DescribeRepositoriesRequest(), TestContext.Current.CancellationToken);
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, before);
        }
        Assert.Equal(["ap-northeast-1", "us-west-2", "cn-north-1"],
            server.Requests.Select(sent => sent.Headers["Authorization"].Split('/')[2]));
    }
}
