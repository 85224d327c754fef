using System.Text.Json.Nodes;
using Remediator.Sandbox.Faults;
using Remediator.Sandbox.Model;
using Remediator.Tests.Pipeline;

namespace Remediator.Tests.Repair;

/// <summary>What is done to workloads after a patch: nothing that a cluster's controllers would make worse.</summary>
public class WorkloadHandsTests
{
    private const string Evict = "kubernetes create pods/eviction", Write = "ecr SetRepositoryPolicy";

    private static readonly (string, string)[] s_patient = [("VERIFY_SECONDS", "600")];

    [Theory]
    [InlineData("auto")]
    [InlineData("rollout")]
    [InlineData("stuck-pods")]
    public async Task A_Job_that_a_failure_would_end_runs_to_its_end(string restart)
    {
        await using var story = await BeginAsync(
            """ "kind": "Job", "object": { "spec": { "backoffLimit": 0 } } """, settings: ("RESTART_WORKLOADS", restart));
        var finding = await story.FindingAsync();
        Assert.Equal([Write], story.Writes);
        Assert.Equal("restart.job", RestartOf(finding));
        Assert.True((bool)finding["outcome"]!["verified"]!);
        Assert.Null(Object(story, "Job")["status"]!["conditions"]);
        Assert.True(await story.RunsAsync());
    }

    [Fact]
    public async Task A_pod_of_a_controller_that_nobody_knows_is_left_to_the_kubelet()
    {
        await using var story = await BeginAsync("""
            "kind": "Pod", "object": { "metadata": { "ownerReferences": [
              { "apiVersion": "argoproj.io/v1alpha1", "kind": "Workflow", "name": "ui-private", "uid": "1", "controller": true } ] } }
            """);
        Assert.Equal("restart.other-owner", RestartOf(await story.FindingAsync()));
        Assert.Equal([Write], story.Writes);
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("rollout")]
    [InlineData("stuck-pods")]
    public async Task A_pod_that_serves_is_not_touched_for_a_debug_container(string restart)
    {
        await using var story = await BeginAsync(Story.Workshop("""
            { "clusters": { "eks-workshop": { "workloads": { "default/ui-private": {
                "image": "{account}.dkr.ecr.{region}.amazonaws.com/web:1",
                "debugImage": "{account}.dkr.ecr.{region}.amazonaws.com/retail-sample-app-ui:1.2.1" } } } },
              "repositories": { "web": { "images": [ { "tags": [ "1" ] } ] } } }
            """), ("RESTART_WORKLOADS", restart));
        var pod = Assert.Single(story.World.Pods());
        var finding = await story.FindingAsync();
        Assert.Equal("restart.debug-container", RestartOf(finding));
        Assert.Equal([Write], story.Writes);
        Assert.True((bool)finding["outcome"]!["verified"]!);
        Assert.Equal((pod.Name, true), (Assert.Single(story.World.Pods()).Name, story.World.Pods()[0].Ready));
    }

    [Theory]
    [InlineData("containers", "")]
    [InlineData("initContainers", ", \"restartPolicy\": \"Always\"")]
    public async Task A_pod_of_which_another_container_runs_is_left_to_the_kubelet(string list, string more)
    {
        var serving = $$"""{ "name": "proxy", "image": "{account}.dkr.ecr.{region}.amazonaws.com/proxy:1"{{more}} }""";
        const string stuck = """
            { "name": "ui-private", "image": "{account}.dkr.ecr.{region}.amazonaws.com/retail-sample-app-ui:1.2.1",
              "imagePullPolicy": "Always" }
            """;
        var spec = list == "containers" ? $$""" "containers": [ {{serving}}, {{stuck}} ] """
            : $$""" "initContainers": [ {{serving}} ], "containers": [ {{stuck}} ] """;
        await using var story = await BeginAsync(
            $$""" "object": { "spec": { "template": { "spec": { {{spec}} } } } } """,
            """ "repositories": { "proxy": { "images": [ { "tags": [ "1" ] } ] } } """);
        var pod = Assert.Single(story.World.Pods());
        var finding = await story.FindingAsync();
        Assert.Equal("restart.serving", RestartOf(finding));
        Assert.Equal([Write], story.Writes);
        Assert.True(await story.RunsAsync());
        Assert.Equal(pod.Name, Assert.Single(story.World.Pods()).Name);
    }

