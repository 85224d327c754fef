using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Remediator.Sandbox.Recording;

namespace Remediator.Sandbox.Aws;

/// <summary>
/// One SQS queue that messages are sent to; who receives them takes them from the world.
/// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html
/// </summary>
internal sealed class Sqs(Scenario scenario, CallLog calls)
{
    private const int MostInBatch = 10, MostBytes = 256 * 1024;

    public IReadOnlyDictionary<string, AwsOperation> Operations => new Dictionary<string, AwsOperation>
    {
        // a batch is authorized as its messages are
        ["SendMessageBatch"] = new(ArnOf, SendMessageBatch) { Action = "SendMessage" },
    };

    private static string ArnOf(AwsRequest request) =>
        new Uri(request.Required("QueueUrl")).AbsolutePath.Split('/') is ["", var account, var name]
        ? $"arn:aws:sqs:{request.Region}:{account}:{name}" : "*";

    private JsonObject SendMessageBatch(AwsRequest request)
    {
        if (ArnOf(request) != $"arn:aws:sqs:{scenario.Region}:{scenario.Account}:{scenario.Queue}")
            throw new AwsError("com.amazonaws.sqs#QueueDoesNotExist", "The specified queue does not exist.");
        var entries = (request.Input["Entries"]?.AsArray() ?? [])
            .Select(entry => (Id: (string)entry!["Id"]!, Body: (string)entry["MessageBody"]!)).ToArray();
        Check(entries);
        // the fault of one message is none of the batch
        var failed = request.Partly ? entries.Take(1).ToArray() : [];
        var taken = entries.Skip(failed.Length).ToArray();
        foreach (var (_, body) in taken)
            calls.AddMessage(body);
        return new()
        {
            ["Successful"] = new JsonArray([.. taken.Select(JsonNode? (entry) => new JsonObject
            {
                ["Id"] = entry.Id, ["MessageId"] = $"{Guid.NewGuid()}", ["MD5OfMessageBody"] = DigestOf(entry.Body),
            })]),
            ["Failed"] = new JsonArray([.. failed.Select(JsonNode? (entry) => new JsonObject
            {
                ["Id"] = entry.Id, ["Code"] = "InternalError", ["SenderFault"] = false,
            })]),
        };
    }

    private static void Check((string Id, string Body)[] entries)
    {
        if (entries.Length == 0)
            throw new AwsError("com.amazonaws.sqs#EmptyBatchRequest", "There should be at least one entry in the request.");
        if (entries.Length > MostInBatch)
            throw new AwsError("com.amazonaws.sqs#TooManyEntriesInBatchRequest", "Maximum number of entries per request are 10.");
        if (entries.DistinctBy(entry => entry.Id).Count() < entries.Length)
            throw new AwsError("com.amazonaws.sqs#BatchEntryIdsNotDistinct", "Ids are not distinct.");
        if (entries.Sum(entry => Encoding.UTF8.GetByteCount(entry.Body)) > MostBytes)
            throw new AwsError("com.amazonaws.sqs#BatchRequestTooLong", "Batch requests cannot be longer than 262144 bytes.");
    }

    [SuppressMessage("Security", "CA5351", Justification = "SQS answers with MD5 and nothing else, and clients check it")]
    private static string DigestOf(string body) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(body)));
}
