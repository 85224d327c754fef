using System.Text.Json;
using Remediator.Core.Failures;
using Remediator.Core.Triggers;

namespace Remediator.Core.Tests.Triggers;

/// <summary>What a sweep puts into the queue for one cluster.</summary>
public sealed class ClusterPartTests
{
    private const string Sweep = """{"id":"1","detail-type":"Scheduled Event","detail":{"a":[1,"é\u0000"]}}""";

    [Fact]
    public void What_was_written_is_read_again_with_the_event_as_it_came()
    {
        var blue = new Scope("111122223333", "us-west-2", "blue", null, null, null);
        var part = ClusterPart.Read(Json(new ClusterPart(blue, Json(Sweep)).ToText()));
        Assert.Equal(blue, part.Only);
        Assert.True(JsonElement.DeepEquals(Json(Sweep), part.Event));
    }

    [Theory]
    [InlineData("""{"only": "blue", "event": {}}""", "$.only")]
    [InlineData("""{"only": "111122223333/us-west-2/*", "event": {}}""", "$.only")]
    [InlineData("""{"only": "*/us-west-2/b*", "event": {}}""", "$.only")]
    [InlineData("""{"only": 7, "event": {}}""", "$.only")]
    [InlineData("""{"only": "111122223333/us-west-2/blue"}""", "$.event")]
    [InlineData("""{"only": "111122223333/us-west-2/blue", "event": "sweep"}""", "$.event")]
    [InlineData("""{"only": "111122223333/us-west-2/blue", "event": {"only": "111122223333/us-west-2/blue", "event": {}}}""", "$.event")]
    public void A_part_that_is_not_of_one_cluster_or_holds_no_whole_event_is_malformed(string text, string path)
    {
        var payload = Json(text);
        Assert.True(ClusterPart.IsOne(payload));
        Assert.Contains(path, Assert.Throws<MalformedEventException>(() => ClusterPart.Read(payload)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Sweep)]
    [InlineData("[]")]
    [InlineData("\"only\"")]
    public void An_event_is_no_part_of_one(string text) => Assert.False(ClusterPart.IsOne(Json(text)));

    private static JsonElement Json(string text) => JsonElement.Parse(text);
}
