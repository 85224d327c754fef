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
        Assert.Contains("tell your team", back.Out, StringComparison.Ordinal);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(before!), JsonNode.Parse(_stage.World.RepositoryPolicy(Repository)!)));
        Assert.Contains("rolled-back", (await RunAsync("incidents", "list", "--table", "incidents")).Out, StringComparison.Ordinal);
        var none = await RunAsync("incidents", "list", "--closed-days", "0", "--table", "incidents");
        Assert.Equal((0, false), (none.Exit, none.Out.Contains(key, StringComparison.Ordinal)));
        Assert.Contains(key, (await RunAsync("incidents", "--all", "--table", "incidents")).Out, StringComparison.Ordinal);
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

    private Task<CliProcess.Output> RunAsync(params string[] arguments) =>
        CliProcess.RunIn(_stage.World.OperatorEnvironment.ToDictionary(pair => pair.Key, string? (pair) => pair.Value), arguments);
}
