using Amazon;
using Amazon.ECR.Model;

namespace Remediator.Tests.AwsPackages;

/// <summary>The switch is global to the process, so these run alone.</summary>
[CollectionDefinition(nameof(CollectionDefaultsTests), DisableParallelization = true)]
[Collection(nameof(CollectionDefaultsTests))]
public sealed class CollectionDefaultsTests : IDisposable
{
    public void Dispose() => AWSConfigs.InitializeCollections = false;

    [Fact]
    public void Collections_are_null_until_someone_sets_them() => Assert.Null(new DescribeImagesRequest().ImageIds);

    [Fact]
    public async Task With_InitializeCollections_they_are_empty_and_empty_ones_are_not_sent()
    {
        AWSConfigs.InitializeCollections = true;
        await using var server = await Recorder.StartAsync(Answer.Json("{}"));
        using var ecr = Clients.Ecr(server.Url);

        var answer = await ecr.DescribeImagesAsync(new() { RepositoryName = "r" }, TestContext.Current.CancellationToken);

        Assert.Equal("""{"repositoryName":"r"}""", Assert.Single(server.Requests).Text);
        Assert.Empty(answer.ImageDetails!);
    }
}
