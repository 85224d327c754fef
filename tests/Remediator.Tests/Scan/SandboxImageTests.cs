using System.Text.Json.Nodes;
using Remediator.Kubernetes;
using Remediator.Sandbox.Faults;
using Remediator.Sandbox.Model;
using Remediator.Scan;
using Remediator.Tests.Notify;
using Remediator.Tests.Pipeline;

namespace Remediator.Tests.Scan;

/// <summary>Pods that never start because their node cannot get the sandbox's image: only an event tells.</summary>
public class SandboxImageTests
{
    private const string Pause = "602401143452.dkr.ecr.us-west-2.amazonaws.com/eks/pause:3.5";

    [Fact]
    public async Task The_finding_names_the_pause_image_the_nodes_runtime_and_what_helps()
    {
        await using var story = await Story.BeginAsync("sandbox-image");
        var finding = Assert.Single((await story.DeliverAsync())["findings"]!.AsArray())!;
        Assert.Equal((Pause, "CredentialsMissing", "Unauthorized", "diagnosed"),
            ((string?)finding["image"], (string?)finding["cause"], (string?)finding["symptom"], (string?)finding["status"]));
        Assert.Null(finding["puller"]);
        Assert.Equal("plan.sandbox-image", (string?)finding["plan"]!["code"]);
        Assert.Contains(finding["evidence"]!.AsArray(), evidence => (string?)evidence!["code"] == "no-puller.node-runtime");
        Assert.Contains("ctr -n k8s.io images pull", (string?)finding["plan"]!["why"], StringComparison.Ordinal);
        Assert.Empty(story.Writes);
    }

    [Theory]
    [InlineData("""{ "cluster": "eks-workshop" }""")]
    [InlineData("""{ "cluster": "eks-workshop", "namespace": "default" }""")]
    [InlineData("""{ "cluster": "eks-workshop", "namespace": "default", "workload": "ui-private" }""")]
    public async Task A_request_finds_it_too(string payload)
    {
        await using var story = await Story.BeginAsync("sandbox-image");
        Assert.Equal(Pause, (string?)Assert.Single((await story.DeliverAsync(payload))["findings"]!.AsArray())!["image"]);
    }

    [Fact]
    public async Task The_forwarded_event_finds_it_without_waiting_a_minute()
    {
        await using var story = await Story.BeginAsync("sandbox-image");
        var pod = story.World.Pods().Single();
        var payload = new JsonObject
        {
            ["version"] = "0",
            ["id"] = "bf5b33f3-559e-553c-bf74-8f609a002cdf",
            ["source"] = "kubernetes-event-exporter",
            ["detail-type"] = "kubernetes-event",
            ["account"] = "111122223333",
            ["region"] = "us-west-2",
            ["time"] = "2026-01-14T09:37:30Z",
            ["resources"] = new JsonArray(),
            ["detail"] = new JsonObject
            {
                ["reason"] = "FailedCreatePodSandBox",
                ["message"] = $"Failed to create pod sandbox: rpc error: code = Unknown desc = failed to get sandbox image \"{Pause}\": x",
                ["clusterName"] = "eks-workshop",
                ["involvedObject"] = new JsonObject { ["kind"] = "Pod", ["namespace"] = pod.Namespace, ["name"] = pod.Name },
            },
        };
        Assert.Equal(Pause, (string?)Assert.Single((await story.DeliverAsync(payload.ToJsonString()))["findings"]!.AsArray())!["image"]);
    }

