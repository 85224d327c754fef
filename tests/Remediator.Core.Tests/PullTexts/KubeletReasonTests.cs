using Remediator.Core.PullTexts;

namespace Remediator.Core.Tests.PullTexts;

/// <summary>What the kubelet calls a wait for an image, and its events about pulls.</summary>
public class KubeletReasonTests
{
    [Theory]
    [InlineData("ErrImagePull", null)]
    [InlineData("ImagePullBackOff", null)]
    [InlineData("ErrImageNeverPull", Symptom.NeverPull)]
    [InlineData("InvalidImageName", Symptom.InvalidImageName)]
    [InlineData("RegistryUnavailable", Symptom.RegistryUnavailable)]
    [InlineData("SignatureValidationFailed", Symptom.SignatureInvalid)]
    [InlineData("ImageInspectError", Symptom.RuntimeFailed)]
    public void A_reason_to_wait_for_an_image_is_followed_in_a_pod_and_in_a_metric(string reason, Symptom? says)
    {
        Assert.True(WaitingReason.IsOfPull(reason));
        Assert.True(WaitingReason.MayBeOfPull(reason));
        Assert.Equal(says, WaitingReason.SymptomOf(reason));
    }

    [Theory]
    [InlineData("CrashLoopBackOff")]
    [InlineData("CreateContainerConfigError")]
    public void Another_reason_to_wait_is_not(string reason)
    {
        Assert.False(WaitingReason.IsOfPull(reason));
        Assert.False(WaitingReason.MayBeOfPull(reason));
        Assert.Null(WaitingReason.SymptomOf(reason));
    }

    [Theory]
    [InlineData("Pulled", "Successfully pulled image \"shop/ui:1\" in 2s", true)]
    [InlineData("Pulled", "Container image \"shop/ui:1\" already present on machine", false)]
    [InlineData("Failed", "Successfully pulled image \"shop/ui:1\"", false)]
    [InlineData(null, null, false)]
    public void Only_what_was_fetched_was_pulled(string? reason, string? message, bool isPulled) =>
        Assert.Equal(isPulled, PullEvent.IsOfSuccess(reason, message));

    [Theory]
    [InlineData("Back-off pulling image \"shop/ui:1\": ErrImagePull: \"x\"", "shop/ui:1")]
    [InlineData("Error: ErrImagePull", null)]
    public void The_image_of_an_event_is_the_one_that_it_quotes_first(string message, string? image) =>
        Assert.Equal(image, PullEvent.ImageIn(message));
}