    [Fact]
    public async Task An_init_container_that_waits_is_restarted_with_its_pod()
    {
        await using var story = await BeginAsync("""
            "object": { "spec": { "template": { "spec": {
              "initContainers": [
                { "name": "prepare", "image": "{account}.dkr.ecr.{region}.amazonaws.com/retail-sample-app-ui:1.2.1" } ] } } } }
            """);
        Assert.Equal("restart.restarted", RestartOf(await story.FindingAsync()));
        Assert.True(await story.RunsAsync());
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("rollout")]
    public async Task A_StatefulSet_in_order_loses_its_stuck_pod_and_keeps_the_good_ones(string restart)
    {
        await using var story = await BeginAsync(
            """ "kind": "StatefulSet", "replicas": 3 """, OneNodeIsLetIn, ("RESTART_WORKLOADS", restart));
        var good = Assert.Single(story.World.Pods(), pod => pod.Ready);
        var finding = await story.FindingAsync();
        Assert.Equal([Write, Evict], story.Writes);
        Assert.True((bool)finding["outcome"]!["verified"]!);
        Assert.True(await story.World.WaitUntilAsync(world => world.Pods().Count == 3 && world.Pods().All(pod => pod.Ready),
            TimeSpan.FromMinutes(10), Story.Stop));
        Assert.Contains(good with { }, story.World.Pods());
    }

    [Theory]
    [InlineData("StatefulSet", "{ \"updateStrategy\": { \"type\": \"OnDelete\" } }", "restart.on-delete")]
    [InlineData("DaemonSet", "{ \"updateStrategy\": { \"type\": \"OnDelete\" } }", "restart.on-delete")]
    [InlineData("StatefulSet", "{}", "restart.ordered")]
    [InlineData("StatefulSet",
        "{ \"podManagementPolicy\": \"Parallel\", \"updateStrategy\": { \"rollingUpdate\": { \"partition\": 2 } } }", "restart.partition")]
    public async Task A_template_is_not_changed_where_no_pod_would_be_replaced(string kind, string spec, string told)
    {
        await using var story = await BeginAsync($$""" "kind": "{{kind}}", "object": { "spec": {{spec}} } """);
        Assert.Equal(told, RestartOf(await story.FindingAsync()));
        Assert.Equal([Write, .. Enumerable.Repeat(Evict, kind == "DaemonSet" ? 2 : 1)], story.Writes);
        Assert.True(await story.RunsAsync());
    }

    [Fact]
    public async Task A_StatefulSet_that_replaces_its_pods_in_any_order_is_rolled_out()
    {
        await using var story = await BeginAsync(
            """ "kind": "StatefulSet", "replicas": 2, "object": { "spec": { "podManagementPolicy": "Parallel" } } """);
        Assert.Equal("restart.restarted", RestartOf(await story.FindingAsync()));
        Assert.True(await story.RunsAsync());
    }

