using System.Text.Json.Nodes;
using Remediator.Sandbox.Model;
using Remediator.State;
using Remediator.Tests.Notify;
using Remediator.Tests.Pipeline;
using Remediator.Tests.Repair;

namespace Remediator.Tests.Gate;

/// <summary>Someone who may write any item into the incident table writes approvals, and what events have said.</summary>
public class ForgedApprovalTests
{
    private static readonly (string, string)[] s_approve = [StoredNotifications.Table, ("REMEDIATION_MODE", "approve")];
    private static readonly string s_other = $"sha256:{new string('0', 64)}";

    [Fact]
    public async Task An_approval_of_a_plan_that_nobody_made_writes_nothing()
    {
        await using var story = await Story.BeginAsync("workshop", s_approve);
        var asked = await story.FindingAsync();
        await PlantAsync(story, Hash(asked), s_other, approval => approval["hash"] = s_other);
        var answer = await ApproveAsync(story, s_other);
        Assert.Equal(["awaiting-approval"], StoredNotifications.StatusesOf(answer));
        Assert.Empty(story.Writes);
    }

    [Fact]
    public async Task An_approval_that_is_kept_under_another_hash_is_none()
    {
        await using var story = await Story.BeginAsync("workshop", s_approve);
        await PlantAsync(story, Hash(await story.FindingAsync()), s_other, _ => { });
        Assert.Equal("decision.nobody-asked", (string?)(await ApproveAsync(story, s_other))["code"]);
        Assert.Empty(story.Writes);
    }

    [Fact]
    public async Task A_plan_that_the_table_says_was_approved_still_waits_for_a_person()
    {
        await using var story = await Story.BeginAsync("workshop", s_approve);
        var asked = await story.FindingAsync();
        await PlantAsync(story, Hash(asked), Hash(asked), approval => approval["state"] = "Approved");
        Assert.Equal(["awaiting-approval"], StoredNotifications.StatusesOf(await story.DeliverAsync()));
        Assert.Empty(story.Writes);
    }

    [Fact]
    public async Task An_approval_opens_no_repository_whose_owner_allows_no_patches()
    {
        await using var template = await Story.BeginAsync("workshop", s_approve);
        var body = await ReadAsync(template, Hash(await template.FindingAsync()));
        await using var story = await Story.BeginAsync("workshop-not-opted-in", s_approve);
        var refused = await story.FindingAsync();
        (body["hash"], body["asks"]![0]![0]) = (Hash(refused), (string?)refused["key"]);
        await WriteAsync(story, Hash(refused), body);
        Assert.Equal(["refused"], StoredNotifications.StatusesOf(await ApproveAsync(story, Hash(refused))));
        Assert.Empty(story.Writes);
    }

    [Fact]
    public async Task An_approval_leads_to_no_cluster_that_is_not_listed()
    {
        await using var story = await Story.BeginAsync("workshop", [.. s_approve, ("CLUSTERS", "eks-workshop")]);
        var asked = await story.FindingAsync();
        await PlantAsync(story, Hash(asked), Hash(asked), approval => approval["asks"]![0]![1]![2] = "blue");
        Assert.Equal("decision.foreign-cluster", (string?)(await ApproveAsync(story, Hash(asked)))["code"]);
        Assert.Empty(story.Writes);
    }

    /// <summary>One whose clock is wrong, or who wants a Deny to stand, must not keep the repository from being patched for ever.</summary>
    [Fact]
    public async Task A_change_that_an_event_dates_into_the_future_counts_from_when_it_was_heard_of()
    {
        var clock = new LeapClock(60);
        await using var story = await Story.BeginAsync(Scenario.Load("workshop"), [StoredNotifications.Table], clock: clock);
        var changed = EventSource.Sample("set-repository-policy");
        changed["time"] = "2099-01-01T00:00:00Z";
        await story.DeliverAsync(changed.ToJsonString());
        Assert.Equal("plan.recently-changed", (string?)(await story.FindingAsync())["plan"]!["code"]);
        clock.Leap(TimeSpan.FromHours(5));
        Assert.Equal("fixed", (string?)(await story.FindingAsync())["status"]);
    }

    private static Task<JsonObject> ApproveAsync(Story story, string hash) =>
        story.DeliverAsync(new JsonObject { ["approve"] = hash }.ToJsonString(), alias: "approvals");

    /// <summary>A copy of the genuine approval under another key, changed.</summary>
    private static async Task PlantAsync(Story story, string genuine, string key, Action<JsonObject> change)
    {
        var body = await ReadAsync(story, genuine);
        change(body);
        await WriteAsync(story, key, body);
    }

    private static async Task<JsonObject> ReadAsync(Story story, string hash)
    {
        using var aws = story.AsOperator();
        return (await new DynamoDocuments(aws, "us-west-2", "incidents").GetAsync("approval", hash, Story.Stop))!.Body;
    }

    private static async Task WriteAsync(Story story, string hash, JsonObject body)
    {
        using var aws = story.AsOperator();
        var documents = new DynamoDocuments(aws, "us-west-2", "incidents");
        var version = (await documents.GetAsync("approval", hash, Story.Stop))?.Version ?? 0;
        Assert.True(await documents.PutAsync(new Document("approval", hash, version, null, body), null, Story.Stop));
    }

    private static string Hash(JsonNode finding) => (string)finding["plan"]!["hash"]!;
}
