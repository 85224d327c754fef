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

/// <summary>
/// Cluster, role and registry in another account, worked on as the role that SPOKE_ROLES names there, against moto's accounts.
/// </summary>
public sealed class SpokesOnMotoTests(Moto moto) : IAsyncLifetime
{
    private const string Spoke = "222233334444";
    private static readonly CancellationToken s_stop = TestContext.Current.CancellationToken;
    private static readonly RoleArn s_assumed = RoleArn.Parse($"arn:aws:iam::{Spoke}:role/remediator-spoke");

    private readonly string _name = $"spoke-{Guid.NewGuid():N}";
    private AwsAccess _aws = null!;
    private string _key = null!;

    public async ValueTask InitializeAsync()
    {
        _aws = new AwsAccess(Clients.Plain, await moto.UrlAsync(), spokes: new Spokes([s_assumed], "an-external-id", Moto.Region));
        _key = (await _aws.CredentialsOf(Spoke).GetCredentialsAsync()).AccessKey;
    }

    public ValueTask DisposeAsync()
    {
        _aws?.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_call_in_the_spoke_account_uses_its_role_and_a_call_in_the_own_account_does_not()
    {
        using var there = new AwsAccess(_aws.CredentialsOf(Spoke), await moto.UrlAsync());
        var caller = await there.Sts(Moto.Region).GetCallerIdentityAsync(new GetCallerIdentityRequest(), s_stop);
        Assert.Equal($"arn:aws:sts::{Spoke}:assumed-role/remediator-spoke/remediator", caller.Arn);
        Assert.NotEqual(_key, (await _aws.CredentialsOf("123456789012").GetCredentialsAsync()).AccessKey);
    }

    [Fact]
    public async Task A_cluster_of_the_spoke_account_is_described_there()
    {
        await moto.RestAsync("eks", HttpMethod.Post, "/clusters",
            $$"""{"name":"{{_name}}","roleArn":"arn:aws:iam::{{Spoke}}:role/cluster","resourcesVpcConfig":{"subnetIds":[]} }""", _key);
        var clusters = new ClusterReads(_aws, TimeProvider.System);
        Assert.Equal($"arn:aws:eks:{Moto.Region}:{Spoke}:cluster/{_name}", (await clusters.DescribeAsync(ClusterIn(Spoke), s_stop))!.Arn);
        await Assert.ThrowsAsync<Amazon.EKS.Model.ResourceNotFoundException>(() =>
            clusters.DescribeAsync(ClusterIn("123456789012"), s_stop));
    }

    [Fact]
    public async Task A_role_of_the_spoke_account_is_read_there_and_not_its_namesake_in_the_own_account()
    {
        await CreateRoleAsync(_key, "there");
        await CreateRoleAsync(Clients.AccessKey, "here");
        var roles = new RoleReads(_aws, TimeProvider.System);
        var role = new RoleArn("aws", Spoke, "/", _name);
        var policy = Assert.Single(await roles.IdentityPoliciesAsync(role, new Place(Spoke, Moto.Region), s_stop));
        Assert.Contains("there", policy.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repository_of_the_spoke_account_is_patched_there()
    {
        await moto.JsonAsync("ecr", "AmazonEC2ContainerRegistry_V20150921.CreateRepository", $$"""{"repositoryName":"{{_name}}"}""", _key);
        var image = (ImageReference.Ecr)ImageReference.Parse($"{Spoke}.dkr.ecr.{Moto.Region}.amazonaws.com/{_name}:1");
        var after = PolicyDocument.Parse(
            """{"Version":"2012-10-17","Statement":[{"Sid":"one","Effect":"Deny","Principal":"*","Action":["ecr:PutImage"]}]}""");
        var written = await new PolicyWriter(_aws, TimeProvider.System).ReplaceAsync(image, null, after, s_stop);
        Assert.IsType<PolicyWriter.Result.Written>(written);
        Assert.True((await new RepositoryReads(_aws).PolicyAsync(image, s_stop))!.SameAs(after));
    }

    private Scope ClusterIn(string account) => new(account, Moto.Region, _name, null, null, null);

    private async Task CreateRoleAsync(string accessKey, string sid)
    {
        var policy = $$"""{"Version":"2012-10-17","Statement":[{"Sid":"{{sid}}","Effect":"Allow","Action":"ecr:*","Resource":"*"}]}""";
        await moto.FormAsync(accessKey, "iam", "CreateRole",
            [("RoleName", _name), ("AssumeRolePolicyDocument", "{}"), ("Version", "2010-05-08")]);
        await moto.FormAsync(accessKey, "iam", "PutRolePolicy",
            [("RoleName", _name), ("PolicyName", "one"), ("PolicyDocument", policy), ("Version", "2010-05-08")]);
    }
}
