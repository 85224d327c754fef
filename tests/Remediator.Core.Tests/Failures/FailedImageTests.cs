using Remediator.Core.Failures;

namespace Remediator.Core.Tests.Failures;

/// <summary>The image that failed: the one that the text prints, and what the pod has it for.</summary>
public sealed class FailedImageTests
{
    private const string Host = "111122223333.dkr.ecr.us-west-2.amazonaws.com";
    private const string Own = $"{Host}/shop/ui:1.2.1";
    private const string Model = $"{Host}/models/llama:1";
    private const string Digest = "sha256:2ffc3e1b1f6e9cd2f1a9f8a6f2d3f5b7c8d9e0f1a2b3c4d5e6f7a8b9c0d1e2f3";

    private static readonly SpecifiedImage s_ui = new(ContainerKind.Container, "ui", Own);
    private static readonly SpecifiedImage s_model = new(ContainerKind.Container, "ui", Model, "model");

    [Theory]
    [InlineData($"Back-off pulling image \"{Model}\": ErrImagePull: failed to pull and unpack image \"{Model}\": 403 Forbidden")]
    [InlineData($"failed to pull and unpack image \"{Model}\": failed to resolve image: 403 Forbidden")]
    [InlineData($"initializing source docker://{Model}: reading manifest 1 in {Host}/models/llama: denied")]
    [InlineData($"reading manifest 1 in {Host}/models/llama: denied: access denied")]
    [InlineData($"unexpected status from HEAD request to https://{Host}/v2/models/llama/manifests/1: 403 Forbidden")]
    public void An_error_of_an_image_volume_is_about_the_volumes_image(string text)
    {
        var failed = FailedImage.Of(s_ui, [s_ui, s_model], text);
        Assert.Equal((Model, "model", null), (failed.Image.Text, failed.For.Volume, failed.Unreconciled));
    }

    [Theory]
    [InlineData("ErrImagePull")]
    [InlineData("pull QPS exceeded")]
    [InlineData("rpc error: code = Unknown desc = denied: access denied")]
    [InlineData($"reading manifest 1 in {Host}/models/llama-chat: denied")]
    [InlineData($"{Host}/shop/ui and {Host}/models/llama: denied")]
    public void A_text_that_does_not_say_which_of_several_images_is_not_reconciled(string text) =>
        Assert.NotNull(FailedImage.Of(s_ui, [s_ui, s_model], text).Unreconciled);

    [Fact]
    public void Without_image_volumes_a_text_without_an_image_is_about_the_containers_own()
    {
        var failed = FailedImage.Of(s_ui, [s_ui, new(ContainerKind.Init, "migrate", Model)], "denied: access denied");
        Assert.Equal((Own, null), (failed.Image.Text, failed.Unreconciled));
    }

    [Theory]
    [InlineData("nginx", "docker.io/library/nginx:latest")]
    [InlineData("nginx:1.29", "index.docker.io/library/nginx:1.29")]
    [InlineData("docker.io/nginx", "docker.io/library/nginx:latest")]
    [InlineData(Own, Own)]
    [InlineData($"{Own}@{Digest}", $"{Host}/shop/ui@{Digest}")]
    [InlineData($"{Host}/shop/ui@{Digest}", $"{Host}/shop/ui:1.2.1@{Digest}")]
    [InlineData(Own, $"{Host}/shop/ui@{Digest}")]
    [InlineData($"{Host}:443/shop/ui:1.2.1", Own)]
    [InlineData("111122223333.dkr-ecr.us-west-2.on.aws/shop/ui:1.2.1", Own)]
    [InlineData("111122223333.dkr.ecr-fips.us-west-2.amazonaws.com/shop/ui:1.2.1", Own)]
    // as the workshop's page prints its samples
    [InlineData(Own, "1234567890.dkr.ecr.us-west-2.amazonaws.com/shop/ui:1.2.1")]
    [InlineData(Own, "xxxxxxxxxxxx.dkr.ecr.us-west-2.amazonaws.com/shop/ui:1.2.1")]
    public void The_same_image_in_another_spelling_is_the_specs(string specified, string printed)
    {
        var container = s_ui with { Image = specified };
        var failed = FailedImage.Of(container, [container, s_model], $"failed to pull and unpack image \"{printed}\": x");
        Assert.Equal((specified, container, null), (failed.Image.Text, failed.For, failed.Unreconciled));
    }

    [Fact]
    public void Another_tag_of_the_same_repository_is_the_one_printed_and_is_reconciled()
    {
        var failed = FailedImage.Of(s_ui, [s_ui], $"failed to pull and unpack image \"{Host}/shop/ui:1.2.0\": not found");
        Assert.Equal(($"{Host}/shop/ui:1.2.0", null), (failed.Image.Text, failed.Unreconciled));
    }

