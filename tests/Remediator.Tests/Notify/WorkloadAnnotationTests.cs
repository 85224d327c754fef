using System.Text.Json.Nodes;
using Remediator.Notify;
using Remediator.Runtime;
using Remediator.Sandbox.Faults;
using Remediator.Sandbox.Model;
using Remediator.Settings;
using Remediator.State;
using Remediator.Tests.Pipeline;
using Remediator.Tests.Repair;
using Remediator.Tests.State;

namespace Remediator.Tests.Notify;

/// <summary>The answer where operators look first: an Event on the workload and its pods.</summary>
public class WorkloadAnnotationTests
{
    private const string Rights =
        """ "moreRights": { "annotate": [ { "apiGroups": [ "" ], "resources": [ "events" ], "verbs": [ "create" ] } ] } """;

    private static readonly (string, string) s_on = ("ANNOTATE_WORKLOADS", "on"), s_report = ("REMEDIATION_MODE", "report");

    /// <summary>The workshop in a cluster that lets Events be created, with other workloads.</summary>
    private static Scenario Workshop(string workloads = """ "default/ui-private": { } """) => Story.Workshop(
        $$"""{ "clusters": { "eks-workshop": { {{Rights}}, "workloads": { {{workloads}} } } } }""");

    private static JsonNode[] EventsIn(Story story) =>
    [
        .. story.World.ObjectsJson("Event").Select(text => JsonNode.Parse(text)!)
            .Where(one => (string?)one["reason"] == "ImagePullDiagnosed"),
    ];

    private static async Task WaitForAllAsync(Story story) => Assert.True(await story.World.WaitUntilAsync(
        world => world.Pods().All(pod => pod.WaitingReason is "ErrImagePull" or "ImagePullBackOff"), TimeSpan.FromMinutes(5), Story.Stop));

    private static string About(JsonNode one) => $"{one["involvedObject"]!["kind"]}/{one["involvedObject"]!["name"]}";

    [Fact]
    public async Task A_failing_pod_and_its_deployment_get_a_warning_with_the_cause_the_key_and_the_next_step()
    {
        await using var story = await Story.BeginAsync(Workshop(), [s_on, s_report]);
        var finding = await story.FindingAsync();
        var pod = Assert.Single(story.World.Pods());
        Assert.Equal(["Deployment/ui-private", $"Pod/{pod.Name}"], EventsIn(story).Select(About).Order(StringComparer.Ordinal));
        Assert.All(EventsIn(story), one =>
        {
            Assert.Equal(("Warning", "remediator", "remediator"),
                ((string?)one["type"], (string?)one["source"]!["component"], (string?)one["reportingComponent"]));
            var message = (string)one["message"]!;
            Assert.StartsWith("The policy of ECR repository retail-sample-app-ui denies the pull", message, StringComparison.Ordinal);
            Assert.Contains($"Incident {(string)finding["key"]!}. Next: ", message, StringComparison.Ordinal);
        });
        var deployment = JsonNode.Parse(story.World.ObjectJson("Deployment", "default", "ui-private")!)!;
        Assert.Equal(("apps/v1", (string?)deployment["metadata"]!["uid"]), EventsIn(story)
            .Where(one => About(one) == "Deployment/ui-private")
            .Select(one => ((string?)one["involvedObject"]!["apiVersion"], (string?)one["involvedObject"]!["uid"])).Single());
        Assert.Empty(finding["unknowns"]!.AsArray());
    }

    /// <summary>It would hide behind "the cluster does not let it".</summary>
    [Fact]
    public async Task A_bug_is_thrown()
    {
        var settings = FunctionSettings.Read(new Dictionary<string, string?> { ["ANNOTATE_WORKLOADS"] = "on" });
        var log = new Log(_ => { }, TimeProvider.System);
        var annotations = new WorkloadAnnotations(null!, new AnnotationClaims(new ProcessDocuments(), TimeProvider.System), settings,
            TimeProvider.System, log);
        var finding = WriteClaimTests.Finding;
        await Assert.ThrowsAsync<NullReferenceException>(() => annotations.WriteAsync([finding],
            new Invocation(null, new TimeBudget(TimeProvider.System, TimeSpan.FromMinutes(1)), Story.Stop)
            {
                Owner = "this",
                StartedAt = TimeProvider.System.GetUtcNow(),
            }));
    }

