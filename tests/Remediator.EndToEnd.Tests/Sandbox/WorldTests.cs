using Remediator.Sandbox;
using Remediator.Sandbox.Hosting;
using Remediator.Sandbox.Model;

namespace Remediator.EndToEnd.Tests.Sandbox;

/// <summary>The world by itself: its time, its kubelets, its scenarios.</summary>
public sealed class WorldTests
{
    private const string Repository = "retail-sample-app-ui";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static Task<World> Start(string scenario, double speed = 600) =>
        World.StartAsync(Scenario.Load(scenario), new() { Clock = new FastClock(speed) }, Stop);

    public static TheoryData<string> Names => [.. Scenario.All.Select(scenario => scenario.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_scenario_starts_as_described(string name)
    {
        await using var world = await Start(name, speed: 1);
        var pods = world.Pods();
        if (Scenario.Load(name).Expected.Status is null)
            Assert.All(pods, pod => Assert.True(pod is { Phase: "Running", Ready: true }));
        else
            Assert.Contains(pods, pod => pod is { Phase: "Pending", Ready: false }
                && (pod.LacksSandbox || pod.WaitingReason == ReasonOf(name)));
    }

    // the kubelet never tries to pull these two, so it never backs off
    private static string ReasonOf(string scenario) => scenario switch
    {
        "invalid-image-name" => "InvalidImageName",
        "never-pull" => "ErrImageNeverPull",
        _ => "ImagePullBackOff",
    };

    [Theory]
    [InlineData("workshop", "403 Forbidden")]
    [InlineData("deny-with-condition", "403 Forbidden")]
    [InlineData("deny-on-account", "403 Forbidden")]
    [InlineData("deny-by-identity-policy", "403 Forbidden")]
    [InlineData("two-statements", "403 Forbidden")]
    [InlineData("quarantine-sid", "403 Forbidden")]
    [InlineData("still-denied-after-fix", "403 Forbidden")]
    [InlineData("image-missing", "retail-sample-app-ui:1.2.1: not found")]
    [InlineData("repository-missing", "retail-sample-app-ui:1.2.1: not found")]
    [InlineData("ten-digit-account", "https:/\"1234567890.dkr.ecr.us-west-2.amazonaws.com/v2/retail-sample-app-ui/manifests/1.2.1: 403 "
        + "Forbidden")]
    [InlineData("pull-secret", "403 Forbidden")]
    [InlineData("private-subnet-without-nat", "manifests/1.2.1\": dial tcp 52.119.168.46:443: i/o timeout")]
    [InlineData("endpoint-security-group-closed", "manifests/1.2.1\": dial tcp 52.119.168.46:443: i/o timeout")]
    [InlineData("dns-off", "lookup 111122223333.dkr.ecr.us-west-2.amazonaws.com on 10.42.0.2:53: read udp "
        + "10.42.108.71:41270->10.42.0.2:53: i/o timeout")]
    [InlineData("not-ecr", "insufficient_scope: authorization failed")]
    public async Task The_status_of_the_pod_says_why_it_fails(string name, string why)
    {
        await using var world = await Start(name, speed: 1);
        Assert.EndsWith(why, Assert.Single(world.Pods()).WaitingMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_pull_after_a_policy_change_succeeds_by_itself()
    {
        await using var world = await Start("workshop");
        world.SetRepositoryPolicy(Repository, null);
        Assert.True(await world.WaitUntilAsync(w => w.Pods().All(pod => pod.Ready), TimeSpan.FromSeconds(310), Stop));
        Assert.Empty(world.Calls);
    }

    [Fact]
    public async Task A_pull_that_a_service_control_policy_denies_fails_whatever_the_repository_says()
    {
        await using var world = await Start("still-denied-after-fix");
        world.SetRepositoryPolicy(Repository, null);
        Assert.False(await world.WaitUntilAsync(w => w.Pods().Any(pod => pod.Ready), TimeSpan.FromSeconds(310), Stop));
    }

    [Fact]
    public async Task A_layer_that_may_not_be_read_fails_after_the_manifest()
    {
        await using var world = await World.StartAsync(Scenario.Parse("""
            { "like": "workshop", "name": "layers", "repositories": { "retail-sample-app-ui": { "policy": {
              "Statement": [ { "Effect": "Deny", "Principal": "*", "Action": "ecr:GetDownloadUrlForLayer" } ] } } } }
            """), ct: Stop);
        Assert.Matches("failed open: unexpected status code https://111122223333.+/blobs/sha256:[0-9a-f]{64}: 403 Forbidden$",
            world.Pods().Single().WaitingMessage!);
    }

    [Theory]
    [InlineData("""{ "image": "111122223333.dkr.ecr.us-west-2.amazonaws.com/Retail:1" }""", "InvalidImageName", "must be lowercase")]
    [InlineData("""{ "imagePullPolicy": "Never" }""", "ErrImageNeverPull", "is not present with pull policy of Never")]
    [InlineData("""{ "fails": "failed to do request: Head \"https://x/\": dial tcp 10.0.0.1:443: i/o timeout" }""",
        "ImagePullBackOff", "i/o timeout")]
    public async Task Failures_outside_the_registry_are_reported_in_the_kubelet_s_words(string workload, string reason, string says)
    {
        await using var world = await World.StartAsync(Scenario.Parse(
            $$"""{ "like": "workshop", "clusters": { "eks-workshop": { "workloads": { "default/ui-private": {{workload}} } } } }"""),
            ct: Stop);
        var pod = Assert.Single(world.Pods());
        Assert.Equal(reason, pod.WaitingReason);
        Assert.Contains(says, pod.WaitingMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_world_can_use_another_account()
    {
        await using var world = await World.StartAsync(Scenario.Parse("""{ "like": "workshop", "account": "123456789012" }"""), ct: Stop);
        Assert.Contains("arn:aws:iam::123456789012:role/eksctl-", world.RepositoryPolicy(Repository), StringComparison.Ordinal);
        Assert.Contains("123456789012.dkr.ecr.", world.Pods().Single().WaitingMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Five_thousand_replicas_are_handled()
    {
        await using var world = await World.StartAsync(Scenario.Parse("""
            { "like": "workshop", "clusters": { "eks-workshop": { "workloads": { "default/ui-private": { "replicas": 5000 } } } } }
            """), ct: Stop);
        Assert.Equal(5_000, world.Pods().Count(pod => pod.WaitingReason == "ImagePullBackOff"));
    }

    [Fact]
    public void A_scenario_with_an_unknown_field_is_refused() =>
        Assert.Throws<System.Text.Json.JsonException>(() => Scenario.Parse("""{ "like": "workshop", "imagePullSecret": "x" }"""));

    [Fact]
    public async Task A_fast_clock_fires_timers_early()
    {
        var clock = new FastClock(1_000);
        var (began, stamp) = (clock.GetUtcNow(), clock.GetTimestamp());
        await Task.Delay(TimeSpan.FromSeconds(30), clock, Stop);
        Assert.InRange(clock.GetUtcNow() - began, TimeSpan.FromSeconds(30), TimeSpan.FromHours(2));
        Assert.InRange(clock.GetElapsedTime(stamp), TimeSpan.FromSeconds(30), TimeSpan.FromHours(2));
    }
}
