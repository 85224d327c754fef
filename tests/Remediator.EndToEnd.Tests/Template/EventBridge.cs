using System.Text.Json.Nodes;

namespace Remediator.EndToEnd.Tests.Template;

/// <summary>moto's EventBridge, as the judge of the rules' patterns.</summary>
internal static class EventBridge
{
    /// <summary>
    /// The names of the rules that an event reaches. EventBridge holds a pattern against each element of an array of objects, moto against
    /// objects only; so every metric of an alarm is asked about alone.
    /// </summary>
    public static async Task<IReadOnlyList<string>> RulesReached(IReadOnlyDictionary<string, JsonNode> patterns, JsonNode e)
    {
        var question = new JsonObject
        {
            ["patterns"] = new JsonObject(patterns.Select(rule => KeyValuePair.Create(rule.Key, (JsonNode?)rule.Value.DeepClone()))),
            ["events"] = new JsonArray([.. EachMetricAlone(e)]),
        };
        var answers = JsonNode.Parse(await ExternalTool.Python("match.py", [], question.ToJsonString()))!.AsArray();
        return [.. answers.SelectMany(reached => reached!.AsArray()).Select(name => (string)name!).Distinct().Order()];
    }

    private static IEnumerable<JsonNode> EachMetricAlone(JsonNode e)
    {
        if (e["detail"]!["configuration"]?["metrics"] is not JsonArray metrics)
            return [e.DeepClone()];
        return metrics.Select(metric =>
        {
            var single = e.DeepClone();
            single["detail"]!["configuration"]!["metrics"] = metric!.DeepClone();
            return single;
        });
    }
}
