using System.Text.Json;
using Remediator.Core.Triggers;

namespace Remediator.Core.Tests.Triggers;

public sealed class OtherEventTests
{
    private const string Pod = "ui-private-7655bf59b9-jprrj";
    private static readonly Trigger.Look s_pod = new(new("111122223333", "us-west-2", "eks-workshop", "default", null, Pod));

    [Fact]
    public void The_kubelet_s_event_in_full_looks_at_its_pod() =>
        Assert.Equal(s_pod, Trigger.Read(SampleEvents.Of("kubernetes-event.json")));

    [Fact]
    public void A_flat_layout_without_the_cluster_looks_for_the_pod_everywhere() =>
        Assert.Equal(new Trigger.Sweep("111122223333", "default", Pod), Trigger.Read(SampleEvents.Of("kubernetes-event-flat.json")));

    [Theory]
    [InlineData("cluster")]
    [InlineData("clusterName")]
    public void A_flat_layout_may_carry_the_cluster(string key) =>
        Assert.Equal(s_pod, Trigger.Read(SampleEvents.Of("kubernetes-event-flat.json", e => e["detail"]![key] = "eks-workshop")));

    [Fact]
    public void An_exporter_without_a_configured_cluster_leaves_the_name_empty() =>
        Assert.IsType<Trigger.Sweep>(Trigger.Read(SampleEvents.Of("kubernetes-event.json", e => e["detail"]!["clusterName"] = "")));

    [Theory]
    [InlineData("cd", "deployment")]
    [InlineData("kubernetes.local", "kubernetes-critical-event")]
    public void Source_and_detail_type_are_the_user_s_choice(string source, string detailType) =>
        Assert.Equal(s_pod, Trigger.Read(SampleEvents.Of("kubernetes-event.json") with { Source = source, DetailType = detailType }));

    [Fact]
    public void A_source_of_AWS_is_not_accepted_as_an_exporter() =>
        Assert.IsType<Trigger.Ignored>(Trigger.Read(SampleEvents.Of("kubernetes-event.json") with { Source = "aws.eks" }));

    [Theory]
    [InlineData("BackOff", "Back-off pulling image \"x\"", true)]
    [InlineData("Failed", "Error: ErrImagePull", true)]
    [InlineData("Failed", "Error: ImagePullBackOff", true)]
    [InlineData("Failed", "Error: RegistryUnavailable", true)]
    [InlineData("ErrImageNeverPull", "Container image \"x\" is not present with pull policy of Never", true)]
    [InlineData("InspectFailed", "Failed to apply default image tag \"X\"", true)]
    [InlineData("FailedCreatePodSandBox", "Failed to create pod sandbox: rpc error: failed to get sandbox image \"x\": y", true)]
    [InlineData("FailedCreatePodSandBox", "(combined from similar events): failed pulling image \"x\": y", true)]
    [InlineData("FailedCreatePodSandBox", "Failed to create pod sandbox: initializing source docker://quay.io/pause:3.9: denied", true)]
    [InlineData("FailedCreatePodSandBox", "Failed to create pod sandbox: plugin type=\"aws-cni\" failed (add): no address", false)]
    [InlineData("FailedToRetrieveImagePullSecret", "Unable to retrieve some image pull secrets (regcred); attempting to pull", false)]
    [InlineData("BackOff", "Back-off restarting failed container ui in pod ui-private", false)]
    [InlineData("Failed", "Error: failed to create containerd task", false)]
    [InlineData("Pulled", "Successfully pulled image \"x\" in 1s", false)]
    [InlineData("Pulling", "Pulling image \"x\"", false)]
    [InlineData("ImagePullDiagnosed", "Failed to pull image \"x\": ErrImagePull. Incident pull-0123456789abcdef.", false)]
    public void Only_an_event_about_a_failed_pull_is_ours(string reason, string message, bool ours) =>
        Assert.Equal(ours, Trigger.Read(SampleEvents.Of("kubernetes-event.json", e =>
            (e["detail"]!["reason"], e["detail"]!["message"]) = (reason, message))) is Trigger.Look);

    /// <summary>It is about a pull, and none has failed yet.</summary>
    [Fact]
    public void Of_a_missing_pull_secret_it_is_said_that_the_event_tells_of_no_failed_pull() =>
        Assert.Equal("event FailedToRetrieveImagePullSecret of a Pod does not say that an image could not be pulled",
            $"{Assert.IsType<Trigger.Ignored>(Trigger.Read(SampleEvents.Of("kubernetes-event.json",
                e => e["detail"]!["reason"] = "FailedToRetrieveImagePullSecret"))).Why}");

    [Fact]
    public void An_event_of_anything_but_a_pod_is_not_ours() =>
        Assert.IsType<Trigger.Ignored>(Trigger.Read(SampleEvents.Of("kubernetes-event.json",
            e => e["detail"]!["involvedObject"]!["kind"] = "Node")));

    [Fact]
    public void A_layout_that_does_not_say_which_pod_is_not_ours() =>
        Assert.IsType<Trigger.Ignored>(Trigger.Read(SampleEvents.Of("kubernetes-event-flat.json",
            e => e["detail"]!.AsObject().Remove("name"))));

    [Fact]
    public void A_schedule_sweeps() =>
        Assert.Equal(new Trigger.Sweep("111122223333", null, null), Trigger.Read(SampleEvents.Of("schedule.json")));

    [Theory]
    [InlineData("""{"cluster": "eks-workshop"}""", null, null)]
    [InlineData("""{"cluster": "eks-workshop", "namespace": null, "workload": null}""", null, null)]
    [InlineData("""{"cluster": "eks-workshop", "namespace": "default"}""", "default", null)]
    [InlineData("""{"cluster": "eks-workshop", "namespace": "default", "workload": "ui-private"}""", "default", "ui-private")]
    public void A_bare_request_names_what_to_look_at(string payload, string? space, string? workload) =>
        Assert.Equal(new Trigger.Request("eks-workshop", space, workload), DirectRequest.Read(JsonDocument.Parse(payload).RootElement));

    [Theory]
    [InlineData("""{"cluster": null}""", "$.cluster")]
    [InlineData("""{"cluster": "a/b"}""", "$.cluster")]
    [InlineData("""{"cluster": "a", "cluster": "b"}""", "$.cluster")]
    [InlineData("""{"cluster": "a", "workload": "ui"}""", "$.namespace")]
    [InlineData("""{"cluster": "a", "namespace": "x", "workload": 7}""", "$.workload")]
    public void A_malformed_bare_request_names_the_invalid_member(string payload, string field) =>
        Assert.Equal(field,
            Assert.Throws<MalformedEventException>(() => DirectRequest.Read(JsonDocument.Parse(payload).RootElement)).Field);
}
