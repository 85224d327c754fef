using CsCheck;
using Remediator.Core.Images;

namespace Remediator.Core.Tests.Images;

public sealed class ImageReferenceTests
{
    private const string Host = "123456789012.dkr.ecr.us-west-2.amazonaws.com";
    private static readonly string s_digest = "sha256:" + new string('a', 64);

    [Fact]
    public void The_workshops_image_is_in_ECR()
    {
        var image = Ecr($"{Host}/retail-sample-app-ui:1.2.1");

        Assert.Equal(new EcrRegistry("123456789012", "us-west-2", Host, "aws"), image.Registry);
        Assert.Equal(("retail-sample-app-ui", "1.2.1", null), (image.Repository, image.Tag, image.Digest));
        Assert.Equal("arn:aws:ecr:us-west-2:123456789012:repository/retail-sample-app-ui", image.RepositoryArn);
    }

    [Theory]
    [InlineData("123456789012.dkr.ecr.us-west-2.amazonaws.com", "us-west-2", "aws")]
    [InlineData("123456789012.dkr-ecr.us-west-2.on.aws", "us-west-2", "aws")]
    [InlineData("123456789012.dkr.ecr-fips.us-east-1.amazonaws.com", "us-east-1", "aws")]
    [InlineData("123456789012.dkr-ecr-fips.us-gov-west-1.on.aws", "us-gov-west-1", "aws-us-gov")]
    [InlineData("123456789012.dkr.ecr.us-gov-east-1.amazonaws.com", "us-gov-east-1", "aws-us-gov")]
    [InlineData("123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn", "cn-north-1", "aws-cn")]
    [InlineData("123456789012.dkr-ecr.cn-northwest-1.on.amazonwebservices.com.cn", "cn-northwest-1", "aws-cn")]
    [InlineData("123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu", "eusc-de-east-1", "aws-eusc")]
    [InlineData("123456789012.dkr.ecr.us-iso-east-1.c2s.ic.gov", "us-iso-east-1", "aws-iso")]
    [InlineData("123456789012.dkr.ecr.us-isob-east-1.sc2s.sgov.gov", "us-isob-east-1", "aws-iso-b")]
    [InlineData("123456789012.dkr.ecr.eu-isoe-west-1.cloud.adc-e.uk", "eu-isoe-west-1", "aws-iso-e")]
    [InlineData("123456789012.dkr.ecr.us-isof-south-1.csp.hci.ic.gov", "us-isof-south-1", "aws-iso-f")]
    public void Every_kind_of_ECR_host_is_known(string host, string region, string partition)
    {
        var image = Ecr($"{host}/a/b");

        Assert.Equal(new EcrRegistry("123456789012", region, host, partition), image.Registry);
        Assert.Equal($"arn:{partition}:ecr:{region}:123456789012:repository/a/b", image.RepositoryArn);
    }

    [Fact]
    public void The_image_in_the_workshop_page_has_a_10_digit_account()
    {
        var image = Assert.IsType<ImageReference.NotEcr>(
            ImageReference.Parse("1234567890.dkr.ecr.us-west-2.amazonaws.com/retail-sample-app-ui:1.2.1"));

        Assert.Contains("has 10 digits", $"{image.Why}");
    }

    [Theory]
    [InlineData("nginx", "docker.io")]
    [InlineData("nginx:1.27", "docker.io")]
    [InlineData("bitnami/redis", "docker.io")]
    [InlineData("localhost:5000/x", "localhost:5000")]
    [InlineData("[::1]:5000/x", "[::1]:5000")]
    [InlineData("ghcr.io/acme/api@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "ghcr.io")]
    [InlineData("public.ecr.aws/docker/library/redis:7", "Public Gallery")]
    [InlineData("123456789012.dkr.ecr.us-west-2.amazonaws.com.evil.example/x", "evil.example")]
    [InlineData("evil.example/123456789012.dkr.ecr.us-west-2.amazonaws.com/x", "evil.example")]
    [InlineData("123456789012.dkr.ecr.us-west-2.amazonaws.com:8443/x", ":8443")]
    public void An_image_in_another_registry_names_that_registry(string text, string where) =>
        Assert.Contains(where, Assert.IsType<ImageReference.NotEcr>(ImageReference.Parse(text)).Why.ToString());

    [Fact]
    public void Without_tag_and_digest_the_tag_is_latest() => Assert.Equal("latest", Ecr($"{Host}/x").Tag);

    [Fact]
    public void A_digest_needs_no_tag() =>
        Assert.Equal((null, s_digest), (Ecr($"{Host}/x@{s_digest}").Tag, Ecr($"{Host}/x@{s_digest}").Digest));

    [Fact]
    public void A_tag_beside_a_digest_is_kept() =>
        Assert.Equal(("1", s_digest), (Ecr($"{Host}/x:1@{s_digest}").Tag, Ecr($"{Host}/x:1@{s_digest}").Digest));

    [Fact]
    public void The_HTTPS_port_names_the_same_registry() => Assert.Equal(Host, Ecr($"{Host}:443/x:1").Registry.Host);

    [Theory]
    [InlineData("", "empty")]
    [InlineData("UPPER/Bad_Ref:1", "lower case")]
    [InlineData(Host + "/Retail:1", "lower case")]
    [InlineData(Host + "/x:", "tag")]
    [InlineData(Host + "/x:-1", "tag")]
    [InlineData(Host + "/x@sha256:abc", "digest")]
    [InlineData(Host + "/x@", "digest")]
    [InlineData(Host + "/", "repository")]
    [InlineData(Host + "/a//b", "repository")]
    [InlineData(Host + "/a..b", "repository")]
    [InlineData(Host + "/a___b", "repository")]
    [InlineData(Host + "/-a", "repository")]
    [InlineData(Host + "/a-", "repository")]
    [InlineData("my image", "repository")]
    [InlineData("$(reboot)", "repository")]
    [InlineData("-x.example/a", "registry")]
    [InlineData("x.example:port/a", "registry")]
    public void Text_that_is_not_a_reference_is_refused_with_the_reason(string text, string why) =>
        Assert.Contains(why, Assert.IsType<ImageReference.Invalid>(ImageReference.Parse(text)).Why.ToString());

    [Theory]
    [InlineData("a.b_c__d---e/f")]
    [InlineData("0")]
    public void Separators_are_allowed_only_between_words(string path) => Assert.Equal(path, Ecr($"{Host}/{path}:1").Repository);

    [Fact]
    public void A_name_longer_than_255_characters_is_refused() =>
        Assert.IsType<ImageReference.Invalid>(ImageReference.Parse($"{Host}/{new string('a', 255)}"));

    [Fact]
    public void Any_text_that_parses_round_trips() =>
        Gen.String[Gen.Char["aB0.:/@-_[ é\"$"], 0, 40].Sample(text => ImageReference.Parse(text).ToString() == text);

    private static ImageReference.Ecr Ecr(string text) => Assert.IsType<ImageReference.Ecr>(ImageReference.Parse(text));
}
