using Amazon.Runtime;
using Amazon.SimpleNotificationService.Model;
using Remediator.Tests.Witnesses;

namespace Remediator.Tests.AwsPackages;

public class SignatureTests
{
    private const string Token = "FwoGZXIvYXdzE/+A==/token+with/odd=characters";
    private const string Odd = "it's a \"policy\" & more = 100% + ~ü/日本語*()!\n";

    [Fact]
    public Task Botocore_computes_the_same_signatures_with_long_lived_keys() => SignaturesMatch(Clients.Plain, null);

    [Fact]
    public Task Botocore_computes_the_same_signatures_with_a_session_token() =>
        SignaturesMatch(new SessionAWSCredentials(Clients.AccessKey, Clients.SecretKey, Token), Token);

    private static async Task SignaturesMatch(AWSCredentials credentials, string? token)
    {
        await using var json = await Recorder.StartAsync(Answer.Json("{}"));
        await using var xml = await Recorder.StartAsync(Answer.Xml("<Response/>"));
        await CallEveryOperationAsync(json.Url, xml.Url, credentials);

        var requests = json.Requests.Concat(xml.Requests).ToList();
        var signatures = await Botocore.AskAsync<List<Signature>>("signatures.py", requests.Select(request =>
            new { request.Method, request.Target, request.Headers, request.Body, Clients.AccessKey, Clients.SecretKey, Token = token }));

        Assert.Equal(22, signatures.Count);
        Assert.All(signatures, signature => Assert.Equal(signature.Recomputed, signature.Sent));
    }

    private static async Task CallEveryOperationAsync(string json, string xml, AWSCredentials credentials)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var ecr = Clients.Ecr(json, credentials);
        using var eks = Clients.Eks(json, credentials);
        using var iam = Clients.Iam(xml, credentials);
        using var sns = Clients.Sns(xml, credentials);

        await ecr.BatchGetImageAsync(
            new() { RepositoryName = Odd, ImageIds = [new() { ImageTag = Odd }], AcceptedMediaTypes = ["a/b+c"] }, cancel);
        await ecr.DeleteRepositoryPolicyAsync(new() { RepositoryName = Odd }, cancel);
        await ecr.DescribeImagesAsync(new() { RepositoryName = Odd, Filter = new() { TagStatus = Amazon.ECR.TagStatus.TAGGED } }, cancel);
        await ecr.DescribePullThroughCacheRulesAsync(new() { EcrRepositoryPrefixes = [Odd] }, cancel);
        await ecr.DescribeRepositoryCreationTemplatesAsync(new() { Prefixes = [Odd] }, cancel);
        await ecr.DescribeRepositoriesAsync(new() { RepositoryNames = [Odd] }, cancel);
        await ecr.GetRepositoryPolicyAsync(new() { RepositoryName = Odd }, cancel);
        await ecr.ListTagsForResourceAsync(new() { ResourceArn = Odd }, cancel);
        await ecr.SetRepositoryPolicyAsync(new() { RepositoryName = "r", PolicyText = $$"""{"Sid":"{{Odd}}"}""", Force = false }, cancel);

        await eks.DescribeClusterAsync(new() { Name = "my cluster+one" }, cancel);
        await eks.DescribeNodegroupAsync(new() { ClusterName = "a b", NodegroupName = "n+g/one~ü:(*)" }, cancel);
        await eks.DescribeFargateProfileAsync(new() { ClusterName = "a b", FargateProfileName = "profile=one" }, cancel);
        await eks.ListClustersAsync(new() { MaxResults = 7, NextToken = "a b+c/d=&e~*" }, cancel);
        await eks.ListNodegroupsAsync(new() { ClusterName = "c", MaxResults = 7, NextToken = "a b+c/d=&e~*" }, cancel);

        await iam.GetInstanceProfileAsync(new() { InstanceProfileName = Odd }, cancel);
        await iam.GetPolicyAsync(new() { PolicyArn = Odd }, cancel);
        await iam.GetPolicyVersionAsync(new() { PolicyArn = Odd, VersionId = "v1" }, cancel);
        await iam.GetRoleAsync(new() { RoleName = Odd }, cancel);
        await iam.GetRolePolicyAsync(new() { RoleName = Odd, PolicyName = Odd }, cancel);
        await iam.ListAttachedRolePoliciesAsync(new() { RoleName = "r", Marker = Odd, MaxItems = 5, PathPrefix = "/a/" }, cancel);
        await iam.ListRolePoliciesAsync(new() { RoleName = "r", Marker = Odd }, cancel);

        await sns.PublishAsync(
            new PublishRequest("arn:aws:sns:us-west-2:111122223333:findings", Odd, "subject & more")
            {
                MessageStructure = "json",
                MessageAttributes = new()
                {
                    ["status"] = new() { DataType = "String", StringValue = Odd },
                    ["bytes"] = new() { DataType = "Binary", BinaryValue = new([0, 250, 255]) },
                },
            },
            cancel);
    }

    private sealed record Signature(string Sent, string Recomputed);
}
