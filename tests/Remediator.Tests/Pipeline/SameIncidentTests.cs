using System.Text.Json.Nodes;
using Remediator.Sandbox;
using Remediator.Sandbox.Faults;
using Remediator.Sandbox.Model;
using Remediator.Settings;

namespace Remediator.Tests.Pipeline;

public class SameIncidentTests
{
    private static readonly (string, string)[] s_report = [("REMEDIATION_MODE", "report"), ("CLUSTERS", "eks-workshop")];

    [Theory]
    [InlineData("workshop")]
    [InlineData("quarantine-sid")]
    [InlineData("deny-by-identity-policy")]
    [InlineData("image-missing")]
    [InlineData("repository-missing")]
    [InlineData("image-archived")]
    [InlineData("deny-with-condition")]
    [InlineData("identity-does-not-allow")]
    [InlineData("boundary-denies")]
    [InlineData("self-managed-node")]
    [InlineData("pull-secret")]
    [InlineData("private-subnet-without-nat")]
    [InlineData("throttled")]
    [InlineData("unknown-text")]
    public async Task Every_event_source_finds_the_same_incident(string scenario)
    {
        await using var story = await Story.BeginAsync(Scenario.Load(scenario), s_report);
        var expected = Summary(await story.FindingAsync());
        var found = new List<string>();
        foreach (var way in EventSource.All)
        {
            var answer = await story.DeliverAsync(EventSource.Payload(way, story));
            found.Add($"{way}: {string.Join(" | ", answer["findings"]!.AsArray().Select(finding => Summary(finding!)))}");
        }
        Assert.Equal(EventSource.All.Select(way => $"{way}: {expected}"), found);
        Assert.Empty(story.Writes);
    }

    [Fact]
    public async Task A_bare_payload_answers_without_an_event_id()
    {
        await using var story = await Story.BeginAsync(Scenario.Load("workshop"), s_report);
        var answer = await story.DeliverAsync(EventSource.Payload("request", story));
        Assert.Equal(["schema", "version", "event", "findings"], answer.Select(member => member.Key));
        Assert.Null(answer["event"]);
    }

    [Theory]
    [InlineData("schedule")]
    [InlineData("alarm-composite")]
    [InlineData("set-repository-policy")]
    [InlineData("kubernetes-event-flat")]
    public async Task An_event_that_names_no_cluster_needs_listed_ones(string way)
    {
        await using var story = await Story.BeginAsync("workshop");
        Assert.Empty((await story.DeliverAsync(EventSource.Payload(way, story)))["findings"]!.AsArray());
        Assert.Equal("the event names no cluster, and CLUSTERS lists none", (string?)Assert.Single(story.Log)["why"]);
    }

    [Fact]
    public async Task A_policy_change_counts_for_the_next_finding_though_no_cluster_is_listed()
    {
        await using var story = await Story.BeginAsync("workshop");
        var changed = JsonNode.Parse($"{EventSource.Payload("set-repository-policy", story)}")!.AsObject();
        var now = $"{DateTimeOffset.UtcNow:yyyy-MM-ddTHH:mm:ssZ}";
        changed["time"] = now;
        changed["detail"]!["eventTime"] = now;
        await story.DeliverAsync(changed.ToJsonString());
        Assert.Equal(["awaiting-approval"],
            (await story.DeliverAsync())["findings"]!.AsArray().Select(finding => (string?)finding!["status"]));
        Assert.Empty(story.Writes);
    }

    [Fact]
    public async Task Where_clusters_are_listed_an_event_about_another_cluster_is_not_accepted()
    {
        await using var story = await Story.BeginAsync("workshop", ("CLUSTERS", "blue"));
        Assert.Empty((await story.DeliverAsync())["findings"]!.AsArray());
        Assert.Equal("CLUSTERS does not list cluster eks-workshop of region us-west-2, account 111122223333",
            (string?)Assert.Single(story.Log)["why"]);
        Assert.Empty(story.Calls);
    }

    [Theory]
    [InlineData("schedule")]
    [InlineData("set-repository-policy")]
    public async Task A_sweep_for_another_account_is_not_accepted(string way)
    {
        await using var story = await Story.BeginAsync("workshop", s_report);
        var foreign = EventSource.Sample(way);
        foreign["account"] = "999900001111";
        Assert.Empty((await story.DeliverAsync(foreign.ToJsonString()))["findings"]!.AsArray());
        Assert.Equal("account 999900001111 is not ours (111122223333)", (string?)Assert.Single(story.Log)["why"]);
    }

    [Fact]
    public async Task An_event_about_the_function_s_own_call_is_dropped()
    {
        await using var story = await Story.BeginAsync("workshop", s_report);
        var own = EventSource.Sample("set-repository-policy");
        own["detail"]!["userIdentity"]!["sessionContext"]!["sessionIssuer"]!["arn"] = "arn:aws:iam::111122223333:role/service/remediator";
        Assert.Empty((await story.DeliverAsync(own.ToJsonString()))["findings"]!.AsArray());
        Assert.Equal("the call was our own (remediator)", (string?)Assert.Single(story.Log)["why"]);
    }

