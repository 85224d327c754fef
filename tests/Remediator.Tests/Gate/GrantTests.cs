using System.Text.Json.Nodes;
using Remediator.Notify;
using Remediator.Repair;
using Remediator.Sandbox.Faults;
using Remediator.Sandbox.Model;
using Remediator.Tests.Notify;
using Remediator.Tests.Pipeline;

namespace Remediator.Tests.Gate;

/// <summary>An Allow is written once a person has approved exactly it, and taken back as it came.</summary>
public class GrantTests
{
    private const string Across = "cross-account-not-allowed";
    private const string WithoutPolicy = "role-without-pull-rights";

    private static readonly (string, string)[] s_approve = [StoredNotifications.Table, ("REMEDIATION_MODE", "approve")];

    [Theory]
    [InlineData(Across)]
    [InlineData(WithoutPolicy)]
    public async Task After_the_approval_the_pod_runs_and_a_rollback_restores_what_was_there(string scenario)
    {
        await using var story = await Story.BeginAsync(scenario, s_approve);
        var asked = await story.FindingAsync();
        Assert.True((string?)asked["status"] == "awaiting-approval", asked["plan"]!.ToJsonString());
        Assert.Empty(story.Writes);

        var done = Assert.Single((await ApproveAsync(story, asked))["findings"]!.AsArray())!;
        Assert.Equal(("fixed", true), ((string?)done["status"], (bool)done["outcome"]!["verified"]!));
        Assert.True(await story.RunsAsync());
        Assert.Equal(asked["plan"]!["after"]!.ToJsonString(), JsonNode.Parse(story.Policy!)!.ToJsonString());

        using var aws = story.AsOperator();
        var back = await StoredNotifications.RollbackOf(aws).RollBackAsync((string)done["key"]!, "mary", Story.Stop);
        Assert.IsType<RollbackResult.RolledBack>(back);
        Assert.Equal(story.Before, story.Policy);
    }

    [Theory]
    [InlineData("auto", "awaiting-approval")]
    [InlineData("approve", "awaiting-approval")]
    [InlineData("report", "diagnosed")]
    public async Task In_no_mode_is_a_grant_written_without_a_person(string mode, string status)
    {
        await using var story = await Story.BeginAsync(Across, StoredNotifications.Table, ("REMEDIATION_MODE", mode));
        Assert.Equal(status, (string?)(await story.FindingAsync())["status"]);
        Assert.Equal(status, (string?)(await story.FindingAsync())["status"]);
        Assert.Empty(story.Writes);
    }

    [Fact]
    public async Task Before_a_policy_is_made_the_log_and_the_finding_say_that_there_was_none()
    {
        await using var story = await Story.BeginAsync(WithoutPolicy, s_approve);
        var asked = await story.FindingAsync();
        Assert.True(asked["plan"]!.AsObject().ContainsKey("before"));
        Assert.Null(asked["plan"]!["before"]);
        await ApproveAsync(story, asked);
        var backup = story.Log.Single(line => (string?)line["message"] == "about to change a repository policy");
        Assert.Null(backup["before"]);
        Assert.NotNull(backup["after"]);
    }

    [Fact]
    public async Task An_approval_of_another_hash_grants_nothing()
    {
        await using var story = await Story.BeginAsync(Across, s_approve);
        var hash = (string)(await story.FindingAsync())["plan"]!["hash"]!;
        var forged = hash[..^1] + (hash[^1] == '0' ? '1' : '0');
        var answer = await story.DeliverAsync($$"""{"approve":"{{forged}}"}""", alias: "approvals");
        Assert.Contains("no approval was requested", (string?)answer["refused"], StringComparison.Ordinal);
        Assert.Empty(story.Writes);
    }

    [Fact]
    public async Task An_approval_of_a_policy_that_has_changed_since_grants_nothing()
    {
        await using var story = await Story.BeginAsync(Across, s_approve);
        var asked = await story.FindingAsync();
        // the owner opens the repository to one more in the meantime, so that it is another plan
        var policy = JsonNode.Parse(story.Before!)!;
        policy["Statement"]!.AsArray().Add(JsonNode.Parse(
            """{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::999900001111:root"},"Action":"ecr:DescribeImages"}"""));
        story.World.SetRepositoryPolicy(Story.Repository, policy.ToJsonString());
        var anew = Assert.Single((await ApproveAsync(story, asked))["findings"]!.AsArray())!;
        Assert.Equal("awaiting-approval", (string?)anew["status"]);
        Assert.NotEqual((string?)asked["plan"]!["hash"], (string?)anew["plan"]!["hash"]);
        Assert.Empty(story.Writes);
    }

    [Fact]
    public async Task A_grant_that_does_not_help_is_taken_back_on_evidence_and_the_policy_deleted_again()
    {
        // an organization denies what every policy that can be read allows
        await using var story = await Story.BeginAsync(Scenario.Parse($$"""
            {"like":"{{WithoutPolicy}}","name":"variation","organization":
            [{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"ecr:BatchGetImage","Resource":"*"}]}]}
            """), s_approve);
        var asked = await story.FindingAsync();
        var done = Assert.Single((await ApproveAsync(story, asked))["findings"]!.AsArray())!;
        Assert.Equal("rolled-back", (string?)done["status"]);
        Assert.Null(story.Policy);
        Assert.Equal(1, story.Count("ecr", "DeleteRepositoryPolicy"));
    }

    [Fact]
    public async Task A_grant_that_was_interrupted_is_finished_under_its_own_incident()
    {
        await using var story = await Story.BeginAsync(Scenario.Load(Across), s_approve, (world, line) =>
        {
            if ((string?)line["message"] == "repository policy changed")
                world.InjectFault(new Fault("dynamodb", "PutItem", FaultKind.Denied, Times: 3, After: 1));
        });
        var asked = await story.FindingAsync();
        story.World.InjectFault(new Fault("sns", "Publish", FaultKind.Denied, Times: 1));
        await Assert.ThrowsAsync<NotDeliveredException>(() => ApproveAsync(story, asked));
        var resumed = await story.FindingAsync();
        Assert.Equal(((string?)asked["key"], "fixed", "RepositoryPolicyDoesNotAllow"),
            ((string?)resumed["key"], (string?)resumed["status"], (string?)resumed["cause"]));
        Assert.Equal(1, story.PolicyWrites());
    }

    private static Task<JsonObject> ApproveAsync(Story story, JsonNode asked) =>
        story.DeliverAsync($$"""{"approve":"{{asked["plan"]!["hash"]}}"}""", alias: "approvals");
}
