using Remediator.Core.Failures;
using Remediator.Core.PullTexts;

namespace Remediator.Core.Tests.PullTexts;

public class AskedContentTests
{
    private const string Host = "111122223333.dkr.ecr.us-west-2.amazonaws.com";

    private static readonly string s_digest = $"sha256:{new string('a', 64)}";
    private static readonly string s_other = $"sha256:{new string('b', 64)}";

    [Theory]
    [InlineData("content at https://" + Host + "/v2/shop/ui/manifests/{0} not found: not found")]
    [InlineData("failed to copy: httpReadSeeker: failed open: could not fetch content descriptor {0} "
        + "(application/vnd.oci.image.manifest.v1+json) from remote: not found")]
    [InlineData("failed to copy: could not fetch content descriptor {0} (application/vnd.oci.image.index.v1+json) from remote: not found")]
    [InlineData("copying system image from manifest list: reading manifest {0} in " + Host + "/shop/ui: manifest unknown")]
    [InlineData("Error response from daemon: manifest for " + Host + "/shop/ui:1.2.1 not found: manifest unknown: "
        + "Requested image not found: manifest {0}")]
    public void A_manifest_that_was_not_found_is_named(string text) =>
        Assert.Equal(new AskedContent(s_digest, IsManifest: true), MissedBy(string.Format(text, s_digest)));

    [Theory]
    [InlineData("failed to copy: httpReadSeeker: failed open: unexpected status code https://" + Host
        + "/v2/shop/ui/blobs/{0}: 404 Not Found")]
    [InlineData("failed to copy: httpReadSeeker: failed open: could not fetch content descriptor {0} "
        + "(application/vnd.docker.container.image.v1+json) from remote: not found")]
    [InlineData("writing blob: reading blob {0}: fetching blob: blob unknown to registry")]
    public void A_layer_or_a_configuration_that_was_not_found_is_named(string text) =>
        Assert.Equal(new AskedContent(s_digest, IsManifest: false), MissedBy(string.Format(text, s_digest)));

    [Fact]
    public void The_innermost_of_several_is_meant() =>
        Assert.Equal(s_digest, MissedBy($"reading manifest {s_other} in {Host}/shop/ui: content at "
            + $"https://{Host}/v2/shop/ui/manifests/{s_digest} not found: not found")!.Digest);

    /// <summary>A snapshot or an unpacked layer has a digest that no registry knows.</summary>
    [Theory]
    [InlineData("failed to extract layer {0}: not found")]
    [InlineData("failed to prepare extraction snapshot \"extract-1 {0}\": parent snapshot does not exist: not found")]
    [InlineData("https://" + Host + "/v2/shop/ui/manifests/1.2.1: 404 Not Found")]
    [InlineData("https://" + Host + "/v2/shop/ui/manifests/sha256:0abc not found: not found")]
    public void Nothing_is_named_where_no_registry_was_asked_for_a_digest(string text) =>
        Assert.Null(MissedBy(string.Format(text, s_digest)));

    [Fact]
    public void A_refusal_says_nothing_of_what_the_repository_has() =>
        Assert.Null(MissedBy($"unexpected status from HEAD request to https://{Host}/v2/shop/ui/manifests/{s_digest}: 403 Forbidden"));

    [Fact]
    public void What_a_mirror_lacks_is_not_looked_up_in_ECR() =>
        Assert.Null(MissedBy($"content at https://mirror.corp.example/v2/shop/ui/manifests/{s_digest} not found: not found"));

    [Fact]
    public void An_image_that_is_pulled_by_its_digest_is_no_part_of_itself()
    {
        var text = $"content at https://{Host}/v2/shop/ui/manifests/{s_digest} not found: not found";
        Assert.Null(FailureOf($"{Host}/shop/ui@{s_digest}", text).MissedPart);
        Assert.Equal(s_digest, FailureOf($"{Host}/shop/ui@{s_other}", text).MissedPart!.Digest);
    }

    private static PullFailure FailureOf(string image, string text) => Situation.Failure(Symptom.NotFound, image, text);

    private static AskedContent? MissedBy(string text) => PullText.Read(text).Deciding.Missed;
}
