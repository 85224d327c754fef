using System.Text.Json;
using System.Text.Json.Nodes;
using Remediator.Core.Triggers;

namespace Remediator.Core.Tests.Triggers;

/// <summary>The samples of <c>/events</c>, whole or with one thing about them changed.</summary>
internal static class SampleEvents
{
    internal static JsonNode Json(string name) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "events", name)))!;

    internal static IncomingEvent Alarm(Action<JsonNode>? change = null, string name = "alarm.json")
    {
        var json = Json(name);
        change?.Invoke(json);
        return Of(json, json["detail"]?.ToJsonString());
    }

    internal static IncomingEvent Of(string name, Action<JsonNode>? change = null) => Alarm(change, name);

    internal static IncomingEvent WithDetail(string? detail) => WithDetail("alarm.json", detail);

    internal static IncomingEvent WithDetail(string name, string? detail) => Of(Json(name), detail);

    internal static JsonNode Metric(this JsonNode e) => e["detail"]!["configuration"]!["metrics"]![0]!["metricStat"]!["metric"]!;

    private static IncomingEvent Of(JsonNode json, string? detail) => new(
        (string)json["id"]!,
        (string)json["source"]!,
        (string)json["detail-type"]!,
        (string)json["account"]!,
        (string)json["region"]!,
        DateTimeOffset.Parse((string)json["time"]!),
        [.. json["resources"]!.AsArray().Select(arn => (string)arn!)],
        detail is null ? default : JsonDocument.Parse(detail).RootElement);
}
