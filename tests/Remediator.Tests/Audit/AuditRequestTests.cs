using System.Text.Json.Nodes;
using Remediator.Core.Triggers;
using Remediator.Sandbox.Faults;
using Remediator.Sandbox.Model;
using Remediator.Tests.Pipeline;

namespace Remediator.Tests.Audit;

/// <summary>An audit that the function is asked for: answered, and told once.</summary>
public class AuditRequestTests
{
    private const string Request = """{"audit": true, "cluster": "eks-workshop"}""";

    [Fact]
    public async Task A_request_is_answered_with_the_report_and_no_findings()
    {
        await using var story = await Story.BeginAsync("denied-after-rotation");
        var answer = await story.DeliverAsync(Request);
        Assert.Empty(answer["findings"]!.AsArray());
        var report = Assert.Single(answer["audits"]!.AsArray())!;
        Assert.Equal(("remediator-audit/1", "would-fail"), ((string?)report["schema"], (string?)report["rows"]![0]!["result"]));
        Assert.Empty(story.Writes.Except(["ecr GetLifecyclePolicy", "kubernetes list nodes", "kubernetes list deployments",
            "kubernetes list statefulsets", "kubernetes list daemonsets", "kubernetes list cronjobs"]));
    }

    [Fact]
    public async Task What_is_new_is_one_notification_and_is_not_told_again()
    {
        await using var story = await Story.BeginAsync("only-in-caches");
        await story.DeliverAsync(Request);
        var told = JsonNode.Parse(Assert.Single(story.World.Notifications).Message)!;
        Assert.Equal(2, JsonNode.Parse((string)told["lambda"]!)!["rows"]!.AsArray().Count);
        await story.DeliverAsync(Request);
        Assert.Single(story.World.Notifications);
    }

    [Fact]
    public async Task What_the_next_push_ends_is_told_once()
    {
        await using var story = await Story.BeginAsync("expires-with-next-push");
        await story.DeliverAsync(Request);
        await story.DeliverAsync(Request);
        var told = JsonNode.Parse(Assert.Single(story.World.Notifications).Message)!;
        var row = JsonNode.Parse((string)told["lambda"]!)!["rows"]![0]!;
        Assert.Equal(("ok", 1, "lifecycle.expires-after"),
            ((string?)row["result"], (int?)row["pushesLeft"], (string?)row["warningMessages"]![0]!["code"]));
    }

    [Fact]
    public async Task A_healthy_cluster_is_told_of_to_nobody()
    {
        await using var story = await Story.BeginAsync("healthy");
        await story.DeliverAsync(Request);
        Assert.Empty(story.World.Notifications);
    }

    [Fact]
    public async Task What_was_not_delivered_is_told_by_the_next_try_and_then_no_more()
    {
        await using var story = await Story.BeginAsync(Scenario.Load("denied-after-rotation"));
        story.World.InjectFault(new Fault("sns", "Publish", FaultKind.Denied, Times: 1));
        var queued = Queued(Request);
        Assert.Single((await story.DeliverAsync(queued))["batchItemFailures"]!.AsArray());
        Assert.Empty((await story.DeliverAsync(queued))["batchItemFailures"]!.AsArray());
        Assert.Empty((await story.DeliverAsync(queued))["batchItemFailures"]!.AsArray());
        Assert.Single(story.World.Notifications);
    }

    [Fact]
    public async Task Another_process_with_the_same_table_tells_nothing_twice()
    {
        await using var story = await Story.BeginAsync("denied-after-rotation", ("INCIDENT_TABLE", "incidents"));
        await story.DeliverAsync(Request);
        using var other = story.Beside();
        await other.InvokeAsync(Request);
        Assert.Single(story.World.Notifications);
    }

    [Fact]
    public async Task A_table_that_does_not_answer_keeps_nobody_from_being_told()
    {
        await using var story = await Story.BeginAsync(Scenario.Load("denied-after-rotation"), [("INCIDENT_TABLE", "incidents")]);
        foreach (var operation in new[] { "GetItem", "PutItem", "Query" })
            story.World.InjectFault(new Fault("dynamodb", operation, FaultKind.Denied));
        await story.DeliverAsync(Request);
        Assert.Single(story.World.Notifications);
    }

    [Fact]
    public async Task Without_a_cluster_it_is_about_all_that_are_named()
    {
        await using var story = await Story.BeginAsync("denied-after-rotation", ("CLUSTERS", "eks-workshop"));
        var answer = await story.DeliverAsync("""{"audit": true}""");
        Assert.Equal("eks-workshop", (string?)Assert.Single(answer["audits"]!.AsArray())!["cluster"]);
    }

    [Fact]
    public async Task One_cluster_that_cannot_be_read_does_not_keep_the_others_from_being_told()
    {
        await using var story = await Story.BeginAsync("denied-after-rotation", ("CLUSTERS", "gone,eks-workshop"));
        await Assert.ThrowsAnyAsync<Exception>(() => story.DeliverAsync("""{"audit": true}"""));
        Assert.Single(story.World.Notifications);
    }

    [Fact]
    public async Task A_cluster_that_is_not_ours_is_not_looked_at()
    {
        await using var story = await Story.BeginAsync("denied-after-rotation", ("CLUSTERS", "another"));
        Assert.Empty((await story.DeliverAsync(Request))["audits"]!.AsArray());
        Assert.DoesNotContain("kubernetes list pods", story.Calls);
    }

