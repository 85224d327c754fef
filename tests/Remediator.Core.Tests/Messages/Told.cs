using System.Text;
using System.Text.Json.Nodes;
using Remediator.Core.Common;
using Remediator.Core.Findings;
using Remediator.Core.Messages;
using Remediator.Core.Wording;

namespace Remediator.Core.Tests.Messages;

/// <summary>A finding as each reader gets it.</summary>
internal static class Told
{
    public static JsonObject Bodies(Finding finding, Language language) => JsonNode.Parse(SnsMessage.Of(finding, "1", null, language).Body)!.AsObject();

    public static string Mail(Finding finding, Language language) => PlainText.Of(Report.Of(finding), Words.In(language));

    public static JsonObject Chat(Finding finding, Language language) => ChatNotification.Of(Report.Of(finding), Words.In(language));

    /// <summary>Every channel in full.</summary>
    public static string Whole(Finding finding, Language language)
    {
        var message = SnsMessage.Of(finding, "1", null, language);
        var bodies = JsonNode.Parse(message.Body)!;
        return $"""
            -- attributes: {string.Join(", ", message.Attributes.Select(attribute => $"{attribute.Key}={attribute.Value}"))}
            -- e-mail: {message.Subject}
            {bodies["email"]}
            -- chat
            {ChatLines(bodies)}
            metadata: {JsonText.Compact(JsonNode.Parse((string)bodies["https"]!)!["metadata"]!)}
            -- machine
            {(language is Language.En ? (string)bodies["sqs"]! : "(as in English)")}

            """;
    }

    /// <summary>What differs from another state of the same incident.</summary>
    public static string Beside(Finding finding, Finding other, Language language)
    {
        var message = SnsMessage.Of(finding, "1", null, language);
        var (bodies, others) = (JsonNode.Parse(message.Body)!, Bodies(other, language));
        return $"""
            -- e-mail: {message.Subject}
            {New((string)bodies["email"]!, (string)others["email"]!)}
            -- chat
            {New(ChatLines(bodies), ChatLines(others))}
            -- machine
            {JsonText.Compact(JsonNode.Parse((string)bodies["sqs"]!)!["findings"]![0]!["outcome"]!)}

            """;
    }

    private static string ChatLines(JsonNode bodies)
    {
        var chat = JsonNode.Parse((string)bodies["https"]!)!;
        var lines = new StringBuilder();
        lines.Append($"{chat["content"]!["title"]}\n{chat["content"]!["description"]}\n");
        foreach (var step in chat["content"]!["nextSteps"]!.AsArray())
            lines.Append($"next: {step}\n");
        return $"{lines}keywords: {string.Join(", ", chat["content"]!["keywords"]!.AsArray())}".Replace("\u2060", "", StringComparison.Ordinal);
    }

    private static string New(string text, string old)
    {
        var known = old.Split('\n').ToHashSet();
        return string.Join('\n', text.Split('\n').Where(line => !known.Contains(line)));
    }
}
