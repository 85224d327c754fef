namespace Remediator.Cli.Demo;

/// <summary>Shows the event that invokes the function, in four lines.</summary>
internal static class EventView
{
    public static void Show(TerminalPage page, string payload, string mode)
    {
        var json = JsonNode.Parse(payload)!;
        var detail = json["detail"];
        string[][] rows =
        [
            [page.Say("event", "イベント"), TerminalText.Escape($"{json["source"]}: {json["detail-type"]}")],
            .. detail?["alarmName"] is { } alarm
                ? new[] { new[]
                {
                    page.Say("alarm", "アラーム"),
                    TerminalText.Escape(page.Say($"{alarm} is in state {detail["state"]?["value"]}",
                        $"{alarm}（状態: {detail["state"]?["value"]}）")),
                } } : [],
            .. Dimensions(detail) is { Length: > 0 } about ? new[] { new[] { page.Say("about", "対象"), TerminalText.Escape(about) } } : [],
            [page.Say("mode", "モード"), $"REMEDIATION_MODE={mode}"],
        ];
        foreach (var line in TextTable.Of(rows))
            page.Line(line);
    }

    private static string Dimensions(JsonNode? detail) =>
        detail?["configuration"]?["metrics"]?[0]?["metricStat"]?["metric"]?["dimensions"] is JsonObject dimensions
            ? string.Join(", ", dimensions.Select(dimension => $"{dimension.Key} {dimension.Value}"))
            : "";
}
