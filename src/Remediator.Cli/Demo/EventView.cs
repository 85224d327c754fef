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
            [page.Text(new Message("cli.event.event")), TerminalText.Escape($"{json["source"]}: {json["detail-type"]}")],
            .. detail?["alarmName"] is { } alarm
                ? new[] { new[]
                {
                    page.Text(new Message("cli.event.alarm")),
                    page.Text(new Message("cli.event.alarm-state",
                        ("alarm", $"{alarm}"), ("state", $"{detail["state"]?["value"]}"))),
                } } : [],
            .. Dimensions(detail) is { Length: > 0 } about
                ? new[] { new[] { page.Text(new Message("cli.event.about")), TerminalText.Escape(about) } } : [],
            [page.Text(new Message("cli.event.mode")), $"REMEDIATION_MODE={mode}"],
        ];
        foreach (var line in TextTable.Of(rows))
            page.Line(line);
    }

    private static string Dimensions(JsonNode? detail) =>
        detail?["configuration"]?["metrics"]?[0]?["metricStat"]?["metric"]?["dimensions"] is JsonObject dimensions
            ? string.Join(", ", dimensions.Select(dimension => $"{dimension.Key} {dimension.Value}"))
            : "";
}
