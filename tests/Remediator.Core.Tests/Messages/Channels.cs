using System.Text;
using System.Text.Json.Nodes;
using Remediator.Core.Findings;
using Remediator.Core.Messages;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Messages;

/// <summary>A finding as each reader gets it.</summary>
internal static class Channels
{
    public static JsonObject Bodies(Finding finding, Language language) =>
        JsonNode.Parse(SnsMessage.Of(finding, "1", null, language).Body)!.AsObject();

    public static string Mail(Finding finding, Language language) => PlainText.Of(Report.Of(finding), Catalogue.In(language));

    public static JsonObject Chat(Finding finding, Language language) => ChatNotification.Of(Report.Of(finding), Catalogue.In(language));

    /// <summary>Every channel in full; the machine payload is the same in all languages.</summary>
    public static string Whole(Finding finding, Language language)
    {
        var message = SnsMessage.Of(finding, "1", null, language);
        var bodies = JsonNode.Parse(message.Body)!;
        var machine = language is Language.En ? $"-- machine\n{Indented((string)bodies["sqs"]!)}\n" : "";
        return $"""
            -- attributes: {string.Join(", ", message.Attributes.Select(attribute => $"{attribute.Key}={attribute.Value}"))}
            -- email: {message.Subject}
            {bodies["email"]}
            -- chat
            {ChatLines(bodies)}
            metadata: {JsonNode.Parse((string)bodies["https"]!)!["metadata"]!.ToJsonString()}
            {machine}
            """;
    }

    private static string Indented(string json) => Remediator.Core.Common.JsonText.Indented(json);

    private static string ChatLines(JsonNode bodies)
    {
        var chat = JsonNode.Parse((string)bodies["https"]!)!;
        var lines = new StringBuilder();
        lines.Append($"{chat["content"]!["title"]}\n{chat["content"]!["description"]}\n");
        foreach (var step in chat["content"]!["nextSteps"] as JsonArray ?? [])
            lines.Append($"next: {step}\n");
        return $"{lines}keywords: {string.Join(", ", chat["content"]!["keywords"]!.AsArray())}"
            .Replace("\u2060", "", StringComparison.Ordinal);
    }
}
