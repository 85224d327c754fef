using Remediator.Sandbox;
using Remediator.Sandbox.Faults;
using Remediator.Sandbox.Hosting;
using Remediator.Sandbox.Model;

namespace Remediator.EndToEnd.Tests.Sandbox;

/// <summary>What a cluster does when kubectl writes to it.</summary>
public sealed class ClusterTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("cluster").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static Task<World> Start(string workload, string policy = "null") => World.StartAsync(Scenario.Parse($$"""
        { "like": "workshop", "repositories": { "retail-sample-app-ui": { "policy": {{policy}} } },
          "clusters": { "eks-workshop": { "workloads": { "default/ui-private": {{workload}} } } } }
        """), new() { Clock = new FastClock(50) }, Stop);

    [Theory]
    [InlineData("Deployment", 3)]
    [InlineData("StatefulSet", 3)]
    [InlineData("DaemonSet", 2)]
    public async Task A_restart_replaces_every_pod(string kind, int pods)
    {
        Tool.KubectlRequired();
        await using var world = await Start($$"""{ "kind": "{{kind}}", "replicas": 3 }""");
        var began = world.Pods().Select(pod => pod.Created).Max();
        Assert.Equal(pods, world.Pods().Count(pod => pod.Ready));
        var tool = new Tool(world, _directory);
        var restart = await tool.Kubectl("rollout", "restart", kind.ToLowerInvariant(), "ui-private");
        Assert.True(restart.Exit == 0, restart.Error);
        Assert.True(await world.WaitUntilAsync(w => w.Pods().Count == pods && w.Pods().All(pod => pod.Ready && pod.Created > began),
            TimeSpan.FromMinutes(5), Stop));
        var status = await tool.Kubectl("rollout", "status", kind.ToLowerInvariant(), "ui-private", "--timeout=10s");
        Assert.True(status.Exit == 0, status.Error);
    }

    [Fact]
    public async Task The_old_pods_stay_while_the_new_pod_cannot_pull_its_image()
    {
        Tool.KubectlRequired();
        await using var world = await Start("""{ "replicas": 4, "cached": true }""",
            """{ "Statement": [ { "Effect": "Deny", "Principal": "*", "Action": "ecr:BatchGetImage" } ] }""");
        await new Tool(world, _directory).Kubectl("rollout", "restart", "deploy", "ui-private");
        Assert.True(await world.WaitUntilAsync(w => w.Pods().Count(pod => pod.WaitingReason == "ImagePullBackOff") == 2,
            TimeSpan.FromMinutes(5), Stop));
        Assert.Equal(3, world.Pods().Count(pod => pod.Ready));
    }

    [Fact]
    public async Task A_drained_node_s_pods_come_back_under_new_names()
    {
        Tool.KubectlRequired();
        await using var world = await Start("""{ "replicas": 2 }""");
        var before = world.Pods().Select(pod => pod.Name).ToHashSet();
        var tool = new Tool(world, _directory);
        Assert.Equal(0, (await tool.Kubectl("delete", "pod", before.First(), "--wait=false")).Exit);
        Assert.True(await world.WaitUntilAsync(
            w => w.Pods().Count(pod => pod.Ready) == 2 && w.Pods().Any(pod => !before.Contains(pod.Name)), TimeSpan.FromMinutes(5), Stop));
        Assert.Contains(world.Calls, call => call.Operation == "delete pods");
    }

    [Fact]
    public async Task The_number_of_replicas_is_scaled()
    {
        Tool.KubectlRequired();
        await using var world = await Start("""{ "replicas": 1 }""");
        var scaled = await new Tool(world, _directory).Kubectl("scale", "deployment", "ui-private", "--replicas=3");
        Assert.True(scaled.Exit == 0, scaled.Error);
        Assert.True(await world.WaitUntilAsync(w => w.Pods().Count(pod => pod.Ready) == 3, TimeSpan.FromMinutes(5), Stop));
    }

    [Fact]
    public async Task A_deleted_pod_is_waited_for()
    {
        Tool.KubectlRequired();
        await using var world = await Start("""{ "replicas": 1 }""");
        var gone = await new Tool(world, _directory).Kubectl("delete", "pod", world.Pods()[0].Name, "--timeout=30s");
        Assert.True(gone.Exit == 0, gone.Error);
        Assert.Contains("deleted", gone.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rollout_is_undone()
    {
        Tool.KubectlRequired();
        await using var world = await Start("""{ "replicas": 1 }""");
        var tool = new Tool(world, _directory);
        Assert.Equal(0, (await tool.Kubectl("set", "image", "deployment/ui-private", "*=nowhere.example/none:1")).Exit);
        Assert.True(await world.WaitUntilAsync(w => w.Pods().Any(pod => pod.WaitingReason is "ErrImagePull" or "ImagePullBackOff"),
            TimeSpan.FromMinutes(5), Stop));
        var undone = await tool.Kubectl("rollout", "undo", "deployment/ui-private");
        Assert.True(undone.Exit == 0, undone.Error);
        Assert.True(await world.WaitUntilAsync(w => w.Pods() is [{ Ready: true }],
            TimeSpan.FromMinutes(5), Stop));
        var history = await tool.Kubectl("rollout", "history", "deployment/ui-private");
        Assert.Matches("2 +<none>\n3 +<none>", history.Out);
    }

    [Theory]
    [InlineData("null", "the sandbox runs no containers, so pod \"ui-private-")]
    [InlineData("""{ "Statement": [ { "Effect": "Deny", "Principal": "*", "Action": "ecr:BatchGetImage" } ] }""",
        "is waiting to start: trying and failing to pull image")]
    public async Task Logs_are_refused_with_the_reason(string policy, string says)
    {
        Tool.KubectlRequired();
        await using var world = await Start("""{ "replicas": 1 }""", policy);
        Assert.True(await world.WaitUntilAsync(w => w.Pods() is [{ Ready: true } or { WaitingReason: "ImagePullBackOff" }],
            TimeSpan.FromMinutes(5), Stop));
        var logs = await new Tool(world, _directory).Kubectl("logs", "deployment/ui-private");
        Assert.NotEqual(0, logs.Exit);
        Assert.Contains(says, logs.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pod_of_a_Fargate_profile_is_pulled_by_its_execution_role()
    {
        await using var world = await World.StartAsync(Scenario.Parse("""
            { "like": "workshop", "roles": { "fargate": { "attached": [ "AmazonEKSFargatePodExecutionRolePolicy" ] } },
              "clusters": { "eks-workshop": { "fargateProfiles": { "all": { "role": "fargate", "namespace": "default" } } } } }
            """), ct: Stop);
        var pod = Assert.Single(world.Pods());
        Assert.True(pod.Ready);
        Assert.StartsWith("fargate-ip-", pod.Node, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_comes_in_pages_and_by_selector()
    {
        Tool.KubectlRequired();
        await using var world = await Start("""{ "replicas": 25 }""");
        var tool = new Tool(world, _directory);
        var all = await tool.Kubectl("get", "pods", "-A", "--chunk-size=10", "-l", "app in (app-private,other)", "-o", "name");
        Assert.Equal(25, all.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct().Count());
        Assert.Equal(3, world.Calls.Count(call => call.Operation == "list pods"));
        var none = await tool.Kubectl("get", "pods", "--field-selector", "status.phase=Pending", "-o", "name");
        Assert.Equal("", none.Out);
    }

    [Theory]
    [InlineData("continue=%21", "continue key is not valid")]
    [InlineData("continue=YQ%3D%3D&resourceVersion=5", "specifying resource version is not allowed when using continue")]
    public async Task An_invalid_page_request_is_a_bad_request(string query, string says)
    {
        Tool.KubectlRequired();
        await using var world = await Start("""{ }""");
        Assert.Contains(says, (await new Tool(world, _directory).Kubectl("get", "--raw", $"/api/v1/pods?limit=1&{query}")).Error,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FaultKind.Denied, "Forbidden")]
    [InlineData(FaultKind.ServerError, "InternalError")]
    public async Task An_injected_fault_of_the_api_server_is_returned_as_a_status(FaultKind kind, string says)
    {
        Tool.KubectlRequired();
        await using var world = await Start("""{ }""");
        world.InjectFault(new("kubernetes", "list pods", kind));
        var answer = await new Tool(world, _directory).Kubectl("get", "pods");
        Assert.Contains(says, answer.Error, StringComparison.Ordinal);
    }
}
