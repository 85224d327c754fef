using System.Text;
using System.Xml.Linq;
using Remediator.Sandbox.Recording;

namespace Remediator.Sandbox.Aws;

/// <summary>SNS Publish with its checks: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html</summary>
internal sealed class Sns(Scenario scenario, CallLog calls)
{
    public IReadOnlyDictionary<string, AwsOperation> Operations => new Dictionary<string, AwsOperation>
    {
        ["Publish"] = new(request => request.Text("TopicArn") ?? "*", Publish),
    };

    public static string TopicArn(Scenario scenario) => $"arn:aws:sns:{scenario.Region}:{scenario.Account}:{scenario.Topic}";

    private XElement Publish(AwsRequest request)
    {
        if (request.Text("TopicArn") != TopicArn(scenario))
            throw new AwsError("NotFound", "Topic does not exist", 404);
        var message = request.Text("Message") is { Length: > 0 } text ? text : throw Invalid("Empty message");
        if (Encoding.UTF8.GetByteCount(message) > 262_144)
            throw Invalid("Message too long");
        if (request.Text("Subject") is { } subject && (subject.Length is 0 or > 99 || subject.Any(char.IsControl)))
            throw Invalid("Subject");
        if (request.Text("MessageStructure") is { } structure)
            Check(structure, message);
        calls.AddNotification(new(TopicArn(scenario), request.Text("Subject"), message, Attributes(request)));
        return new("Result", new XElement("MessageId", Guid.NewGuid()));
    }

    private static void Check(string structure, string message)
    {
        if (structure != "json")
            throw Invalid("MessageStructure");
        try
        {
            using var document = JsonDocument.Parse(message, new JsonDocumentOptions { AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw Invalid("Message Structure - JSON message body failed to parse");
            if (!document.RootElement.TryGetProperty("default", out var text) || text.ValueKind != JsonValueKind.String)
                throw Invalid("Message Structure - No default entry in JSON message body");
        }
        catch (JsonException)
        {
            throw Invalid("Message Structure - JSON message body failed to parse");
        }
    }

    private static Dictionary<string, string> Attributes(AwsRequest request) => Enumerable.Range(1, 20)
        .Select(n => (Name: request.Text($"MessageAttributes.entry.{n}.Name"),
            Value: request.Text($"MessageAttributes.entry.{n}.Value.StringValue")))
        .TakeWhile(attribute => attribute.Name is not null)
        .ToDictionary(attribute => attribute.Name!, attribute => attribute.Value ?? "");

    private static AwsError Invalid(string what) => new("InvalidParameter", $"Invalid parameter: {what}");
}
