using Amazon.ECR.Model;
using Amazon.EKS;
using Amazon.IdentityManagement.Model;
using Amazon.Runtime;

namespace Remediator.Tests.AwsPackages;

public class WireTests
{
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_error_and_a_throttle_are_tried_again_by_the_sdk()
    {
        await using var server = await Recorder.StartAsync(
            Answer.Error(500, "ServerException"), Answer.Error(400, "ThrottlingException"), Answer.Json("""{"policyText":"{}"}"""));
        using var ecr = Clients.Ecr(server.Url);

        var answer = await ecr.GetRepositoryPolicyAsync(new() { RepositoryName = "r" }, _cancel);

        Assert.Equal("{}", answer.PolicyText);
        Assert.Equal(["attempt=1; max=3", "attempt=2; max=3", "attempt=3; max=3"],
            server.Requests.Select(request => request.Headers["amz-sdk-request"]));
        Assert.Single(server.Requests.Select(request => request.Headers["amz-sdk-invocation-id"]).Distinct());
    }

    [Fact]
    public async Task A_client_error_is_not_tried_again()
    {
        await using var server = await Recorder.StartAsync(Answer.Error(400, "AccessDeniedException"));
        using var ecr = Clients.Ecr(server.Url);

        var denied = await Assert.ThrowsAsync<Amazon.ECR.AmazonECRException>(
            () => ecr.GetRepositoryPolicyAsync(new() { RepositoryName = "r" }, _cancel));

        Assert.Equal("AccessDeniedException", denied.ErrorCode);
        Assert.Equal("11111111-2222-3333-4444-555555555555", denied.RequestId);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Only_what_was_set_is_sent()
    {
        await using var server = await Recorder.StartAsync(Answer.Json("{}"));
        using var ecr = Clients.Ecr(server.Url);

        await ecr.DescribeImagesAsync(
            new()
            {
                RepositoryName = "r",
                Filter = new() { TagStatus = Amazon.ECR.TagStatus.TAGGED, ImageStatus = Amazon.ECR.ImageStatusFilter.ARCHIVED },
            }, _cancel);

        var sent = Assert.Single(server.Requests);
        Assert.Equal("""{"repositoryName":"r","filter":{"tagStatus":"TAGGED","imageStatus":"ARCHIVED"}}""", sent.Text);
        Assert.Equal("AmazonEC2ContainerRegistry_V20150921.DescribeImages", sent.Headers["X-Amz-Target"]);
    }

    [Fact]
    public async Task A_timestamp_is_seconds_with_a_fraction_in_utc_and_an_unknown_value_is_kept()
    {
        await using var server = await Recorder.StartAsync(Answer.Json(
            """{"imageDetails":[{"imagePushedAt":1.7E9,"lastRecordedPullTime":1700000000.123,"imageStatus":"MELTED","imageSizeInBytes":"""
                + """5000000000}]}"""));
        using var ecr = Clients.Ecr(server.Url);

        var image = Assert.Single((await ecr.DescribeImagesAsync(new() { RepositoryName = "r" }, _cancel)).ImageDetails!);

        Assert.Equal(new DateTime(2023, 11, 14, 22, 13, 20, DateTimeKind.Utc), image.ImagePushedAt);
        Assert.Equal(new DateTime(2023, 11, 14, 22, 13, 20, 123, DateTimeKind.Utc), image.LastRecordedPullTime);
        Assert.Equal("MELTED", image.ImageStatus!.Value);
        Assert.Equal(5_000_000_000, image.ImageSizeInBytes);
        Assert.Null(image.ImageTags);
    }

    [Fact]
    public async Task Unknown_fields_and_fields_that_imitate_the_sdks_own_are_ignored()
    {
        await using var server = await Recorder.StartAsync(Answer.Json(
            """{"new":{"deep":[1]},"httpStatusCode":500,"responseMetadata":{"requestId":"forged"},"pullThroughCacheRules":"""
                + """[{"ecrRepositoryPrefix":"hub","upstreamRegistry":"docker-hub"}]}"""));
        using var ecr = Clients.Ecr(server.Url);

        var answer = await ecr.DescribePullThroughCacheRulesAsync(new(), _cancel);

        Assert.Equal(Amazon.ECR.UpstreamRegistry.DockerHub, Assert.Single(answer.PullThroughCacheRules!).UpstreamRegistry);
        Assert.Equal(System.Net.HttpStatusCode.OK, answer.HttpStatusCode);
        Assert.Equal("11111111-2222-3333-4444-555555555555", answer.ResponseMetadata.RequestId);
    }

    [Fact]
    public async Task An_answer_that_is_not_json_is_an_unmarshalling_error()
    {
        await using var server = await Recorder.StartAsync(Answer.Json("<html>proxy</html>"));
        using var ecr = Clients.Ecr(server.Url);
        await Assert.ThrowsAsync<AmazonUnmarshallingException>(() => ecr.DescribeRepositoriesAsync(new(), _cancel));
    }

    [Fact]
    public async Task A_node_group_name_cannot_leave_its_place_in_the_path()
    {
        await using var server = await Recorder.StartAsync(Answer.Json("{}"));
        using var eks = Clients.Eks(server.Url);

        await eks.DescribeNodegroupAsync(new() { ClusterName = "a b+c", NodegroupName = "../x?y=z#é" }, _cancel);

        Assert.Equal("/clusters/a%20b%2Bc/node-groups/..%2Fx%3Fy%3Dz%23%C3%A9", Assert.Single(server.Requests).Target);
    }

    [Fact]
    public async Task A_missing_path_member_fails_before_anything_is_sent()
    {
        await using var server = await Recorder.StartAsync(Answer.Json("{}"));
        using var eks = Clients.Eks(server.Url);
        await Assert.ThrowsAsync<AmazonEKSException>(() => eks.DescribeClusterAsync(new(), _cancel));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Auto_mode_and_access_are_read()
    {
        await using var server = await Recorder.StartAsync(Answer.Json("""
            {"cluster":{"accessConfig":{"authenticationMode":"API_AND_CONFIG_MAP"},"computeConfig":{"enabled":true,"nodePools":["system"],
              "nodeRoleArn":"arn:r"}}}
            """));
        using var eks = Clients.Eks(server.Url);

        var cluster = (await eks.DescribeClusterAsync(new() { Name = "c" }, _cancel)).Cluster!;

        Assert.Equal(AuthenticationMode.API_AND_CONFIG_MAP, cluster.AccessConfig!.AuthenticationMode);
        Assert.Equal((true, "arn:r"), (cluster.ComputeConfig!.Enabled, cluster.ComputeConfig.NodeRoleArn));
    }

    [Theory]
    [InlineData("Throttling")]
    [InlineData("RequestLimitExceeded")]
    public async Task Iam_throttles_are_tried_again(string code)
    {
        await using var server = await Recorder.StartAsync(
            new Answer(400, $"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>no</Message></Error></ErrorResponse>",
                "text/xml"),
            Answer.Xml("<GetRoleResponse><GetRoleResult><Role><RoleName>r</RoleName></Role></GetRoleResult></GetRoleResponse>"));
        using var iam = Clients.Iam(server.Url);

        Assert.Equal("r", (await iam.GetRoleAsync(new() { RoleName = "r" }, _cancel)).Role!.RoleName);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task The_type_of_an_exception_is_the_same_wherever_the_response_names_the_error()
    {
        await using var server = await Recorder.StartAsync(
            new Answer(400, """{"__type":"com.amazonaws.ecr#RepositoryNotFoundException","message":"m"}"""));
        using var ecr = Clients.Ecr(server.Url);
        Assert.Equal("m", (await Assert.ThrowsAsync<RepositoryNotFoundException>(() => ecr.DescribeImagesAsync(new(), _cancel))).Message);
    }

    [Fact]
    public void An_exception_has_every_constructor_of_the_sdks_own()
    {
        var inner = new InvalidOperationException("inner");
        NoSuchEntityException[] made =
        [
            new(), new("m"), new(inner), new("m", inner),
            new("m", ErrorType.Sender, "NoSuchEntity", "id", System.Net.HttpStatusCode.NotFound),
            new("m", inner, ErrorType.Sender, "NoSuchEntity", "id", System.Net.HttpStatusCode.NotFound),
        ];
        Assert.All(made, exception => Assert.IsAssignableFrom<AmazonServiceException>(exception));
        Assert.Equal(("NoSuchEntity", "id"), (made[^1].ErrorCode, made[^1].RequestId));
    }
}