    /// <summary>The pods may be Pending for another reason, so nothing is found of them; but nobody is told that all is well.</summary>
    [Fact]
    public async Task Where_the_events_cannot_be_read_the_log_says_what_was_not_seen()
    {
        await using var story = await Story.BeginAsync("sandbox-image");
        story.World.InjectFault(new Fault("kubernetes", "list events", FaultKind.Denied));
        Assert.Empty((await story.DeliverAsync())["findings"]!.AsArray());
        Assert.Contains(story.Log, line => (string?)line["message"] == "some pods could not be judged"
            && ((string)line["why"]!).Contains("may not list events", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_the_events_cannot_be_read_what_else_is_found_lists_the_gap()
    {
        await using var story = await Story.BeginAsync(Story.Workshop($$"""
            { "clusters": { "eks-workshop": {
              "nodes": { "ip-10-42-147-12.us-west-2.compute.internal": { "sandboxFails": "failed to get sandbox image \"{{Pause}}\": x" } },
              "workloads": { "default/other": { "node": "ip-10-42-147-12.us-west-2.compute.internal" } } } } }
            """), [("REMEDIATION_MODE", "report")]);
        story.World.InjectFault(new Fault("kubernetes", "list events", FaultKind.Denied));
        var findings = (await story.DeliverAsync(story.ClusterAlarm()))["findings"]!.AsArray();
        Assert.NotEmpty(findings);
        Assert.All(findings, finding => Assert.Contains(finding!["unknowns"]!.AsArray(), unknown => ((string)unknown!)
            .StartsWith("pods of which no container was begun: ", StringComparison.Ordinal)));
    }

    /// <summary>The network of one node is down: each of its pods writes an event of the same kind.</summary>
    [Fact]
    public async Task What_lies_behind_the_first_five_hundred_is_a_gap()
    {
        const string text = "failed to setup network for sandbox: plugin type=aws-cni failed (add): failed to assign an IP address";
        await using var story = await Story.BeginAsync(Story.Workshop($$"""
            { "clusters": { "eks-workshop": {
              "nodes": { "ip-10-42-147-12.us-west-2.compute.internal": { "sandboxFails": "{{text}}" } },
              "workloads": { "default/other": {
                "image": "111122223333.dkr.ecr.us-west-2.amazonaws.com/other:1.0.0", "replicas": 1040, "cached": true } } } },
              "repositories": { "other": { "images": [ { "tags": [ "1.0.0" ] } ] } } }
            """), [("REMEDIATION_MODE", "report")]);
        var finding = Assert.Single((await story.DeliverAsync(story.ClusterAlarm()))["findings"]!.AsArray())!;
        Assert.Contains(finding["unknowns"]!.AsArray(), unknown => (string)unknown! is var line
            && line.Contains(" wait in default", StringComparison.Ordinal) && line.Contains("more than 500", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, "Running", true)]
    [InlineData(true, "Pending", true)]
    [InlineData(true, "Failed", false)]
    [InlineData(false, "Running", false)]
    public void A_pod_that_an_event_names_may_have_run_before_its_node_was_started_again(bool isNamed, string phase, bool isCandidate)
    {
        var pod = new Pod
        {
            Metadata = new PodMetadata { Name = "ui-1", Namespace = "default", Uid = "1" },
            Spec = new PodSpec { NodeName = "a", Containers = [new PodContainer { Name = "ui" }] },
            Status = new PodStatus
            {
                Phase = phase,
                Conditions = [new PodCondition { Type = "PodReadyToStartContainers", Status = "False" }],
                ContainerStatuses =
                [
                    new PodContainerStatus { Name = "ui", State = new PodContainerState { Terminated = new PodStateEntered() } },
                ],
            },
        };
        Assert.Equal(isCandidate,
            new SandboxScanner(TimeProvider.System).CandidateOf(pod, isNamed).Any());
    }

    [Fact]
    public void A_pod_of_which_a_container_runs_has_its_sandbox() => Assert.Empty(new SandboxScanner(TimeProvider.System).CandidateOf(
        new Pod
        {
            Metadata = new PodMetadata { Name = "ui-1", Namespace = "default", Uid = "1" },
            Spec = new PodSpec { NodeName = "a" },
            Status = new PodStatus
            {
                Phase = "Running",
                ContainerStatuses =
                [
                    new PodContainerStatus { Name = "ui", State = new PodContainerState { Running = new PodStateEntered() } },
                ],
            },
        }, isNamed: true));

    [Fact]
    public async Task An_incident_is_not_over_where_the_events_cannot_be_read()
    {
        await using var story = await Story.BeginAsync(
            Scenario.Load("sandbox-image"), [StoredNotifications.Table, ("REMEDIATION_MODE", "report"), ("CLUSTERS", "eks-workshop")]);
        await story.DeliverAsync();
        story.World.InjectFault(new Fault("kubernetes", "list events", FaultKind.Denied));
        await story.DeliverAsync("""{ "cluster": "eks-workshop" }""");
        Assert.Equal(["diagnosed"], story.Statuses());
    }

    [Theory]
    [InlineData("failed to setup network for sandbox \\\"4f5e\\\": plugin type=\\\"aws-cni\\\" name=\\\"aws-cni\\\" failed (add): timeout")]
    [InlineData("failed to start sandbox container task \\\"4f5e\\\": OCI runtime create failed: no space left on device: unknown")]
    public async Task A_sandbox_that_fails_for_another_reason_is_none_of_ours(string text)
    {
        await using var story = await Story.BeginAsync(Failing(text));
        Assert.Empty((await story.DeliverAsync())["findings"]!.AsArray());
    }

    [Theory]
    [InlineData($"failed to start sandbox \\\"4f5e\\\": failed to get sandbox image \\\"{Pause}\\\": 401 Unauthorized")]
    [InlineData($"failed pulling image \\\"{Pause}\\\": Error response from daemon: Head \\\"https://x/v2/\\\": no basic auth credentials")]
    [InlineData($"error creating pod sandbox: initializing source docker://{Pause}: unauthorized: authentication required")]
    public async Task Other_runtimes_word_it_in_their_own_way(string text)
    {
        await using var story = await Story.BeginAsync(Failing(text));
        var finding = Assert.Single((await story.DeliverAsync())["findings"]!.AsArray())!;
        Assert.Equal((Pause, "CredentialsMissing"), ((string?)finding["image"], (string?)finding["cause"]));
    }

    private static Scenario Failing(string text) => Story.Workshop($$"""
        { "clusters": { "eks-workshop": { "nodes": {
          "ip-10-42-108-71.us-west-2.compute.internal": { "sandboxFails": "{{text}}" },
          "ip-10-42-147-12.us-west-2.compute.internal": { "sandboxFails": "{{text}}" } } } } }
        """);
}
