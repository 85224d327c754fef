using System.Text.Json;
using Remediator.Aws;
using Remediator.Core.Common;
using Remediator.Core.Facts;
using Remediator.Core.Failures;
using Remediator.Core.Images;
using Remediator.Core.Network;
using Remediator.Core.PullTexts;
using Remediator.Core.Wording;
using Remediator.Gather;
using Remediator.Tests.AwsPackages;
using Remediator.Tests.Witnesses;

namespace Remediator.Tests.Gather;

/// <summary>An image and the endpoints before it, read from moto: an ECR, EKS and EC2 that were not written for these tests.</summary>
public sealed class RegistryOnMotoTests(Moto moto) : IAsyncLifetime
{
    private const string Account = "123456789012";
    private const string Key = "arn:aws:kms:us-west-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    private static readonly CancellationToken s_stop = TestContext.Current.CancellationToken;

    private readonly string _repository = $"reads/{Guid.NewGuid():N}";
    private AwsAccess _aws = null!;

    public async ValueTask InitializeAsync() => _aws = new AwsAccess(Clients.Plain, await moto.UrlAsync());

    public ValueTask DisposeAsync()
    {
        _aws?.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_manifest_of_an_index_has_its_platforms_without_attestations()
    {
        await CreateAsync();
        await PutAsync("1", """
            {"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[
              {"mediaType":"application/vnd.oci.image.manifest.v1+json","size":1,"digest":"sha256:1",
               "platform":{"os":"linux","architecture":"amd64"}},
              {"mediaType":"application/vnd.oci.image.manifest.v1+json","size":1,"digest":"sha256:2",
               "platform":{"os":"linux","architecture":"arm64"}},
              {"mediaType":"application/vnd.oci.image.manifest.v1+json","size":1,"digest":"sha256:3",
               "platform":{"os":"unknown","architecture":"unknown"}}]}
            """);
        var manifest = Known(await new ManifestReads(_aws).ReadAsync(Image(":1"), s_stop));
        Assert.Equal([new("linux", "amd64"), new("linux", "arm64")], Assert.IsType<Manifest.Index>(manifest).Platforms);
    }

    [Fact]
    public async Task Where_there_is_no_registry_policy_a_scope_that_cannot_be_asked_for_is_no_gap()
    {
        var (policy, scope) = await new RegistryPolicyReads(_aws).ReadAsync(
            ((ImageReference.Ecr)Image(":1")).Registry, Own(Account), s_stop);

        Assert.Null(Known(policy));
        Assert.Null(scope);
    }

    [Fact]
    public async Task The_policy_of_another_account_s_registry_is_not_taken_from_our_own()
    {
        var (policy, _) = await new RegistryPolicyReads(_aws).ReadAsync(
            ((ImageReference.Ecr)Image(":1")).Registry, Own("444455556666"), s_stop);

        Assert.Contains($"the registry is one of account {Account}", policy.Gap?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_an_unknown_account_nobody_can_say_that_it_has_no_registry_policy()
    {
        var unknown = Task.FromResult(Fact.Gap<Remediator.Core.Policies.Language.RoleArn>(Message.Verbatim("STS is unreachable")));
        var (policy, _) = await new RegistryPolicyReads(_aws).ReadAsync(((ImageReference.Ecr)Image(":1")).Registry, unknown, s_stop);

        Assert.EndsWith("STS is unreachable", policy.Gap?.ToString(), StringComparison.Ordinal);
    }

    private static Task<Fact<Remediator.Core.Policies.Language.RoleArn>> Own(string account) =>
        Task.FromResult(Fact.Of(new Remediator.Core.Policies.Language.RoleArn("aws", account, "/", "remediator")));

    [Fact]
    public async Task A_manifest_of_one_image_is_found_by_tag_and_by_digest()
    {
        await CreateAsync();
        var digest = await PutAsync("1", Single);
        Assert.IsType<Manifest.Single>(Known(await new ManifestReads(_aws).ReadAsync(Image(":1"), s_stop)));
        Assert.IsType<Manifest.Single>(Known(await new ManifestReads(_aws).ReadAsync(Image($"@{digest}"), s_stop)));
    }

    [Fact]
    public async Task A_manifest_that_does_not_exist_comes_with_the_code_of_ECR()
    {
        await CreateAsync();
        var read = await new ManifestReads(_aws).ReadAsync(Image(":none"), s_stop);
        Assert.Equal(new Manifest.Refused("ImageNotFound", "Requested image not found"), Known(read));
    }

    [Fact]
    public async Task A_manifest_in_no_repository_is_not_known() =>
        Assert.Equal("ecr:BatchGetImage failed with RepositoryNotFoundException",
            (await new ManifestReads(_aws).ReadAsync(Image(":1"), s_stop)).Gap?.ToString());

    [Fact]
    public async Task A_missing_tag_comes_with_what_the_repository_holds_instead()
    {
        await CreateAsync();
        await PutAsync("1.2.1", Single);
        var missing = Assert.IsType<ImageInRepository.Missing>(await new RepositoryReads(_aws).ImageAsync(Image(":1.2.2"), s_stop));
        Assert.Equal(["1.2.1"], Assert.Single(Known(missing.Held)).Tags);
        Assert.IsType<ImageInRepository.Present>(await new RepositoryReads(_aws).ImageAsync(Image(":1.2.1"), s_stop));
    }

    [Fact]
    public async Task A_manifest_that_an_index_lists_is_looked_up_by_its_digest()
    {
        await CreateAsync();
        var held = await PutAsync("1", Single);
        var reads = new PartReads(_aws);
        async Task<PartInRepository> PartAsync(string digest) => Known(await reads.ReadAsync((ImageReference.Ecr)Image(":1"),
            new AskedContent(digest, IsManifest: true), s_stop));
        Assert.Equal(PartInRepository.Present, await PartAsync(held));
        Assert.Equal(PartInRepository.Missing, await PartAsync($"sha256:{new string('0', 64)}"));
    }

    [Theory]
    [InlineData("", null)]
    [InlineData($$""", "encryptionConfiguration": {"encryptionType": "KMS", "kmsKey": "{{Key}}"}""", Key)]
    public async Task The_KMS_key_of_a_repository_is_read_unless_it_is_ECR_s_own(string encryption, string? key)
    {
        await CreateAsync(encryption);
        Assert.Equal(key, Known(await new RegistryReads(_aws).EncryptionKeyAsync(Image(":1"), s_stop)));
    }

    [Fact]
    public async Task A_repository_is_found_where_it_exists_and_in_no_other_place()
    {
        await CreateAsync();
        Place[] places = [new(Account, Moto.Region), new(Account, "eu-west-1"), new("999900001111", Moto.Region)];
        Assert.Equal([places[0]], Known(await new RegistryReads(_aws).ElsewhereAsync(Image(":1"), places, s_stop)));
        Assert.Empty(Known(await new RegistryReads(_aws).ElsewhereAsync(Image(":1"), places[1..], s_stop)));
    }

    [Fact]
    public async Task Cache_rules_that_cannot_be_listed_are_not_known()
    {
        // moto has no pull-through cache, so only the refusal can be seen here
        var rules = await new RegistryReads(_aws).PullThroughRulesAsync(Image(":1"), s_stop);
        Assert.StartsWith("ecr:DescribePullThroughCacheRules ", rules.Gap?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Creation_templates_of_another_account_are_not_taken_for_our_own()
    {
        var templates = await new RegistryReads(_aws).CreationTemplatesAsync(Image(":1"), await Own("999900001111"), s_stop);
        Assert.Equal("gap.registry.other-account", templates.Gap?.Code);
    }

    [Fact]
    public async Task The_policies_of_the_endpoints_before_ECR_are_read_and_of_no_other()
    {
        const string closed = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}]}""";
        var (cluster, vpc) = ($"reads-{Guid.NewGuid():N}", await moto.NewAsync("CreateVpc", "vpcId", ("CidrBlock", "10.9.0.0/16")));
        await moto.RestAsync("eks", HttpMethod.Post, "/clusters", $$"""
            {
              "name": "{{cluster}}", "roleArn": "arn:aws:iam::123456789012:role/cluster",
              "resourcesVpcConfig": { "vpcId": "{{vpc}}", "subnetIds": [] }
            }
            """);
        var dkr = await EndpointAsync(vpc, "ecr.dkr", true, closed);
        await EndpointAsync(vpc, "ecr.api", false, closed);
        await EndpointAsync(vpc, "sts", true, closed);

        var reads = new EndpointPolicyReads(_aws, new ClusterReads(_aws, TimeProvider.System));
        var scope = new Scope(Account, Moto.Region, cluster, null, null, null);
        var read = await reads.ReadAsync(scope, Fact.Gap<NodeInstance?>(Message.Verbatim("a Fargate pod")), s_stop);
        var policy = Assert.Single(Known(read));
        Assert.Equal((EndpointService.EcrDkr, dkr), (policy.Service, policy.Id));
    }

    private const string Single = """
        {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"size":1,"digest":"sha256:0"},"layers":[]}
        """;

    private Task<string> EndpointAsync(string vpc, string service, bool privateDns, string policy) =>
        moto.NewAsync("CreateVpcEndpoint", "vpcEndpointId",
        ("VpcId", vpc), ("ServiceName", $"com.amazonaws.us-west-2.{service}"), ("VpcEndpointType", "Interface"),
        ("PrivateDnsEnabled", privateDns ? "true" : "false"), ("PolicyDocument", policy));

    private Task<string> CreateAsync(string more = "") =>
        moto.JsonAsync("ecr", "AmazonEC2ContainerRegistry_V20150921.CreateRepository",
            $$"""{"repositoryName": "{{_repository}}"{{more}}}""");

    private async Task<string> PutAsync(string tag, string manifest)
    {
        var request = JsonSerializer.Serialize(new { repositoryName = _repository, imageTag = tag, imageManifest = manifest });
        var put = await moto.JsonAsync("ecr", "AmazonEC2ContainerRegistry_V20150921.PutImage", request);
        return JsonDocument.Parse(put).RootElement.GetProperty("image").GetProperty("imageId").GetProperty("imageDigest").GetString()!;
    }

    private ImageReference.Ecr Image(string label) =>
        Assert.IsType<ImageReference.Ecr>(ImageReference.Parse($"{Account}.dkr.ecr.{Moto.Region}.amazonaws.com/{_repository}{label}"));

    private static T Known<T>(Fact<T> fact) =>
        fact is Fact<T>.Known known ? known.Value : throw new InvalidOperationException($"{fact.Gap}");
}
