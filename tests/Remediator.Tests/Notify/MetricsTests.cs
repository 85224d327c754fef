using System.Text.Json.Nodes;
using Remediator.Tests.Pipeline;

namespace Remediator.Tests.Notify;

/// <summary>What CloudWatch makes metrics of.</summary>
public class MetricsTests
{
    [Fact]
    public async Task A_repair_counts_an_incident_a_patch_and_its_times()
    {
        await using var story = await Story.BeginAsync("workshop");
        var finding = await story.FindingAsync();
        var metric = MetricOf(story);
        Assert.Equal((1, 1, 0, 0),
            ((int)metric["Incidents"]!, (int)metric["Patches"]!, (int)metric["Rollbacks"]!, (int)metric["Unknowns"]!));
        Assert.InRange((double)metric["TimeToDiagnose"]!, 0, (double)metric["TimeToFix"]!);
        Assert.Equal(("RepositoryPolicyDenies", "eks-workshop", "auto", (string?)finding["key"]),
            ((string?)metric["cause"], (string?)metric["cluster"], (string?)metric["mode"], (string?)metric["key"]));
    }

    [Fact]
    public async Task A_repair_that_was_rolled_back_counts_a_rollback_and_no_fix()
    {
        await using var story = await Story.BeginAsync("still-denied-after-fix");
        Assert.Equal("rolled-back", (string?)(await story.FindingAsync())["status"]);
        var metric = MetricOf(story);
        Assert.Equal((1, 1), ((int)metric["Patches"]!, (int)metric["Rollbacks"]!));
        Assert.Null(metric["TimeToFix"]);
    }

    [Fact]
    public async Task A_failed_read_is_counted()
    {
        await using var story = await Story.BeginAsync("policy-unreadable");
        var finding = await story.FindingAsync();
        Assert.Equal(finding["unknowns"]!.AsArray().Count, (int)MetricOf(story)["Unknowns"]!);
        Assert.NotEmpty(finding["unknowns"]!.AsArray());
    }

    /// <summary>The members that the specification requires, and a value for every metric and dimension that is named.</summary>
    [Fact]
    public async Task A_line_is_a_document_of_the_embedded_metric_format()
    {
        await using var story = await Story.BeginAsync("workshop", ("REMEDIATION_MODE", "report"));
        await story.FindingAsync();
        var metric = MetricOf(story);
        Assert.InRange((long)metric["_aws"]!["Timestamp"]!, 1_000_000_000_000, 99_999_999_999_999);
        var directive = Assert.Single(metric["_aws"]!["CloudWatchMetrics"]!.AsArray())!;
        Assert.Equal("Remediator", (string?)directive["Namespace"]);
        Assert.Equal(["cause", "cluster", "mode"],
            Assert.Single(directive["Dimensions"]!.AsArray())!.AsArray().Select(name => (string?)name));
        Assert.All(directive["Dimensions"]![0]!.AsArray(), name => Assert.NotEqual("", (string?)metric[(string)name!] ?? ""));
        Assert.All(directive["Metrics"]!.AsArray(), one =>
        {
            Assert.Contains((string)one!["Unit"]!, new[] { "Count", "Seconds" });
            Assert.True((double)metric[(string)one["Name"]!]! >= 0);
        });
        Assert.Equal("report", (string?)metric["mode"]);
    }

    private static JsonNode MetricOf(Story story) => Assert.Single(story.Log, line => line["_aws"] is not null);
}
