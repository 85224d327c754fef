using System.Text.Json.Nodes;
using Remediator.Tests.Pipeline;

namespace Remediator.Tests.Notify;

public class LanguageTests
{
    [Fact]
    public async Task People_read_the_language_of_the_deployment_and_programs_read_English()
    {
        await using var story = await Story.BeginAsync("workshop", ("FINDINGS_LANGUAGE", "ja"), ("REMEDIATION_MODE", "report"));
        var answer = await story.FindingAsync();
        var bodies = JsonNode.Parse(Assert.Single(story.World.Notifications).Message)!;
        Assert.StartsWith("ECR リポジトリ", (string)bodies["email"]!, StringComparison.Ordinal);
        Assert.Contains("拒否しています。", (string?)JsonNode.Parse((string)bodies["https"]!)!["content"]!["title"], StringComparison.Ordinal);
        Assert.Equal("a statement of the repository policy denies the pull", ((string)answer["plan"]!["why"]!).Split(',')[0]);
    }

    [Fact]
    public async Task Every_log_line_of_an_incident_has_its_key()
    {
        await using var story = await Story.BeginAsync("still-denied-after-fix");
        var finding = await story.FindingAsync();
        Assert.True(story.Log.Count >= 5, $"{story.Log.Count} lines");
        Assert.All(story.Log, line => Assert.Equal((string?)finding["key"], (string?)line["key"]));
    }
}
