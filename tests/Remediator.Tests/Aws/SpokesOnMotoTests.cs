using Amazon.SecurityToken.Model;
using Remediator.Aws;
using Remediator.Core.Failures;
using Remediator.Core.Images;
using Remediator.Core.Policies.Language;
using Remediator.Gather;
using Remediator.Repair;
using Remediator.Tests.AwsPackages;
using Remediator.Tests.Witnesses;

namespace Remediator.Tests.Aws;

/// <summary>Cluster, role and registry in another account, worked on as the role that SPOKE_ROLES names there, against moto's accounts.</summary>
public sealed class SpokesOnMotoTests(Moto moto) : IAsyncLifetime
{
    private const string Spoke = "222233334444";
    private static readonly CancellationToken Cancelled = TestContext.Current.CancellationToken;
    private static readonly RoleArn Assumed = RoleArn.Parse($"arn:aws:iam::{Spoke}:role/remediator-spoke");

    private readonly string name = $"spoke-{Guid.NewGuid():N}";
    private AwsAccess aws = null!;
    private string key = null!;

    public async ValueTask InitializeAsync()
    {
        aws = new AwsAccess(Clients.Plain, await moto.UrlAsync(), spokes: new Spokes([Assumed], "an-external-id", Moto.Region));
        key = (await aws.CredentialsOf(Spoke).GetCredentialsAsync()).AccessKey;
    }

    public ValueTask DisposeAsync()
    {
        aws?.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_call_in_the_spoke_is_made_as_its_role_and_one_at_home_is_not()
    {
        using var there = new AwsAccess(aws.CredentialsOf(Spoke), await moto.UrlAsync());
        var caller = await there.Sts(Moto.Region).GetCallerIdentityAsync(new GetCallerIdentityRequest(), Cancelled);
        Assert.Equal($"arn:aws:sts::{Spoke}:assumed-role/remediator-spoke/remediator", caller.Arn);
        Assert.NotEqual(key, (await aws.CredentialsOf("123456789012").GetCredentialsAsync()).AccessKey);
    }

    [Fact]
    public async Task A_cluster_of_the_spoke_is_described_there()
    {
        await moto.RestAsync("eks", HttpMethod.Post, "/clusters",
            $$"""{"name":"{{name}}","roleArn":"arn:aws:iam::{{Spoke}}:role/cluster","resourcesVpcConfig":{"subnetIds":[]} }""", key);
        var clusters = new ClusterReads(aws, TimeProvider.System);
        Assert.Equal($"arn:aws:eks:{Moto.Region}:{Spoke}:cluster/{name}", (await clusters.DescribeAsync(ClusterIn(Spoke), Cancelled))!.Arn);
        await Assert.ThrowsAsync<Amazon.EKS.Model.ResourceNotFoundException>(() => clusters.DescribeAsync(ClusterIn("123456789012"), Cancelled));
    }

    [Fact]
    public async Task A_role_of_the_spoke_is_read_there_and_not_its_namesake_at_home()
    {
        await CreateRoleAsync(key, "there");
        await CreateRoleAsync(Clients.AccessKey, "here");
        var roles = new RoleReads(aws, TimeProvider.System);
        var policy = Assert.Single(await roles.IdentityPoliciesAsync(new RoleArn("aws", Spoke, "/", name), new Place(Spoke, Moto.Region), Cancelled));
        Assert.Contains("there", policy.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repository_of_the_spoke_is_patched_there()
    {
        await moto.JsonAsync("ecr", "AmazonEC2ContainerRegistry_V20150921.CreateRepository", $$"""{"repositoryName":"{{name}}"}""", key);
        var image = (ImageReference.Ecr)ImageReference.Parse($"{Spoke}.dkr.ecr.{Moto.Region}.amazonaws.com/{name}:1");
        var after = PolicyDocument.Parse("""{"Version":"2012-10-17","Statement":[{"Sid":"one","Effect":"Deny","Principal":"*","Action":["ecr:PutImage"]}]}""");
        Assert.IsType<PolicyWrites.Result.Written>(await new PolicyWrites(aws, TimeProvider.System).ReplaceAsync(image, null, after, Cancelled));
        Assert.True((await new RepositoryReads(aws).PolicyAsync(image, Cancelled))!.SameAs(after));
    }

    private Scope ClusterIn(string account) => new(account, Moto.Region, name, null, null, null);

    private async Task CreateRoleAsync(string accessKey, string sid)
    {
        await moto.FormAsync(accessKey, "iam", "CreateRole", [("RoleName", name), ("AssumeRolePolicyDocument", "{}"), ("Version", "2010-05-08")]);
        await moto.FormAsync(accessKey, "iam", "PutRolePolicy",
            [("RoleName", name), ("PolicyName", "one"), ("PolicyDocument", $$"""{"Version":"2012-10-17","Statement":[{"Sid":"{{sid}}","Effect":"Allow","Action":"ecr:*","Resource":"*"}]}"""), ("Version", "2010-05-08")]);
    }
}
