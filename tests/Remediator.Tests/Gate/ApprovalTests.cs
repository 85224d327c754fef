using System.Text.Json.Nodes;
using Remediator.Core.Policies.Language;
using Remediator.Core.Triggers;
using Remediator.Gate;
using Remediator.Sandbox.Faults;
using Remediator.Sandbox.Model;
using Remediator.Tests.Notify;
using Remediator.Tests.Pipeline;
using Remediator.Tests.Repair;

namespace Remediator.Tests.Gate;

/// <summary>Exactly what was approved, or nothing.</summary>
public class ApprovalTests
{
    private static readonly (string, string)[] s_approve = [StoredNotifications.Table, ("REMEDIATION_MODE", "approve")];

    [Fact]
    public async Task A_plan_waits_for_the_approval_of_its_hash_and_is_then_applied()
    {
        await using var story = await Story.BeginAsync("workshop", s_approve);
        var asked = await story.FindingAsync();
        Assert.Equal(("awaiting-approval", "PatchPolicy"), ((string?)asked["status"], (string?)asked["plan"]!["action"]));
        var until = (string)asked["plan"]!["expires"]!;
        Assert.Equal(("incidents", "us-west-2"), ((string?)asked["plan"]!["table"]!["name"], (string?)asked["plan"]!["table"]!["region"]));
        foreach (var reader in new[] { "email", "https" })
        {
            var text = (string)JsonNode.Parse(Assert.Single(story.World.Notifications).Message)![reader]!;
            Assert.Contains($"remediator approve {Hash(asked)} --table incidents --region us-west-2", text, StringComparison.Ordinal);
            Assert.Contains($"until {until[..10]} {until[11..16]}Z (", text, StringComparison.Ordinal);
        }
        Assert.Empty(story.Writes);

        var done = Assert.Single((await story.DeliverAsync(Decision("approve", Hash(asked)), alias: "approvals"))["findings"]!.AsArray())!;
        Assert.Equal(("fixed", Hash(asked)), ((string?)done["status"], Hash(done)));
        Assert.Equal("remediation.approved-through", (string?)done["outcome"]!["code"]);
        Assert.Equal("arn:aws:lambda:us-west-2:111122223333:function:remediator:approvals",
            (string?)done["outcome"]!["args"]!["channel"]!["args"]!["alias"]);
        Assert.Equal(["awaiting-approval", "fixed"], story.Statuses());
        Assert.True(await story.RunsAsync());
    }

    [Fact]
    public async Task A_rejected_plan_is_refused_and_no_approval_is_requested_again()
    {
        await using var story = await Story.BeginAsync("workshop", s_approve);
        var asked = await story.FindingAsync();
        Assert.Equal(["refused"],
            StoredNotifications.StatusesOf(await story.DeliverAsync(Decision("reject", Hash(asked)), alias: "approvals")));
        Assert.Equal(["refused"], StoredNotifications.StatusesOf(await story.DeliverAsync()));
        Assert.Equal(["awaiting-approval", "refused"], story.Statuses());
        Refused("decision.closed", await story.DeliverAsync(Decision("approve", Hash(asked)), alias: "approvals"));
        Assert.Empty(story.Writes);
    }

    [Fact]
    public async Task A_policy_that_has_changed_since_needs_a_new_approval_under_another_hash()
    {
        await using var story = await Story.BeginAsync("workshop", s_approve);
        var asked = await story.FindingAsync();
        var changed = JsonNode.Parse(story.Before!)!;
        changed["Statement"]![0]!["Sid"] = "renamed";
        story.World.SetRepositoryPolicy(Story.Repository, changed.ToJsonString());
        var anew = Assert.Single((await story.DeliverAsync(Decision("approve", Hash(asked)), alias: "approvals"))["findings"]!.AsArray())!;
        Assert.Equal("awaiting-approval", (string?)anew["status"]);
        Assert.NotEqual(Hash(asked), Hash(anew));
        Assert.Empty(story.Writes);
    }

    [Fact]
    public async Task A_hash_expires_after_an_hour()
    {
        var clock = new LeapClock(60);
        await using var story = await Story.BeginAsync(Scenario.Load("workshop"), s_approve, clock: clock);
        var asked = await story.FindingAsync();
        clock.Leap(TimeSpan.FromMinutes(61));
        var why = Refused("decision.closed", await story.DeliverAsync(Decision("approve", Hash(asked)), alias: "approvals"));
        Assert.Contains("the approval expired", why, StringComparison.Ordinal);
        Assert.Empty(story.Writes);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("live")]
    [InlineData("approvals2")]
    public async Task Only_the_alias_approvals_accepts_decisions(string? alias)
    {
        await using var story = await Story.BeginAsync("workshop", s_approve);
        var asked = await story.FindingAsync();
        Refused("decision.not-through-the-alias", await story.DeliverAsync(Decision("approve", Hash(asked)), alias: alias));
        Assert.Empty(story.Writes);
    }

    [Fact]
    public async Task A_hash_without_an_approval_request_approves_nothing()
    {
        await using var story = await Story.BeginAsync("workshop", s_approve);
        var nobodys = Decision("approve", $"sha256:{new string('0', 64)}");
        Refused("decision.nobody-asked", await story.DeliverAsync(nobodys, alias: "approvals"));
        Assert.Empty(story.Writes);
    }

