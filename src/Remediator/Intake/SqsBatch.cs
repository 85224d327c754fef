using System.Text.Json;
using System.Text.Json.Nodes;
using Remediator.Core.Triggers;

namespace Remediator.Intake;

/// <summary>
/// A batch of SQS messages, each an event of its own. https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
/// </summary>
internal sealed record SqsBatch(IReadOnlyList<SqsBatch.Message> Messages)
{
    public sealed record Message(string Id, string Body)
    {
        /// <exception cref="MalformedEventException">The body is not JSON.</exception>
        public JsonElement Payload()
        {
            try
            {
                using var body = JsonDocument.Parse(Body);
                return body.RootElement.Clone();
            }
            catch (JsonException)
            {
                throw MalformedEventException.NotJson("body");
            }
        }
    }

    /// <summary>Null where the payload is no batch.</summary>
    /// <exception cref="MalformedEventException">A record has no id to report its failure under, or no body.</exception>
    public static SqsBatch? Of(JsonElement payload) =>
        payload.ValueKind is JsonValueKind.Object && payload.TryGetProperty("Records", out var records)
            && records.ValueKind is JsonValueKind.Array
            ? new([.. records.EnumerateArray().Select(record => new Message(Text(record, "messageId"), Text(record, "body")))])
            : null;

    /// <summary>The partial batch response: what is listed is delivered again, the rest is done.</summary>
    public static JsonObject Response(IEnumerable<Message> failed) => new()
    {
        ["batchItemFailures"] = new JsonArray(
            [.. failed.Select(JsonNode? (message) => new JsonObject { ["itemIdentifier"] = message.Id })]),
    };

    private static string Text(JsonElement record, string name) =>
        record.ValueKind is JsonValueKind.Object && record.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String
            ? value.GetString()!
            : throw MalformedEventException.Missing($"Records[].{name}");
}
