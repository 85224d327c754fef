using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Remediator.EndToEnd.Tests.CommandLine;
using Remediator.Sandbox.Model;

namespace Remediator.EndToEnd.Tests.Invoke;

public sealed partial class InvokeTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("invoke").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task The_response_is_one_line_of_JSON_and_the_log_goes_to_stderr()
    {
        var invoked = await CliProcess.Run("invoke", Alarm("alarm.json"));
        Assert.True(invoked.Exit == 0, invoked.Error);
        var line = Assert.Single(invoked.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(("remediator/1", "fixed"),
            ((string?)JsonNode.Parse(line)!["schema"], (string?)JsonNode.Parse(line)!["findings"]![0]!["status"]));
        Assert.Contains("about to change a repository policy", invoked.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resolved_alarm_has_no_finding()
    {
        var invoked = await CliProcess.Run("invoke", Alarm("alarm-ok.json"));
        Assert.Equal(0, invoked.Exit);
        Assert.Empty(JsonNode.Parse(invoked.Out)!["findings"]!.AsArray());
    }

    [Fact]
    public async Task A_finding_that_is_not_fixed_exits_1()
    {
        var invoked = await CliProcess.Run("invoke", Alarm("alarm.json"), "--scenario", "image-missing");
        Assert.Equal(1, invoked.Exit);
        Assert.Equal("ImageMissing", (string?)JsonNode.Parse(invoked.Out)!["findings"]![0]!["cause"]);
    }

    [Theory]
    [InlineData("alarm-composite.json")]
    [InlineData("alarm-metrics-insights.json")]
    [InlineData("schedule.json")]
    [InlineData("set-repository-policy.json")]
    [InlineData("delete-repository-policy.json")]
    [InlineData("delete-repository.json")]
    [InlineData("batch-delete-image.json")]
    [InlineData("delete-pull-through-cache-rule.json")]
    [InlineData("denied-pull.json")]
    [InlineData("lifecycle-expiry.json")]
    [InlineData("image-deleted.json")]
    [InlineData("image-archived.json")]
    public async Task An_event_that_names_no_cluster_applies_to_the_clusters_of_the_sandbox(string sample)
    {
        var invoked = await CliProcess.Run("invoke", Alarm(sample), "--scenario", "workshop");
        Assert.Equal("RepositoryPolicyDenies", (string?)JsonNode.Parse(invoked.Out)!["findings"]![0]!["cause"]);
        Assert.DoesNotContain("no finding", invoked.Error, StringComparison.Ordinal);
    }

    /// <summary>The scenario that the documents name for each sample.</summary>
    private static Dictionary<string, string> Worlds { get; } = File.ReadLines(Template.Repository.PathOf("docs", "local.md"))
        .Select(line => WorldOfSample().Match(line)).Where(row => row.Success)
        .ToDictionary(row => row.Groups[1].Value, row => row.Groups[2].Value);

    public static TheoryData<string> Samples =>
        [.. Directory.GetFiles(Template.Repository.PathOf("events"), "*.json").Select(file => Path.GetFileName(file))];

    [Fact]
    public void Every_sample_has_a_world_of_its_own()
    {
        Assert.Equal(Samples.Select(sample => sample.Data).Order(StringComparer.Ordinal), Worlds.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(Worlds.Count, Worlds.Values.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task A_sample_is_played_in_the_world_that_the_documents_name_and_shows_what_is_wrong_there(string sample)
    {
        var invoked = await CliProcess.Run("invoke", Alarm(sample));
        Assert.Equal(Worlds[sample] == "workshop" ? [] : [$"scenario {Worlds[sample]}, which this sample is about; --scenario plays it "
            + "in another"], invoked.Error.Split('\n').Where(line => line.StartsWith("scenario ", StringComparison.Ordinal)));
        var (answer, expected) = (JsonNode.Parse(invoked.Out)!, Scenario.Load(Worlds[sample]).Expected);
        if (answer["findings"] is not JsonArray findings)
            Assert.Contains($"\"cause\":\"{expected.Cause}\"", invoked.Error, StringComparison.Ordinal);
        else if (answer["audits"] is JsonArray audits)
            Assert.Contains(audits[0]!["rows"]!.AsArray(), row => (string?)row!["result"] == "would-fail");
        else if (expected.Cause is { } cause)
            Assert.Equal((cause, expected.Status), ((string?)findings[0]!["cause"], (string?)findings[0]!["status"]));
        else
            Assert.All(findings, finding => Assert.Null(finding!["symptom"]));
        Assert.Equal(sample == "alarm-ok.json", invoked.Error.Contains("no finding", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_finding_is_there_as_text_too()
    {
        var invoked = await CliProcess.Run("invoke", Alarm("alarm.json"), "-o", "text");
        Assert.Contains("Cause   RepositoryPolicyDenies", invoked.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_clusters_that_the_caller_lists_take_precedence()
    {
        var invoked = await CliProcess.RunIn(new Dictionary<string, string?> { ["CLUSTERS"] = "another" }, "invoke", Alarm("alarm.json"));
        Assert.Equal(0, invoked.Exit);
        Assert.Contains("CLUSTERS does not list cluster eks-workshop", invoked.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kubernetes-event.json")]
    [InlineData("kubernetes-event-flat.json")]
    public async Task An_event_about_a_missing_pod_says_so_and_lists_the_existing_pods(string sample)
    {
        var about = await File.ReadAllTextAsync(Alarm(sample), TestContext.Current.CancellationToken);
        var invoked = await CliProcess.Run("invoke", Written(about.Replace("jprrj", "zzzzz", StringComparison.Ordinal)));
        Assert.Equal(0, invoked.Exit);
        Assert.Empty(JsonNode.Parse(invoked.Out)!["findings"]!.AsArray());
        Assert.Matches("(?m)^no finding: the event led to no pod that waits for its image; the sandbox's pods are default/ui-private-",
            invoked.Error);
    }

    [Fact]
    public async Task A_malformed_event_is_an_invocation_error()
    {
        var invoked = await CliProcess.Run("invoke", Written("{\"source\": \"aws.cloudwatch\"}"));
        Assert.Equal((1, ""), (invoked.Exit, invoked.Out));
        Assert.Equal("MalformedEventException", (string?)JsonNode.Parse(invoked.Error)!["errorType"]);
    }

    [Fact]
    public async Task A_missing_file_is_wrong_usage()
    {
        var invoked = await CliProcess.Run("invoke", Path.Combine(_directory, "none.json"));
        Assert.Equal((2, ""), (invoked.Exit, invoked.Out));
        Assert.Contains("none.json\" cannot be read", invoked.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_JSON_is_wrong_usage()
    {
        var invoked = await CliProcess.Run("invoke", Written("{"));
        Assert.Equal((2, ""), (invoked.Exit, invoked.Out));
        Assert.Contains("is not JSON", invoked.Error, StringComparison.Ordinal);
    }

    private static string Alarm(string name) => Template.Repository.PathOf("events", name);

    [GeneratedRegex(@"^\| `([a-z-]+\.json)` \| [^|]+ \| `([a-z-]+)` \| `sam local")]
    private static partial Regex WorldOfSample();

    private string Written(string text)
    {
        var path = Path.Combine(_directory, "event.json");
        File.WriteAllText(path, text);
        return path;
    }
}
