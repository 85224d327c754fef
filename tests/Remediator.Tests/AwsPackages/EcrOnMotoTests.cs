using Amazon.ECR;
using Amazon.ECR.Model;
using Remediator.Tests.Witnesses;

namespace Remediator.Tests.AwsPackages;

public class EcrOnMotoTests(Moto moto)
{
    private const string Policy =
        """{"Version":"2012-10-17","Statement":[{"Sid":"it's \"odd\"","Effect":"Deny","Principal":"*","Action":"ecr:BatchGetImage"}]}""";
    private readonly string _repository = $"ecr-{Guid.NewGuid():N}";
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_repository_is_described_with_its_times_and_its_encryption()
    {
        using var ecr = await ClientWithRepositoryAsync();

        var answer = await ecr.DescribeRepositoriesAsync(new() { RepositoryNames = [_repository] }, _cancel);

        var found = Assert.Single(answer.Repositories!);
        Assert.Equal(("123456789012", _repository), (found.RegistryId, found.RepositoryName));
        Assert.Equal($"arn:aws:ecr:us-west-2:123456789012:repository/{_repository}", found.RepositoryArn);
        Assert.Equal(DateTimeKind.Utc, found.CreatedAt!.Value.Kind);
        Assert.InRange(found.CreatedAt.Value, DateTime.UtcNow.AddMinutes(-5), DateTime.UtcNow.AddMinutes(5));
        Assert.Equal(EncryptionType.AES256, found.EncryptionConfiguration!.EncryptionType);
        Assert.Equal(ImageTagMutability.MUTABLE, found.ImageTagMutability);
    }

    [Fact]
    public async Task A_policy_is_set_read_and_deleted()
    {
        using var ecr = await ClientWithRepositoryAsync();

        await ecr.SetRepositoryPolicyAsync(new() { RepositoryName = _repository, PolicyText = Policy }, _cancel);
        Assert.Equal(Policy, (await ecr.GetRepositoryPolicyAsync(new() { RepositoryName = _repository }, _cancel)).PolicyText);
        Assert.Equal(Policy, (await ecr.DeleteRepositoryPolicyAsync(new() { RepositoryName = _repository }, _cancel)).PolicyText);

        await Assert.ThrowsAsync<RepositoryPolicyNotFoundException>(
            () => ecr.GetRepositoryPolicyAsync(new() { RepositoryName = _repository }, _cancel));
    }

    [Fact]
    public async Task A_registry_without_a_policy_says_so_and_a_setting_that_it_does_not_know_is_an_error_of_ECR()
    {
        using var ecr = await ClientWithRepositoryAsync();

        await Assert.ThrowsAsync<RegistryPolicyNotFoundException>(() => ecr.GetRegistryPolicyAsync(new(), _cancel));
        await Assert.ThrowsAnyAsync<Amazon.Runtime.AmazonServiceException>(
            () => ecr.GetAccountSettingAsync(new() { Name = "REGISTRY_POLICY_SCOPE" }, _cancel));
    }

    [Fact]
    public async Task A_text_that_is_not_a_policy_is_an_invalid_parameter()
    {
        using var ecr = await ClientWithRepositoryAsync();

        var refusal = await Assert.ThrowsAsync<InvalidParameterException>(() =>
            ecr.SetRepositoryPolicyAsync(new() { RepositoryName = _repository, PolicyText = "no" }, _cancel));

        Assert.Equal(System.Net.HttpStatusCode.BadRequest, refusal.StatusCode);
        Assert.Equal("InvalidParameterException", refusal.ErrorCode);
        Assert.Contains("PolicyText", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Images_are_described_and_fetched_and_failures_are_returned_one_by_one()
    {
        using var ecr = await ClientWithRepositoryAsync();
        const string manifest =
            """{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"size":1,"digest":"sha256:0"}"""
                + ""","layers":[]}""";
        await moto.JsonAsync("ecr", "AmazonEC2ContainerRegistry_V20150921.PutImage", System.Text.Json.JsonSerializer.Serialize(
            new { repositoryName = _repository, imageTag = "1.2.1", imageManifest = manifest }));

        var described = Assert.Single(
            (await ecr.DescribeImagesAsync(new() { RepositoryName = _repository, ImageIds = [new() { ImageTag = "1.2.1" }] },
                _cancel)).ImageDetails!);
        var fetched = await ecr.BatchGetImageAsync(
            new() { RepositoryName = _repository, ImageIds = [new() { ImageTag = "1.2.1" }, new() { ImageTag = "none" }] }, _cancel);

        Assert.Equal(["1.2.1"], described.ImageTags);
        Assert.Equal(DateTimeKind.Utc, described.ImagePushedAt!.Value.Kind);
        Assert.Equal(described.ImageDigest, Assert.Single(fetched.Images!).ImageId!.ImageDigest);
        Assert.Equal(ImageFailureCode.ImageNotFound, Assert.Single(fetched.Failures!).FailureCode);
    }

    [Fact]
    public async Task A_missing_tag_gives_image_not_found()
    {
        using var ecr = await ClientWithRepositoryAsync();
        await Assert.ThrowsAsync<ImageNotFoundException>(() =>
            ecr.DescribeImagesAsync(new() { RepositoryName = _repository, ImageIds = [new() { ImageTag = "none" }] }, _cancel));
    }

    [Fact]
    public async Task A_missing_repository_gives_repository_not_found_for_every_operation()
    {
        using var ecr = Clients.Ecr((await moto.UrlAsync()).ToString());
        Func<Task>[] calls =
        [
            () => ecr.DescribeRepositoriesAsync(new() { RepositoryNames = [_repository] }, _cancel),
            () => ecr.DescribeImagesAsync(new() { RepositoryName = _repository }, _cancel),
            () => ecr.BatchGetImageAsync(new() { RepositoryName = _repository, ImageIds = [new() { ImageTag = "1" }] }, _cancel),
            () => ecr.GetRepositoryPolicyAsync(new() { RepositoryName = _repository }, _cancel),
            () => ecr.SetRepositoryPolicyAsync(new() { RepositoryName = _repository, PolicyText = Policy }, _cancel),
            () => ecr.DeleteRepositoryPolicyAsync(new() { RepositoryName = _repository }, _cancel),
        ];
        foreach (var call in calls)
            await Assert.ThrowsAsync<RepositoryNotFoundException>(call);
    }

    [Fact]
    public async Task Tags_of_a_repository_are_listed()
    {
        using var ecr = await ClientWithRepositoryAsync(""", "tags": [{"Key": "remediator:patch", "Value": "allowed"}]""");
        var arn = (await ecr.DescribeRepositoriesAsync(new() { RepositoryNames = [_repository] }, _cancel)).Repositories![0].RepositoryArn;

        var tag = Assert.Single((await ecr.ListTagsForResourceAsync(new() { ResourceArn = arn }, _cancel)).Tags!);

        Assert.Equal(("remediator:patch", "allowed"), (tag.Key, tag.Value));
    }

    private async Task<AmazonECRClient> ClientWithRepositoryAsync(string more = "")
    {
        await moto.JsonAsync("ecr", "AmazonEC2ContainerRegistry_V20150921.CreateRepository",
            $$"""{"repositoryName": "{{_repository}}"{{more}}}""");
        return Clients.Ecr((await moto.UrlAsync()).ToString());
    }
}