    [Theory]
    [InlineData("{ \"pods\": \"1\" }")]
    [InlineData("{ \"limits.memory\": \"64Gi\" }")]
    public async Task Where_a_quota_has_no_room_for_a_second_pod_only_the_stuck_one_goes(string quota)
    {
        await using var story = await BeginAsync("", $$""" "quotas": { "default/few": {{quota}} } """, inCluster: true);
        var finding = await story.FindingAsync();
        Assert.Equal("restart.no-room", RestartOf(finding));
        Assert.Equal([Write, Evict], story.Writes);
        Assert.True(await story.RunsAsync());
        Assert.DoesNotContain("ReplicaFailure", story.World.ObjectJson("Deployment", "default", "ui-private"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_a_quota_has_room_the_workload_is_rolled_out()
    {
        await using var story = await BeginAsync("""
            "object": { "spec": { "template": { "spec": { "containers": [
              { "name": "ui-private", "image": "{account}.dkr.ecr.{region}.amazonaws.com/retail-sample-app-ui:1.2.1",
                "imagePullPolicy": "Always", "resources": { "requests": { "cpu": "250m" }, "limits": { "memory": "512Mi" } } } ] } } } }
            """, """ "quotas": { "default/enough": { "pods": "2", "requests.cpu": "1", "limits.memory": "1Gi" } } """, inCluster: true);
        Assert.Equal("restart.restarted", RestartOf(await story.FindingAsync()));
        Assert.True(await story.RunsAsync());
    }

    [Fact]
    public async Task Where_the_quotas_may_not_be_read_only_the_stuck_pod_goes_and_the_right_is_named()
    {
        await using var story = await BeginAsync("");
        story.World.InjectFault(new Fault("kubernetes", "list resourcequotas", FaultKind.Denied));
        var finding = await story.FindingAsync();
        Assert.Equal("restart.room-unknown", RestartOf(finding));
        Assert.Contains("may not list resourcequotas", (string)finding["outcome"]!["why"]!, StringComparison.Ordinal);
        Assert.Contains(finding["unknowns"]!.AsArray(),
            unknown => ((string)unknown!).StartsWith("quotas of the namespace: ", StringComparison.Ordinal));
        Assert.Equal([Write, Evict], story.Writes);
    }

    /// <summary>What is read of the quota is from before the pod was counted.</summary>
    [Fact]
    public async Task A_rollout_that_does_not_progress_is_told_although_the_old_pod_has_recovered()
    {
        await using var story = await BeginAsync("", """ "quotas": { "default/few": { "pods": "1" } } """, inCluster: true);
        story.World.InjectFault(new Fault("kubernetes", "list resourcequotas", FaultKind.Stale));
        var finding = await story.FindingAsync();
        Assert.Equal("restart.restarted", (string?)finding["outcome"]!["args"]!["verification"]!["args"]!["restart"]!["code"]);
        Assert.Contains("the rollout of Deployment/ui-private does not progress: pods ", (string)finding["outcome"]!["why"]!,
            StringComparison.Ordinal);
        Assert.Contains("exceeded quota: few", (string)finding["outcome"]!["why"]!, StringComparison.Ordinal);
        Assert.True((bool)finding["outcome"]!["verified"]!);
    }

    [Fact]
    public async Task The_budget_that_refuses_an_eviction_is_named()
    {
        await using var story = await BeginAsync(""" "restarted": true, "paused": true """,
            """ "disruptionBudgets": { "default/keep-one": { "minAvailable": 1, "labels": { "app": "app-private" } } } """,
            inCluster: true);
        var finding = await story.FindingAsync();
        Assert.Contains("a disruption budget does not allow the eviction: The disruption budget keep-one needs 1 healthy pods",
            (string)finding["outcome"]!["why"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Deployment", "verify.gone")]
    [InlineData("StatefulSet", "verify.gone")]
    [InlineData("Pod", "verify.gone")]
    [InlineData("Job", "verify.no-pods")]
    public async Task A_workload_that_is_deleted_while_it_is_watched_is_said_to_be_gone(string kind, string told)
    {
        await using var story = await Story.BeginAsync(
            Workload($$""" "kind": "{{kind}}" """), [("VERIFY_SECONDS", "90"), ("RESTART_WORKLOADS", "off")], (world, line) =>
            {
                if ((string?)line["message"] == "repository policy changed")
                    world.DeleteObject(kind, "default", "ui-private");
            });
        var finding = await story.FindingAsync();
        Assert.Equal(told, (string?)finding["outcome"]!["code"]);
        Assert.False((bool)finding["outcome"]!["verified"]!);
    }

    /// <summary>An API server that starts refuses everything until its authorizer is ready.</summary>
    [Fact]
    public async Task A_denial_that_passes_does_not_end_the_watch()
    {
        await using var story = await BeginAsync("", speed: 20);
        story.World.InjectFault(new Fault("kubernetes", "list pods", FaultKind.Denied, Times: 2, After: 3));
        story.World.InjectFault(new Fault("kubernetes", "list events", FaultKind.Denied, Times: 1, After: 1));
        var finding = await story.FindingAsync();
        Assert.True((bool)finding["outcome"]!["verified"]!, (string?)finding["outcome"]!["why"]);
    }

    [Fact]
    public async Task A_right_that_stays_missing_ends_the_watch_after_a_while()
    {
        await using var story = await BeginAsync("", speed: 20);
        story.World.InjectFault(new Fault("kubernetes", "list events", FaultKind.Denied, After: 0));
        var finding = await story.FindingAsync();
        Assert.Equal("verify.not-watched", (string?)finding["outcome"]!["code"]);
        Assert.InRange((double)finding["outcome"]!["seconds"]!, 10, 60);
    }

    private const string OneNodeIsLetIn = """
        "roles": { "other": { "attached": [ "AmazonEC2ContainerRegistryReadOnly" ] } },
        "clusters": { "eks-workshop": {
          "nodeGroups": { "other": { "role": "other" } },
          "nodes": { "ip-10-42-108-71.us-west-2.compute.internal": { "nodeGroup": "other" } } } }
        """;

    private static Task<Story> BeginAsync(
        string workload, string more = "", (string, string)? settings = null, bool inCluster = false, double speed = 60) =>
        BeginAsync(Workload(workload, more, inCluster), settings, speed);

    /// <summary>The kubelet has just tried again in vain: its next attempt, in 5 minutes, does not come before a restart.</summary>
    private static async Task<Story> BeginAsync(Scenario scenario, (string, string)? settings = null, double speed = 60)
    {
        var story = await Story.BeginAsync(scenario, settings is { } set ? [.. s_patient, set] : s_patient, speed: speed);
        await story.World.WaitUntilAsync(_ => false, TimeSpan.FromSeconds(20), Story.Stop);
        return story;
    }

    /// <param name="more">Members of the cluster, or of the whole.</param>
    private static Scenario Workload(string workload, string more = "", bool inCluster = false)
    {
        var whole = JsonNode.Parse(inCluster || more.Length == 0 ? "{}" : $"{{ {more} }}")!.AsObject();
        whole["clusters"] ??= new JsonObject { ["eks-workshop"] = JsonNode.Parse(inCluster ? $"{{ {more} }}" : "{}") };
        whole["clusters"]!["eks-workshop"]!["workloads"] = JsonNode.Parse($$"""{ "default/ui-private": { {{workload}} } }""");
        return Story.Workshop(whole.ToJsonString());
    }

    private static string? RestartOf(JsonObject finding) => (string?)finding["outcome"]!["args"]!["restart"]?["code"];

    private static JsonNode Object(Story story, string kind) => JsonNode.Parse(story.World.ObjectJson(kind, "default", "ui-private")!)!;
}
