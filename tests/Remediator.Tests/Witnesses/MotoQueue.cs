using System.Text.Json;
using System.Text.Json.Nodes;

namespace Remediator.Tests.Witnesses;

/// <summary>A queue of moto's, and what may be done to it.</summary>
internal sealed class MotoQueue(Moto moto, string url, string name)
{
    public string Url => url;

    public string Arn => $"arn:aws:sqs:{Moto.Region}:123456789012:{name}";

    /// <param name="dead">Where a message goes that was received <paramref name="receives"/> times and never deleted.</param>
    public static async Task<MotoQueue> CreateAsync(Moto moto, string name, MotoQueue? dead = null, int receives = 3)
    {
        await moto.UrlAsync();
        var attributes = dead is null ? new JsonObject() : new JsonObject
        {
            ["RedrivePolicy"] = new JsonObject { ["deadLetterTargetArn"] = dead.Arn, ["maxReceiveCount"] = $"{receives}" }.ToJsonString(),
        };
        var made = await moto.JsonAsync("sqs", "AmazonSQS.CreateQueue",
            new JsonObject { ["QueueName"] = name, ["Attributes"] = attributes }.ToJsonString());
        return new(moto, (string)JsonNode.Parse(made)!["QueueUrl"]!, name);
    }

    public Task SendAsync(string body) => AskAsync("SendMessage", new { QueueUrl = url, MessageBody = body });

    public async Task<IReadOnlyList<JsonNode>> ReceiveAsync()
    {
        var answer = await AskAsync("ReceiveMessage", new { QueueUrl = url, MaxNumberOfMessages = 10, VisibilityTimeout = 1080 });
        return [.. (answer["Messages"]?.AsArray() ?? []).Select(message => message!.DeepClone())];
    }

    public Task DeleteAsync(JsonNode message) =>
        AskAsync("DeleteMessage", new { QueueUrl = url, ReceiptHandle = (string?)message["ReceiptHandle"] });

    /// <summary>What the passing of the visibility timeout does.</summary>
    public Task ShowAgainAsync(JsonNode message) =>
        AskAsync("ChangeMessageVisibility",
            new { QueueUrl = url, ReceiptHandle = (string?)message["ReceiptHandle"], VisibilityTimeout = 0 });

    private async Task<JsonNode> AskAsync(string operation, object input)
    {
        var answer = await moto.JsonAsync("sqs", $"AmazonSQS.{operation}", JsonSerializer.Serialize(input));
        return string.IsNullOrWhiteSpace(answer) ? new JsonObject() : JsonNode.Parse(answer)!;
    }
}