    [Fact]
    public async Task Without_the_setting_nothing_is_written_even_where_the_cluster_lets_it()
    {
        await using var story = await Story.BeginAsync(Workshop(), [s_report]);
        await story.DeliverAsync();
        Assert.Empty(EventsIn(story));
        Assert.Equal(0, story.Count("kubernetes", "create events"));
    }

    [Fact]
    public async Task A_finding_that_comes_again_within_the_hour_writes_none_in_whatever_process_and_one_after_it_does()
    {
        var clock = new LeapClock(60);
        await using var story = await Story.BeginAsync(Workshop(), [s_on, s_report, StoredNotifications.Table], clock: clock);
        await story.DeliverAsync();
        using var other = story.Beside();
        await other.InvokeAsync(story.World.Event);
        Assert.Equal(2, EventsIn(story).Length);
        clock.Leap(TimeSpan.FromMinutes(61));
        await other.InvokeAsync(story.World.Event);
        Assert.Equal(4, EventsIn(story).Length);
    }

    [Fact]
    public async Task A_cluster_that_does_not_let_it_is_named_and_people_are_notified_all_the_same()
    {
        await using var story = await Story.BeginAsync("workshop", s_on, s_report);
        var finding = await story.FindingAsync();
        const string gap = "Event on the workloads: this program's role may not create events -n default in the cluster";
        Assert.Equal([gap], finding["unknowns"]!.AsArray().Select(one => (string?)one));
        Assert.Equal(["diagnosed"], story.Statuses());
        Assert.Contains(story.Log, line => (string?)line["level"] == "Warning"
            && (string?)line["message"] == "not all workloads have Events");
        // and the first refusal is the last call: what one is refused, the others are too
        Assert.Equal(1, story.Count("kubernetes", "create events"));
    }

    [Fact]
    public async Task What_was_refused_is_tried_again_by_the_next_finding()
    {
        await using var story = await Story.BeginAsync(Workshop(), [s_on, s_report, StoredNotifications.Table]);
        story.World.InjectFault(new Fault("kubernetes", "create events", FaultKind.Denied, Times: 1));
        await story.DeliverAsync();
        Assert.Empty(EventsIn(story));
        await story.DeliverAsync();
        Assert.Equal(2, EventsIn(story).Length);
    }

