using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Lambda.Serialization.SystemTextJson;
using Remediator.Core.Triggers;
using Remediator.Intake;
using Remediator.Kubernetes;
using Remediator.Sandbox.Model;
using Remediator.Scan;
using Remediator.Tests.Pipeline;

namespace Remediator.Tests.Intake;

/// <summary>Whatever is delivered: a trigger, "not ours" or a malformed event, and never a call that changes anything.</summary>
public class BrokenPayloadTests
{
    private static readonly string s_megabyte = new('x', 1 << 20);

    public static IReadOnlyDictionary<string, string> Payloads { get; } = new Dictionary<string, string>
    {
        ["null"] = "null",
        ["number"] = "7",
        ["string"] = "\"alarm\"",
        ["array"] = "[]",
        ["empty object"] = "{}",
        ["other members"] = """{"a": 1}""",
        ["id of a number"] = """{"id": 1}""",
        ["Records of nothing"] = """{"Records": null}""",
        ["Records of a string"] = """{"Records": "x"}""",
        ["record that is no object"] = """{"Records": [7]}""",
        ["record without a body"] = """{"Records": [{"messageId": "1"}]}""",
        ["record of a number"] = """{"Records": [{"messageId": 1, "body": "{}"}]}""",
        ["cluster of a number"] = """{"cluster": 7}""",
        ["cluster of null"] = """{"cluster": null}""",
        ["cluster that climbs"] = """{"cluster": "../../x"}""",
        ["cluster of a megabyte"] = $$"""{"cluster": "{{s_megabyte}}"}""",
        ["namespace that climbs"] = """{"cluster": "eks-workshop", "namespace": "../kube-system"}""",
        ["cluster twice"] = """{"cluster": "eks-workshop", "cluster": "eks-workshop"}""",
        ["approval"] = """{"approve": "sha256:0000"}""",
        ["no detail"] = Changed(e => e.Remove("detail")),
        ["detail of null"] = Changed(e => e["detail"] = null),
        ["detail of a megabyte"] = Changed(e => e["detail"] = s_megabyte),
        ["state of a megabyte"] = Changed(e => e["detail"]!["state"]!["value"] = s_megabyte),
        ["account of a megabyte"] = Changed(e => e["account"] = s_megabyte),
        ["time that is none"] = Changed(e => e["time"] = "2023-02-29T02:36:48Z"),
        ["another account"] = Changed(e => e["account"] = "999900001111"),
        ["another region"] = Changed(e => e["region"] = "eu-central-1"),
        ["another partition"] = Changed(e => e["region"] = "cn-north-1"),
        ["resources of a string"] = Changed(e => e["resources"] = "arn"),
        ["detail-type of another version"] = Changed(e => e["detail-type"] = "CloudWatch Alarm State Change v2"),
        // without any query such an alarm would be followed: that is how one on PromQL looks
        ["version of the future"] = Changed(e => (e["version"], e["detail"]!["configuration"]) =
            ("7", new JsonObject { ["metricsV2"] = new JsonArray(new JsonObject { ["query"] = "avg(cpu_usage) > 0.9" }) })),
        ["deep nesting"] = Changed(e => e["detail"]!["configuration"]!["metrics"] = JsonNode.Parse(Nested(50))),
        ["lone surrogate"] = EventSource.Sample("alarm").ToJsonString().Replace("ui-private", "\\ud800", StringComparison.Ordinal),
        ["source twice"] = EventSource.Sample("alarm").ToJsonString().Replace("\"source\":", "\"source\":\"aws.ecr\",\"source\":",
            StringComparison.Ordinal),
        ["queue of a megabyte"] = EventSource.Queue(("1", s_megabyte)),
        ["queue of deep nesting"] = EventSource.Queue(("1", Nested(10_000))),
    };

    [Fact]
    public async Task A_broken_payload_is_malformed_or_not_ours_and_changes_nothing()
    {
        await using var story = await Story.BeginAsync(Scenario.Load("workshop"), [("CLUSTERS", "eks-workshop")]);
        foreach (var (name, payload) in Payloads)
        {
            try
            {
                var answer = await story.DeliverAsync(payload);
                Assert.True(answer["batchItemFailures"] is not null || answer["findings"]!.AsArray().Count == 0, name);
            }
            catch (MalformedEventException e)
            {
                Assert.InRange(Encoding.UTF8.GetByteCount(e.Message), 20, 500);
            }
        }
        Assert.Empty(story.Writes);
        Assert.Equal(story.Before, story.Policy);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("{broken")]
    [InlineData("{} {}")]
    [InlineData("\0")]
    [InlineData("<html></html>")]
    public void A_payload_that_is_not_JSON_never_reaches_the_handler(string payload)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(payload));
        Assert.Throws<JsonSerializerException>(() => new SourceGeneratorLambdaJsonSerializer<Wire>().Deserialize<JsonElement>(stream));
    }

    /// <summary>
    /// One value anywhere in a sample, its envelope too, replaced, removed, doubled or renamed: an answer, or a refusal that says why;
    /// never a write.
    /// </summary>
    [Fact]
    public async Task A_mutation_of_any_sample_is_handled_or_refused_and_changes_nothing()
    {
        await using var story = await Story.BeginAsync(Scenario.Load("workshop"),
            [("REMEDIATION_MODE", "report"), ("CLUSTERS", "eks-workshop")]);
        await Parallel.ForEachAsync(Mutation.Many, Story.Stop, async (mutation, _) => await EndAsync(story, mutation));
        Assert.Empty(story.Writes);
        Assert.Equal(story.Before, story.Policy);
    }

    /// <summary>Anything else that is thrown was not foreseen.</summary>
    private static async Task EndAsync(Story story, Mutation mutation)
    {
        try
        {
            var answer = await story.DeliverAsync(mutation.Payload);
            Assert.True(answer["batchItemFailures"] is JsonArray || answer["findings"] is JsonArray, $"{mutation}");
        }
        catch (Exception e)
        {
            Assert.True(e is MalformedEventException or ClusterUnreachableException or SweepFailedException, $"{mutation}: {e}");
            Assert.InRange(Encoding.UTF8.GetByteCount(e.Message), 20, 500);
        }
    }

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);

    private static string Changed(Action<JsonObject> change)
    {
        var alarm = EventSource.Sample("alarm");
        change(alarm);
        return alarm.ToJsonString();
    }
}
