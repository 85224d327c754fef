using Amazon.Runtime;
using Remediator.Aws;
using Remediator.Core.Common;
using Remediator.Core.Facts;
using Remediator.Core.Images;
using Remediator.Core.Policies.Language;
using Remediator.Gather;
using Remediator.Tests.AwsPackages;

namespace Remediator.Tests.Gather;

/// <summary>An answer that lacks what was asked for is a gap, and never "there is none".</summary>
public class EmptyAnswerTests
{
    private static readonly Place s_place = new("111122223333", "us-west-2");

    private static readonly ImageReference.Ecr s_image = (ImageReference.Ecr)ImageReference.Parse(
        "111122223333.dkr.ecr.us-west-2.amazonaws.com/shop/ui:1");

    [Fact]
    public async Task An_answer_without_the_role_is_not_a_role_without_a_boundary()
    {
        await using var iam = await Recorder.StartAsync(Answer.Xml(
            """<GetRoleResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><GetRoleResult/></GetRoleResponse>"""));
        using var aws = Access(iam);
        var role = RoleArn.Parse("arn:aws:iam::111122223333:role/node");
        var roles = new RoleReads(aws, TimeProvider.System);
        await Assert.ThrowsAsync<UnusableAnswerException>(() => roles.BoundaryAsync(role, s_place, Stop));
    }

    [Theory]
    [InlineData("""{"platform":{"os":"linux","architecture":"amd64"}},{"digest":"sha256:0"}""", "an image in the index has no platform")]
    [InlineData("""{"platform":{"os":"linux","architecture":"amd64"}},{"platform":{"os":"unknown","architecture":"unknown"}}""", null)]
    public async Task An_image_without_a_platform_may_be_for_any_platform(string images, string? gap)
    {
        var manifest = System.Text.Json.JsonSerializer.Serialize($$"""{"manifests":[{{images}}]}""");
        await using var ecr = await Recorder.StartAsync(Answer.Json($$"""{"images":[{"imageManifest":{{manifest}}}],"failures":[]}"""));
        using var aws = Access(ecr);
        var read = await new ManifestReads(aws).ReadAsync(s_image, Stop);
        Assert.Equal(gap is null ? null : $"ecr:BatchGetImage returned a response that could not be parsed: {gap}", read.Gap?.ToString());
    }

    [Fact]
    public async Task Rules_are_read_to_the_last_page()
    {
        await using var ecr = await Recorder.StartAsync(
            Answer.Json("""{"pullThroughCacheRules":[{"ecrRepositoryPrefix":"a"}],"nextToken":"more"}"""),
            Answer.Json("""{"pullThroughCacheRules":[{"ecrRepositoryPrefix":"b"}]}"""));
        using var aws = Access(ecr);
        var read = await new RegistryReads(aws).PullThroughRulesAsync(s_image, Stop);
        var rules = Assert.IsType<Fact<IReadOnlyList<PullThroughRule>>.Known>(read);
        Assert.Equal(["a", "b"], rules.Value.Select(rule => rule.Prefix));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static AwsAccess Access(Recorder server) => new(new BasicAWSCredentials("AKIDEXAMPLE", "secret"), new Uri(server.Url));
}
