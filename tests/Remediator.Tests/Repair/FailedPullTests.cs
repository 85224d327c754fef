using Remediator.Core.Failures;
using Remediator.Core.Images;
using Remediator.Core.PullTexts;
using Remediator.Core.Wording;
using Remediator.Kubernetes;
using Remediator.Repair;

namespace Remediator.Tests.Repair;

/// <summary>What fails after a write is for the same thing as before: an init container, a debug container, an image volume.</summary>
public class FailedPullTests
{
    private const string Image = "111122223333.dkr.ecr.us-west-2.amazonaws.com/models/llama:1";
    private static readonly DateTime s_now = new(2026, 1, 14, 9, 30, 0, DateTimeKind.Utc);

    private static readonly Pod s_pod = new()
    {
        Metadata = new PodMetadata { Name = "ui-1", Namespace = "default", Uid = "1" },
        Spec = new PodSpec
        {
            Containers = [new PodContainer { Name = "ui", Image = "x/ui:1", VolumeMounts = [new PodVolumeMount { Name = "model" }] }],
            InitContainers = [new PodContainer { Name = "fetch", Image = Image }],
            EphemeralContainers = [new PodContainer { Name = "debugger", Image = Image }],
            Volumes = [new PodVolume { Name = "model", Image = new PodImageVolume { Reference = Image } }],
        },
    };

    [Theory]
    [InlineData("spec.initContainers{fetch}", ContainerKind.Init, "fetch", null)]
    [InlineData("spec.ephemeralContainers{debugger}", ContainerKind.Ephemeral, "debugger", null)]
    [InlineData("spec.containers{ui}", ContainerKind.Container, "ui", "model")]
    [InlineData(null, ContainerKind.Container, "ui", "model")]
    public void It_is_known_what_the_image_is_for(string? path, ContainerKind kind, string container, string? volume)
    {
        var failure = new PullFailure(new Scope("111122223333", "us-west-2", "eks-workshop", null, null, null), ImageReference.Parse(Image),
            Symptom.Forbidden, "x", new Compute.Unknown(Message.Verbatim("x")),
            [new FailingPod("default", "ui-1", "1", new Workload("Pod", "ui-1"), container, null)]);
        var failed = new FailedPulls(failure);
        for (var attempt = 0; attempt < 2; attempt++)
            failed.Note([EventOf("Pulling", path, attempt), EventOf("Failed", path, attempt)],
                new Dictionary<string, Pod> { ["1"] = s_pod }, new DateTimeOffset(s_now.AddHours(-1)));
        var pod = failed.Otherwise!.First;
        Assert.Equal((kind, container, volume), (pod.Kind, pod.Container, pod.Volume));
    }

    private static ClusterEvent EventOf(string reason, string? path, int attempt) => new()
    {
        Reason = reason,
        InvolvedObject = new EventObject { Uid = "1", FieldPath = path },
        Message = reason == "Pulling" ? $"Pulling image \"{Image}\""
            : $"Failed to pull image \"{Image}\": failed to pull and unpack image \"{Image}\": failed to do request: "
                + "Head \"https://x/v2/\": dial tcp 10.0.0.1:443: i/o timeout",
        LastTimestamp = s_now.AddMinutes(attempt),
    };
}
