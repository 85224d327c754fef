using System.Text.Json.Nodes;
using Remediator.Cli.Hosting;
using Remediator.EndToEnd.Tests.CommandLine;
using Remediator.Sandbox.Model;

namespace Remediator.EndToEnd.Tests.Incidents;

/// <summary>Incidents and plans in the table, handled from the command line.</summary>
public sealed class IncidentTests : IAsyncLifetime
{
    private const string Repository = "retail-sample-app-ui";

    private SandboxFunction _stage = null!;

    public async ValueTask InitializeAsync()
    {
        var settings = new Dictionary<string, string> { ["INCIDENT_TABLE"] = "incidents", ["REMEDIATION_MODE"] = "approve" };
        _stage = await SandboxFunction.StartAsync(Scenario.Load("workshop"), settings, TimeProvider.System, _ => { }, TimeSpan.Zero,
            TestContext.Current.CancellationToken);
        Assert.True(await _stage.WaitForFailureAsync(TestContext.Current.CancellationToken));
    }

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task An_incident_is_listed_shown_approved_and_rolled_back()
    {
        var before = _stage.World.RepositoryPolicy(Repository);
        var asked = (await _stage.InvokeAsync(_stage.World.Event))["findings"]![0]!;
        var (key, hash) = ((string)asked["key"]!, (string)asked["plan"]!["hash"]!);

        var listed = await RunAsync("incidents", "--table", "incidents");
        Assert.Equal(1, listed.Exit);
        Assert.Matches($"{key} +awaiting-approval", listed.Out);
        var shown = await RunAsync("incidents", "show", key, "--table", "incidents");
        Assert.Matches("- +\"ecr:BatchGetImage\"", shown.Out);

        var approved = await RunAsync("approve", hash, "--table", "incidents");
        Assert.True(approved.Exit == 0, approved.Error + approved.Out);
        Assert.Contains("approved through the command line by arn:aws:sts::111122223333:assumed-role/operator/at-the-keyboard",
            approved.Out, StringComparison.Ordinal);
        Assert.NotEqual(before, _stage.World.RepositoryPolicy(Repository));

        var back = await RunAsync("rollback", key, "--table", "incidents");
        Assert.True(back.Exit == 0, back.Error + back.Out);
        Assert.Contains("No notification is sent, for neither --topic nor FINDINGS_TOPIC_ARN names a topic: tell your team", back.Out,
            StringComparison.Ordinal);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(before!), JsonNode.Parse(_stage.World.RepositoryPolicy(Repository)!)));
        Assert.Contains("rolled-back", (await RunAsync("incidents", "list", "--table", "incidents")).Out, StringComparison.Ordinal);
        var none = await RunAsync("incidents", "list", "--closed-days", "0", "--table", "incidents");
        Assert.Equal((0, false), (none.Exit, none.Out.Contains(key, StringComparison.Ordinal)));
        Assert.Contains(key, (await RunAsync("incidents", "--all", "--table", "incidents")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_awaits_approval_is_listed_and_shown_with_its_hash_its_end_and_the_commands()
    {
        var asked = (await _stage.InvokeAsync(_stage.World.Event))["findings"]![0]!;
        var (key, hash) = ((string)asked["key"]!, (string)asked["plan"]!["hash"]!);
        var command = $"$ remediator approve {hash} --table incidents --region us-west-2";
        foreach (var arguments in new[] { new[] { "incidents" }, ["incidents", "show", key] })
        {
            var shown = await RunAsync(arguments, ("INCIDENT_TABLE", "incidents"));
            Assert.Matches($"{key} awaits approval until 20[0-9-]+ [0-9:]+Z:", shown.Out);
            Assert.Contains(command, shown.Out, StringComparison.Ordinal);
        }
        var json = JsonNode.Parse((await RunAsync("incidents", "list", "--table", "incidents", "-o", "json")).Out)!["incidents"]![0]!;
        Assert.Equal((hash, key), ((string?)json["approval"]!["hash"], (string?)json["finding"]!["key"]));
    }

    [Fact]
    public async Task A_rollback_says_who_was_notified_and_the_message_names_the_person()
    {
        var key = await FixedAsync();
        var back = await RunAsync("rollback", key, "--table", "incidents", "--topic", _stage.World.TopicArn);
        Assert.True(back.Exit == 0, back.Error + back.Out);
        Assert.Contains($"Notified: {_stage.World.TopicArn}", back.Out, StringComparison.Ordinal);
        var told = _stage.World.Notifications[^1];
        Assert.Equal(("rolled-back", key), (told.Attributes["status"], told.Attributes["message"].Split('@')[0]));
        var mail = (string)JsonNode.Parse(told.Message)!["email"]!;
        Assert.Contains("A person restored the previous policy.", mail, StringComparison.Ordinal);
        Assert.Contains("assumed-role/operator/at-the-keyboard", mail, StringComparison.Ordinal);
        var shown = await RunAsync("incidents", "show", key, "--table", "incidents");
        Assert.Contains("at-the-keyboard restored the previous policy", shown.Out.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_topic_that_does_not_take_the_message_is_a_problem_although_the_policy_is_restored()
    {
        var before = _stage.World.RepositoryPolicy(Repository);
        var key = await FixedAsync();
        var back = await RunAsync("rollback", key, "--table", "incidents", "--topic", $"{_stage.World.TopicArn}-of-nobody");
        Assert.Equal(1, back.Exit);
        Assert.Contains("The notification was not delivered, so tell your team:", back.Out, StringComparison.Ordinal);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(before!), JsonNode.Parse(_stage.World.RepositoryPolicy(Repository)!)));
    }

    [Fact]
    public async Task A_rollback_is_data_for_programs()
    {
        var key = await FixedAsync();
        var back = JsonNode.Parse(
            (await RunAsync("rollback", key, "--table", "incidents", "--topic", _stage.World.TopicArn, "-o", "json")).Out)!;
        Assert.Equal((key, "RolledBack", Repository, _stage.World.TopicArn, "rolled-back"),
            ((string?)back["incident"], (string?)back["result"], (string?)back["repository"], (string?)back["notified"],
                (string?)back["finding"]!["status"]));
        var again = await RunAsync("rollback", key, "--table", "incidents", "-o", "yaml");
        Assert.Contains("\nresult: NothingLeft\n", again.Out, StringComparison.Ordinal);
        var unknown = await RunAsync("rollback", "pull-0000", "--table", "incidents", "--json");
        Assert.Equal((1, "Refused", "rollback.no-incident"),
            (unknown.Exit, (string?)JsonNode.Parse(unknown.Out)!["result"], (string?)JsonNode.Parse(unknown.Out)!["code"]));
    }

    [Fact]
    public async Task A_rollback_answers_in_Japanese()
    {
        var back = await RunAsync("rollback", await FixedAsync(), "--table", "incidents", "--lang", "ja");
        Assert.Contains("元のポリシーに戻し、読み直して確認しました", back.Out, StringComparison.Ordinal);
    }

    /// <summary>The key of an incident whose plan was approved.</summary>
    private async Task<string> FixedAsync()
    {
        var asked = (await _stage.InvokeAsync(_stage.World.Event))["findings"]![0]!;
        var approved = await RunAsync("approve", (string)asked["plan"]!["hash"]!, "--table", "incidents");
        Assert.True(approved.Exit == 0, approved.Error + approved.Out);
        return (string)asked["key"]!;
    }

    [Fact]
    public async Task A_rollback_that_was_made_already_leaves_nothing_to_do()
    {
        var asked = (await _stage.InvokeAsync(_stage.World.Event))["findings"]![0]!;
        await RunAsync("approve", (string)asked["plan"]!["hash"]!, "--table", "incidents");
        await RunAsync("rollback", (string)asked["key"]!, "--table", "incidents");
        var before = _stage.World.RepositoryPolicy(Repository);
        var again = await RunAsync("rollback", (string)asked["key"]!, "--table", "incidents");
        Assert.True(again.Exit == 0, again.Error + again.Out);
        Assert.Contains("Nothing was left to do", again.Out, StringComparison.Ordinal);
        Assert.Equal(before, _stage.World.RepositoryPolicy(Repository));
    }

    [Fact]
    public async Task A_dry_run_shows_the_plan_and_changes_nothing()
    {
        var before = _stage.World.RepositoryPolicy(Repository);
        var asked = (await _stage.InvokeAsync(_stage.World.Event))["findings"]![0]!;
        var shown = await RunAsync("approve", (string)asked["plan"]!["hash"]!, "--table", "incidents", "--dry-run");
        Assert.Equal((0, ""), (shown.Exit, shown.Error));
        Assert.Matches("- +\"ecr:BatchGetImage\"", shown.Out);
        Assert.Equal(before, _stage.World.RepositoryPolicy(Repository));
        Assert.Equal(1, (await RunAsync("approve", "sha256:0000", "--table", "incidents", "--dry-run")).Exit);
    }

    [Theory]
    [InlineData("n", 1)]
    [InlineData("", 1)]
    [InlineData("y", 0)]
    public async Task On_a_terminal_the_plan_is_shown_and_a_yes_is_asked_for(string typed, int exit)
    {
        Terminal.Required();
        var before = _stage.World.RepositoryPolicy(Repository);
        var hash = (string)(await _stage.InvokeAsync(_stage.World.Event))["findings"]![0]!["plan"]!["hash"]!;
        var ran = await Terminal.RunAsync(Environment(), $"{typed}\n", "approve", hash, "--table", "incidents");
        Assert.True(ran.Exit == exit, ran.Screen);
        Assert.Contains("Apply? [y/N]", ran.Screen, StringComparison.Ordinal);
        Assert.DoesNotContain("\"level\":", ran.Screen, StringComparison.Ordinal);
        Assert.Equal(exit != 0, before == _stage.World.RepositoryPolicy(Repository));
    }

    [Fact]
    public async Task A_policy_that_someone_else_has_changed_since_is_not_rolled_back()
    {
        var asked = (await _stage.InvokeAsync(_stage.World.Event))["findings"]![0]!;
        await RunAsync("approve", (string)asked["plan"]!["hash"]!, "--table", "incidents");
        const string theirs =
            """{"Version":"2008-10-17","Statement":[{"Sid":"theirs","Effect":"Deny","Principal":"*","Action":"ecr:DeleteRepository"}]}""";
        _stage.World.SetRepositoryPolicy(Repository, theirs);
        var back = await RunAsync("rollback", (string)asked["key"]!, "--table", "incidents");
        Assert.Equal(1, back.Exit);
        Assert.Contains("theirs", back.Out, StringComparison.Ordinal);
        Assert.Contains("new policy", back.Out, StringComparison.Ordinal);
        Assert.Contains("theirs", _stage.World.RepositoryPolicy(Repository), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("approve", "fixed")]
    [InlineData("reject", "refused")]
    public async Task The_team_is_notified_on_the_given_topic(string decision, string status)
    {
        var asked = (await _stage.InvokeAsync(_stage.World.Event))["findings"]![0]!;
        var decided = await RunAsync(decision, (string)asked["plan"]!["hash"]!, "--table", "incidents", "--topic", _stage.World.TopicArn);
        Assert.DoesNotContain("no notification is sent", decided.Error, StringComparison.Ordinal);
        Assert.Equal(["awaiting-approval", status], _stage.World.Notifications.Select(told => told.Attributes["status"]));
    }

    [Fact]
    public async Task Without_a_topic_a_warning_says_that_no_notification_is_sent()
    {
        var asked = (await _stage.InvokeAsync(_stage.World.Event))["findings"]![0]!;
        var decided = await RunAsync("approve", (string)asked["plan"]!["hash"]!, "--table", "incidents");
        Assert.Contains("neither --topic nor FINDINGS_TOPIC_ARN names a topic, so no notification is sent", decided.Error,
            StringComparison.Ordinal);
        Assert.Equal(["awaiting-approval"], _stage.World.Notifications.Select(told => told.Attributes["status"]));
    }

    [Theory]
    [InlineData("approve", "sha256:0000", "no approval was requested for")]
    [InlineData("reject", "sha256:0000", "no approval was requested for")]
    [InlineData("rollback", "pull-0000", "there is no incident")]
    public async Task An_unknown_incident_or_plan_is_reported_as_unknown(string command, string what, string told)
    {
        var ran = await RunAsync(command, what, "--table", "incidents");
        Assert.Equal(1, ran.Exit);
        Assert.Contains(told, ran.Out + ran.Error, StringComparison.Ordinal);
    }

    private Task<CliProcess.Output> RunAsync(params string[] arguments) => RunAsync(arguments, ("INCIDENT_TABLE", null));

    private Task<CliProcess.Output> RunAsync(string[] arguments, (string Name, string? Value) more)
    {
        var environment = Environment();
        environment[more.Name] = more.Value;
        return CliProcess.RunIn(environment, arguments);
    }

    private Dictionary<string, string?> Environment() =>
        _stage.World.OperatorEnvironment.ToDictionary(pair => pair.Key, string? (pair) => pair.Value);
}