    [Fact]
    public async Task What_there_was_no_time_for_is_said_and_looked_at_by_the_next_audit()
    {
        await using var story = await Story.BeginAsync(Scenario.Load("only-in-caches"), speed: 1);
        var first = (await story.DeliverAsync(Request, remaining: TimeSpan.FromSeconds(44)))["audits"]![0]!;
        Assert.Equal((0, 2), (first["rows"]!.AsArray().Count, (int)first["left"]!));
        Assert.Empty(story.World.Notifications);
        var second = (await story.DeliverAsync(Request))["audits"]![0]!;
        Assert.Equal((2, 0), (second["rows"]!.AsArray().Count, (int)second["left"]!));
        Assert.Single(story.World.Notifications);
    }

    [Fact]
    public async Task A_pull_secret_that_is_not_read_does_not_silence_a_denial_of_the_node()
    {
        await using var story = await Story.BeginAsync(Scenario.Parse(AuditTests.WithDockerHub));
        await story.DeliverAsync(Request);
        await story.DeliverAsync(Request);
        var told = JsonNode.Parse(Assert.Single(story.World.Notifications).Message)!;
        Assert.Contains("comes back only if a pull secret (dockerhub)",
            string.Join(' ', ((string)told["email"]!).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
            StringComparison.Ordinal);
        var row = JsonNode.Parse((string)told["lambda"]!)!["rows"]![0]!;
        Assert.Equal(("unknown", "audit.only-pull-secrets"), ((string?)row["result"], (string?)row["warningMessages"]![0]!["code"]));
    }

    [Fact]
    public async Task What_is_left_is_put_into_the_queue_as_a_request_that_begins_there()
    {
        // no repository is started with less than 45 seconds left
        var clock = new OutOfTimeClock(TimeSpan.FromHours(1) - TimeSpan.FromSeconds(45));
        await using var story = await Story.BeginAsync(Scenario.Parse(SixRepositories), clock: clock);
        using var function = story.Beside(("SWEEP_QUEUE_URL", story.World.QueueUrl), ("CLUSTERS", "eks-workshop"));
        clock.HasHappened = () => story.World.Calls.Any(call => call.Operation == "GetLifecyclePolicy");
        var first = (await function.InvokeAsync(Request, TimeSpan.FromHours(1)))["audits"]![0]!;
        Assert.InRange((int)first["left"]!, 1, 5);
        var message = JsonNode.Parse(Assert.Single(story.World.Messages))!;
        Assert.Equal("111122223333/us-west-2/eks-workshop", (string?)message["only"]);
        Assert.Equal((true, "eks-workshop"), ((bool)message["event"]!["audit"]!, (string?)message["event"]!["cluster"]));
        Assert.DoesNotContain((string)message["event"]!["from"]!, ImagesOf(first));
        var second = (await function.InvokeAsync(story.World.Messages[0]))["audits"]![0]!;
        Assert.Equal(6, ImagesOf(first).Concat(ImagesOf(second)).Distinct().Count());
        Assert.Equal(0, (int)second["left"]!);
        Assert.Single(story.World.Messages);
    }

    [Fact]
    public async Task Where_there_was_no_time_for_anything_nothing_is_put_into_the_queue()
    {
        await using var story = await Story.BeginAsync(Scenario.Load("only-in-caches"), speed: 1);
        using var function = story.Beside(("SWEEP_QUEUE_URL", story.World.QueueUrl), ("CLUSTERS", "eks-workshop"));
        await function.InvokeAsync(Request, TimeSpan.FromSeconds(44));
        Assert.Empty(story.World.Messages);
    }

    [Fact]
    public async Task An_audit_that_is_asked_to_begins_with_an_image()
    {
        await using var story = await Story.BeginAsync("only-in-caches");
        var report = (await story.DeliverAsync(
            """{"audit": true, "cluster": "eks-workshop", "from": "111122223333.dkr.ecr.us-west-2.amazonaws.com/shop"}"""))["audits"]![0]!;
        Assert.Contains("/shop/api:stable", Assert.Single(ImagesOf(report)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_function_reads_no_secret()
    {
        await using var story = await Story.BeginAsync("pull-secret");
        await story.DeliverAsync(Request);
        Assert.DoesNotContain(story.Calls, call => call.Contains("secrets", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"audit": false, "cluster": "eks-workshop"}""")]
    [InlineData("""{"audit": "yes", "cluster": "eks-workshop"}""")]
    [InlineData("""{"audit": true, "cluster": "a b"}""")]
    [InlineData("""{"audit": true, "namespace": "default"}""")]
    [InlineData("""{"audit": true, "cluster": "eks-workshop", "namespace": "-"}""")]
    [InlineData("""{"audit": true, "cluster": "eks-workshop", "from": ""}""")]
    [InlineData("""{"audit": true, "cluster": "eks-workshop", "from": 1}""")]
    public async Task A_request_that_is_not_well_formed_is_refused(string request)
    {
        await using var story = await Story.BeginAsync("healthy");
        await Assert.ThrowsAsync<MalformedEventException>(() => story.DeliverAsync(request));
    }

    private static IEnumerable<string> ImagesOf(JsonNode report) => report["rows"]!.AsArray().Select(row => (string)row!["image"]!);

    /// <summary>Four repositories are looked at side by side.</summary>
    private static string SixRepositories => $$"""
        {"like": "healthy", "name": "x", "clusters": {"eks-workshop": {"workloads": {"default/ui-private": null, {{Workloads(6)}} } } } }
        """;

    private static string Workloads(int count) => string.Join(',', Enumerable.Range(1, count).Select(n => """
         "shop/w#": {"image": "{account}.dkr.ecr.{region}.amazonaws.com/shop/r#:1", "replicas": 0}
        """.Replace("#", $"{n}", StringComparison.Ordinal)));

    private static string Queued(string body) => new JsonObject
    {
        ["Records"] = new JsonArray(new JsonObject { ["messageId"] = "m-1", ["body"] = body }),
    }.ToJsonString();
}