    [Fact]
    public async Task A_denied_pull_is_logged_with_the_role_and_the_instance_that_pulled()
    {
        await using var story = await Story.BeginAsync("workshop", s_report);
        await story.DeliverAsync(EventSource.Payload("denied-pull", story));
        var line = Assert.Single(story.Log, line => (string?)line["message"] == "call followed");
        Assert.Equal(("111122223333/us-west-2/retail-sample-app-ui", "i-0f1e2d3c4b5a69788"),
            ((string?)line["repository"], (string?)line["session"]));
    }

    [Fact]
    public async Task A_cluster_entry_of_another_account_prevents_the_start()
    {
        await using var world = await World.StartAsync(Scenario.Load("healthy"), ct: Story.Stop);
        using var aws = Access(world, Remediator.Aws.Spokes.None);
        FunctionSettings settings =
            FunctionSettings.Read(new Dictionary<string, string?> { ["CLUSTERS"] = "eks-workshop,999900001111/us-west-2/blue" });
        var error = await Assert.ThrowsAsync<BadSettingException>(
            () => Composition.RefuseOtherAccountsAsync(settings, aws, "us-west-2", Story.Stop));
        Assert.Equal(
            "setting CLUSTERS is \"999900001111/us-west-2/blue\": accepted is clusters of this function's own account, 111122223333, and "
                + "of accounts in SPOKE_ACCOUNTS or with a role in SPOKE_ROLES",
            error.Message);
    }

    [Fact]
    public async Task A_repository_of_another_account_without_a_role_there_prevents_the_start()
    {
        await using var world = await World.StartAsync(Scenario.Load("healthy"), ct: Story.Stop);
        const string foreign = "arn:aws:ecr:us-west-2:999900001111:repository/team/*";
        FunctionSettings settings = FunctionSettings.Read(new Dictionary<string, string?>
        {
            ["PATCHABLE_REPOSITORIES"] = $"shop,arn:aws:ecr:us-west-2:111122223333:repository/shop,{foreign}",
            ["SPOKE_ROLES"] = "arn:aws:iam::999900001111:role/remediator-spoke",
        });
        using var alone = Access(world, Remediator.Aws.Spokes.None);
        var error = await Assert.ThrowsAsync<BadSettingException>(
            () => Composition.RefuseOtherAccountsAsync(settings, alone, "us-west-2", Story.Stop));
        Assert.Equal($"setting PATCHABLE_REPOSITORIES is \"{foreign}\": accepted is repositories of this function's own account, "
            + "111122223333, and of accounts in SPOKE_ACCOUNTS or with a role in SPOKE_ROLES", error.Message);
        using var withRole = Access(world, new Remediator.Aws.Spokes(settings.SpokeRoles, null, "us-west-2"));
        await Composition.RefuseOtherAccountsAsync(settings, withRole, "us-west-2", Story.Stop);
    }

    private static Remediator.Aws.AwsAccess Access(World world, Remediator.Aws.Spokes spokes) => new(
        new Amazon.Runtime.BasicAWSCredentials(world.Environment["AWS_ACCESS_KEY_ID"], world.Environment["AWS_SECRET_ACCESS_KEY"]),
        world.AwsEndpoint, spokes: spokes);

    [Fact]
    public async Task A_large_cluster_is_read_page_by_page()
    {
        var scenario = Story.Workshop(
            """{"expected": {"status": null, "podRunning": true}, "clusters": {"eks-workshop": {"workloads": {"default/ui-private":"""
                + """ {"replicas": 1200, "cached": true}}}}}""");
        await using var story = await Story.BeginAsync(scenario, s_report);
        Assert.Empty((await story.DeliverAsync(EventSource.Payload("schedule", story)))["findings"]!.AsArray());
        Assert.Equal(3, story.Count("kubernetes", "list pods"));
    }

    private static string Summary(JsonNode finding) =>
        $"{finding["key"]} {finding["status"]} {finding["symptom"]} {finding["cause"]} {finding["workload"]} "
            + $"{finding["affected"]!["pods"]}";

    [Fact]
    public async Task An_incident_keeps_its_key_while_STS_cannot_be_asked()
    {
        await using var story = await Story.BeginAsync("workshop", ("REMEDIATION_MODE", "report"));
        var request = EventSource.Payload("request", story);
        var key = (string?)Assert.Single((await story.DeliverAsync(request))["findings"]!.AsArray())!["key"];
        story.World.InjectFault(new Fault("sts", "GetCallerIdentity", FaultKind.ServerError));
        using var another = story.Beside();
        Assert.Equal(key, (string?)Assert.Single((await another.InvokeAsync(request))["findings"]!.AsArray())!["key"]);
    }
}
