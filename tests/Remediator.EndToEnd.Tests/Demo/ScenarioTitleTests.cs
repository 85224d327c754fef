using System.Text.Json.Nodes;
using Remediator.Core.Wording;
using Remediator.EndToEnd.Tests.Template;

namespace Remediator.EndToEnd.Tests.Demo;

/// <summary>A scenario that is like another one would take over the other's titles.</summary>
public class ScenarioTitleTests
{
    private static readonly string[] s_tags = [.. Enum.GetValues<Language>().Select(language => language.Tag)];

    private static IReadOnlyDictionary<string, JsonNode> Files { get; } = Directory
        .EnumerateFiles(Repository.PathOf("src", "Remediator.Sandbox", "Scenarios"), "*.json", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetFileName(file), file => JsonNode.Parse(File.ReadAllText(file))!);

    [Fact]
    public void Every_scenario_has_a_title_of_its_own_in_every_language() => Assert.All(Files, file =>
        Assert.Equal(s_tags, (file.Value["title"] as JsonObject ?? []).Select(title => title.Key)));

    [Fact]
    public void No_two_scenarios_have_the_same_title() => Assert.All(s_tags, tag =>
        Assert.Empty(Files.GroupBy(file => (string?)file.Value["title"]![tag]).Where(same => same.Count() > 1)
            .Select(same => string.Join(", ", same.Select(file => file.Key)))));

    [Fact]
    public void A_Japanese_title_is_Japanese_and_no_sentence() => Assert.All(Files, file =>
    {
        var title = (string)file.Value["title"]!["ja"]!;
        Assert.Contains(title, letter => letter is >= '\u3041' and <= '\u9fff');
        Assert.DoesNotMatch("(です|ます|。)", title);
    });
}