    [Theory]
    [InlineData("""{"approve": "sha256:0000"}""")]
    [InlineData("""{"approve": 7}""")]
    [InlineData("""{"approve": "HASH", "cluster": "eks-workshop"}""")]
    [InlineData("""{"approve": "HASH", "reject": "HASH"}""")]
    public async Task A_decision_with_any_other_field_is_not_a_decision(string payload)
    {
        await using var story = await Story.BeginAsync("workshop", s_approve);
        payload = payload.Replace("HASH", $"sha256:{new string('0', 64)}", StringComparison.Ordinal);
        Refused("decision.malformed", await story.DeliverAsync(payload, alias: "approvals"));
        await Assert.ThrowsAsync<MalformedEventException>(() => story.DeliverAsync(payload));
        Assert.Empty(story.Calls);
    }

    [Fact]
    public async Task A_plan_that_needs_approval_in_mode_auto_can_be_approved()
    {
        await using var story = await Story.BeginAsync(Scenario.Load("workshop"),
            [StoredNotifications.Table, ("MAX_PATCHES_PER_HOUR", "0")]);
        var asked = await story.FindingAsync();
        Assert.Equal("awaiting-approval", (string?)asked["status"]);
        Assert.Equal(["fixed"],
            StoredNotifications.StatusesOf(await story.DeliverAsync(Decision("approve", Hash(asked)), alias: "approvals")));
    }

    [Fact]
    public async Task An_approval_counts_once()
    {
        await using var story = await Story.BeginAsync("workshop", s_approve);
        var asked = await story.FindingAsync();
        Assert.Equal(["fixed"],
            StoredNotifications.StatusesOf(await story.DeliverAsync(Decision("approve", Hash(asked)), alias: "approvals")));
        await story.BreakAgainAsync();
        var why = Refused("decision.closed", await story.DeliverAsync(Decision("approve", Hash(asked)), alias: "approvals"));
        Assert.Contains("it was already approved", why, StringComparison.Ordinal);
        Assert.Equal(1, story.PolicyWrites());
    }

    [Fact]
    public async Task An_approval_is_not_used_up_where_the_write_cannot_be_claimed()
    {
        await using var story = await Story.BeginAsync("workshop", s_approve);
        var asked = await story.FindingAsync();
        story.World.InjectFault(new Fault("dynamodb", "TransactWriteItems", FaultKind.Denied, Times: 1));
        Assert.Equal(["refused"],
            StoredNotifications.StatusesOf(await story.DeliverAsync(Decision("approve", Hash(asked)), alias: "approvals")));
        Assert.Equal(0, story.PolicyWrites());
        Assert.Equal(["fixed"],
            StoredNotifications.StatusesOf(await story.DeliverAsync(Decision("approve", Hash(asked)), alias: "approvals")));
    }

    [Fact]
    public async Task An_approval_is_not_used_up_where_ECR_did_not_accept_the_policy()
    {
        await using var story = await Story.BeginAsync("workshop", s_approve);
        var asked = await story.FindingAsync();
        story.World.InjectFault(new Fault("ecr", "SetRepositoryPolicy", FaultKind.Denied, Times: 1));
        Assert.Equal(["failed"],
            StoredNotifications.StatusesOf(await story.DeliverAsync(Decision("approve", Hash(asked)), alias: "approvals")));
        Assert.Equal(["fixed"],
            StoredNotifications.StatusesOf(await story.DeliverAsync(Decision("approve", Hash(asked)), alias: "approvals")));
    }

    /// <summary>The alias is the eighth part of the ARN: a function that only has its name accepts no decisions.</summary>
    [Theory]
    [InlineData("arn:aws:lambda:us-west-2:111122223333:function:remediate:approvals", true)]
    [InlineData("arn:aws:lambda:us-west-2:111122223333:function:approvals", false)]
    [InlineData("arn:aws:lambda:us-west-2:111122223333:function:remediate:approvals2", false)]
    [InlineData("arn:aws:lambda:us-west-2:111122223333:function:approvals:live", false)]
    [InlineData("arn:aws:lambda:us-west-2:111122223333:layer:remediate:approvals", false)]
    public void The_alias_is_recognized_only_by_its_position_in_the_ARN(string arn, bool isAlias) =>
        Assert.Equal(isAlias, DecisionIntake.IsAlias(arn));

    [Fact]
    public async Task An_approval_does_not_override_a_missing_opt_in_of_the_owner()
    {
        await using var story = await Story.BeginAsync("workshop-not-opted-in", s_approve);
        var refused = await story.FindingAsync();
        Assert.Equal("refused", (string?)refused["status"]);
        Refused("decision.nobody-asked", await story.DeliverAsync(Decision("approve", Hash(refused)), alias: "approvals"));
        Assert.Empty(story.Writes);
    }

    [Fact]
    public async Task Of_two_approvals_at_once_one_writes()
    {
        await using var story = await Story.BeginAsync(Scenario.Load("workshop"), s_approve, speed: 20);
        var asked = await story.FindingAsync();
        using var other = story.Beside();
        await Task.WhenAll(story.DeliverAsync(Decision("approve", Hash(asked)), alias: "approvals"),
            other.InvokeAsync(Decision("approve", Hash(asked)), alias: "approvals"));
        Assert.Equal(1, story.PolicyWrites());
        Assert.Equal(["awaiting-approval", "fixed"], story.Statuses());
        Assert.False(PolicyDocument.Parse(story.Before!).SameAs(PolicyDocument.Parse(story.Policy!)));
    }

    /// <summary>An answer, not an error of the invocation: nobody but the one who decided has to know.</summary>
    private static string Refused(string code, JsonObject answer)
    {
        Assert.Empty(answer["findings"]!.AsArray());
        Assert.Equal(code, (string?)answer["code"]);
        return (string)answer["refused"]!;
    }

    private static string Decision(string what, string hash) => new JsonObject { [what] = hash }.ToJsonString();

    private static string Hash(JsonNode finding) => (string)finding["plan"]!["hash"]!;
}