    [Theory]
    [InlineData(FaultKind.ServerError)]
    [InlineData(FaultKind.Reset)]
    [InlineData(FaultKind.Throttle)]
    public async Task No_failure_of_it_fails_the_invocation(FaultKind kind)
    {
        await using var story = await Story.BeginAsync(Workshop(), [s_on, s_report]);
        story.World.InjectFault(new Fault("kubernetes", "create events", kind));
        var finding = await story.FindingAsync();
        Assert.StartsWith("Event on the workloads: ", (string?)Assert.Single(finding["unknowns"]!.AsArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_table_that_can_be_read_nobody_knows_whether_the_hour_is_over_and_none_is_written()
    {
        await using var story = await Story.BeginAsync(Workshop(), [s_on, s_report, StoredNotifications.Table]);
        story.World.InjectFault(new Fault("dynamodb", "*", FaultKind.Denied));
        var finding = await story.FindingAsync();
        Assert.Equal(0, story.Count("kubernetes", "create events"));
        Assert.Contains(finding["unknowns"]!.AsArray(),
            one => ((string)one!).StartsWith("Event on the workloads: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_the_workload_may_not_be_listed_its_pods_get_the_Event_and_the_finding_says_why_the_workload_has_none()
    {
        await using var story = await Story.BeginAsync(Workshop(), [s_on, s_report]);
        story.World.InjectFault(new Fault("kubernetes", "list deployments", FaultKind.Denied));
        var finding = await story.FindingAsync();
        Assert.StartsWith("Pod/", Assert.Single(EventsIn(story).Select(About)), StringComparison.Ordinal);
        Assert.Contains("list Deployment/ui-private -n default", (string?)Assert.Single(finding["unknowns"]!.AsArray()),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_are_notified_of_everything_before_the_first_Event_is_written()
    {
        await using var story = await Story.BeginAsync(Workshop(
            """
             "default/ui-private": { }, "default/other": { "image": "{account}.dkr.ecr.{region}.amazonaws.com/nowhere:1" } 
            """), [s_on]);
        await WaitForAllAsync(story);
        var answer = await story.DeliverAsync(story.ClusterAlarm());
        Assert.Equal(["diagnosed", "fixed"], StoredNotifications.StatusesOf(answer).Order(StringComparer.Ordinal));
        var calls = story.World.Calls.Select(call => $"{call.Service} {call.Operation}").ToList();
        Assert.InRange(calls.LastIndexOf("sns Publish"), 0, calls.IndexOf("kubernetes create events"));
        // what is fixed has nothing to say on its workload
        Assert.Contains("Deployment/other", EventsIn(story).Select(About));
        Assert.DoesNotContain("Deployment/ui-private", EventsIn(story).Select(About));
    }

    [Fact]
    public async Task Events_of_this_program_are_no_failed_pulls_and_do_not_disturb_a_repair()
    {
        await using var story = await Story.BeginAsync(Workshop(), [s_on, s_report, StoredNotifications.Table]);
        await story.DeliverAsync();
        Assert.Equal(2, EventsIn(story).Length);
        using var auto = story.Beside(("REMEDIATION_MODE", "auto"));
        var fixedNow = Assert.Single((await auto.InvokeAsync(story.World.Event))["findings"]!.AsArray())!;
        Assert.Equal(("fixed", true), ((string?)fixedNow["status"], (bool)fixedNow["outcome"]!["verified"]!));
        Assert.True(await story.RunsAsync());
        Assert.Empty((await story.DeliverAsync(story.ClusterAlarm()))["findings"]!.AsArray());
    }

    [Fact]
    public async Task Of_many_workloads_and_pods_a_bounded_number_gets_an_Event()
    {
        const string image = "{account}.dkr.ecr.{region}.amazonaws.com/retail-sample-app-ui:1.2.1";
        var others = Enumerable.Range(0, 12).Select(
            n => $$""" "default/w{{n}}": { "image": "{{image}}", "replicas": {{(n == 11 ? 7 : 2)}} } """);
        await using var story = await Story.BeginAsync(
            Workshop(string.Join(", ", others.Prepend("\"default/ui-private\": null"))), [s_on, s_report]);
        await WaitForAllAsync(story);
        await story.DeliverAsync(story.ClusterAlarm());
        var byKind = EventsIn(story).ToLookup(one => (string)one["involvedObject"]!["kind"]!);
        Assert.Equal((10, 5 + (9 * 2)), (byKind["Deployment"].Count(), byKind["Pod"].Count()));
        Assert.Equal(5, byKind["Pod"].Count(one => About(one).StartsWith("Pod/w11-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_Job_which_may_not_be_listed_is_known_from_its_pod()
    {
        await using var story = await Story.BeginAsync(
            Workshop(""" "default/ui-private": { "kind": "Job", "object": { "spec": { "backoffLimit": 0 } } } """), [s_on, s_report]);
        await story.DeliverAsync(story.ClusterAlarm());
        var job = JsonNode.Parse(story.World.ObjectJson("Job", "default", "ui-private")!)!;
        Assert.Equal(("batch/v1", (string?)job["metadata"]!["uid"]), EventsIn(story).Where(one => About(one) == "Job/ui-private")
            .Select(one => ((string?)one["involvedObject"]!["apiVersion"], (string?)one["involvedObject"]!["uid"])).Single());
    }

    [Fact]
    public async Task It_is_in_the_language_of_the_deployment()
    {
        await using var story = await Story.BeginAsync(Workshop(), [s_on, s_report, ("FINDINGS_LANGUAGE", "ja")]);
        await story.DeliverAsync();
        Assert.All(EventsIn(story), one => Assert.Contains("次の対応", (string?)one["message"], StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_would_fail_only_at_its_next_pull_gets_none()
    {
        await using var story = await Story.BeginAsync(Story.Workshop($$"""
            { "expected": { "status": null, "cause": null, "podRunning": true },
              "clusters": { "eks-workshop": { {{Rights}}, "workloads": { "default/ui-private": { "cached": true } } } } }
            """), [s_on, s_report, ("CLUSTERS", "eks-workshop")]);
        var answer = await story.DeliverAsync(EventSource.Payload("set-repository-policy", story));
        Assert.Null(Assert.Single(answer["findings"]!.AsArray())!["symptom"]);
        Assert.Equal(0, story.Count("kubernetes", "create events"));
    }
}