    [Theory]
    [InlineData(Model)]
    [InlineData($"{Host}/shop/ui2:1.2.1")]
    [InlineData($"{Host}/ui:1.2.1")]
    [InlineData("444455556666.dkr.ecr.us-west-2.amazonaws.com/shop/ui:1.2.0")]
    [InlineData("602401143452.dkr.ecr.us-west-2.amazonaws.com/eks/pause:3.5")]
    [InlineData("1234567890.dkr.ecr.eu-west-1.amazonaws.com/shop/ui:1.2.1")]
    [InlineData("1234567890.dkr.ecr.us-west-2.amazonaws.com/shop/ui:1.2.0")]
    public void An_image_that_the_pod_names_nowhere_failed_and_is_not_reconciled(string printed)
    {
        var failed = FailedImage.Of(s_ui, [s_ui], $"failed to pull and unpack image \"{printed}\": 403 Forbidden");
        Assert.Equal((printed, "image.not-in-spec"), (failed.Image.Text, failed.Unreconciled?.Code));
    }

    [Theory]
    [InlineData("mirror.corp:5000/shop/ui:1.2.1")]
    [InlineData("mirror.corp/ecr/shop/ui:1.2.1")]
    [InlineData("444455556666.dkr.ecr.us-west-2.amazonaws.com/shop/ui:1.2.1")]
    public void A_mirror_is_the_registry_that_answered_and_nothing_is_written_for_it(string printed)
    {
        var failed = FailedImage.Of(s_ui, [s_ui], $"Failed to pull image \"{Own}\": failed to pull and unpack image \"{printed}\": 403");
        Assert.Equal((printed, s_ui, "image.mirrored"), (failed.Image.Text, failed.For, failed.Unreconciled?.Code));
    }

    [Theory]
    // a pull-through cache in ECR, set as a mirror: https://github.com/containerd/containerd/blob/main/docs/hosts.md
    [InlineData("docker.io/library/nginx:1.27", Host, "docker-hub/library/nginx", "?ns=docker.io", "docker-hub/library/nginx:1.27")]
    [InlineData(Own, "444455556666.dkr.ecr.us-west-2.amazonaws.com", "cache/ui", $"?ns={Host}", "cache/ui:1.2.1")]
    [InlineData(Own, "444455556666.dkr.ecr.us-west-2.amazonaws.com", "shop/ui", "", "shop/ui:1.2.1")]
    [InlineData(Own, "111122223333.dkr.ecr.eu-west-1.amazonaws.com", "shop/ui", "", "shop/ui:1.2.1")]
    [InlineData($"{Host}/shop/ui@{Digest}", "444455556666.dkr.ecr.us-west-2.amazonaws.com", "shop/ui", $"?ns={Host}", $"shop/ui@{Digest}")]
    public void Another_ecr_registry_that_answered_is_the_one_to_judge_and_nothing_is_written_for_it(
        string specified, string host, string asked, string query, string failing)
    {
        var container = s_ui with { Image = specified };
        var failed = FailedImage.Of(container, [container], $"failed to pull and unpack image \"{specified}\": failed to resolve reference "
            + $"\"{specified}\": unexpected status from HEAD request to https://{host}/v2/{asked}/manifests/1{query}: 403 Forbidden");
        Assert.Equal(($"{host}/{failing}", container, "image.mirrored"), (failed.Image.Text, failed.For, failed.Unreconciled?.Code));
    }

    [Theory]
    [InlineData($"https://{Host}/v2/shop/ui/manifests/1.2.1")]
    [InlineData("https://111122223333.dkr-ecr.us-west-2.on.aws/v2/shop/ui/manifests/1.2.1")]
    [InlineData("https://123.dkr.ecr.us-west-2.amazonaws.com/v2/shop/ui/manifests/1.2.1")]
    [InlineData($"https://{Host}/v2/shop/ui/blobs/{Digest}")]
    public void The_image_s_own_registry_under_another_of_its_names_is_no_mirror(string url) =>
        Assert.Null(FailedImage.Of(s_ui, [s_ui], $"failed to pull and unpack image \"{Own}\": unexpected status from GET request to {url}: "
            + "403 Forbidden").Unreconciled);

    [Fact]
    public void What_cannot_be_an_image_reconciles_nothing() =>
        Assert.Equal(("image.not-in-spec", Own), FailedImage.Of(s_ui, [s_ui], "Back-off pulling image \"<account>/ui\"") is var failed
            ? (failed.Unreconciled?.Code, failed.Image.Text) : default);

    [Fact]
    public void An_image_of_two_containers_is_that_of_the_one_that_waits()
    {
        var debug = new SpecifiedImage(ContainerKind.Ephemeral, "debugger-x2v", Own);
        Assert.Equal(ContainerKind.Ephemeral, FailedImage.Of(debug, [s_ui, debug], $"Back-off pulling image \"{Own}\"").For.Kind);
    }
}
