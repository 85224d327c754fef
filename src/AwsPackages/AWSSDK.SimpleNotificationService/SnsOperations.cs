using Amazon.Runtime.Internal;
using Amazon.SimpleNotificationService.Model;
using AwsPackages.Kit;

namespace Amazon.SimpleNotificationService;

internal static class SnsOperations
{
    private static readonly QueryProtocol Protocol = new(AmazonSimpleNotificationServiceConfig.Traits, SnsErrors.Known);

    public static readonly InvokeOptions Publish = Protocol.Operation<PublishRequest, PublishResponse>(
        "Publish",
        FieldsOf,
        xml => new() { MessageId = xml.Text("MessageId"), SequenceNumber = xml.Text("SequenceNumber") });

    private static Form FieldsOf(PublishRequest input)
    {
        var form = new Form
        {
            { "Message", input.Message },
            { "MessageDeduplicationId", input.MessageDeduplicationId },
            { "MessageGroupId", input.MessageGroupId },
            { "MessageStructure", input.MessageStructure },
            { "PhoneNumber", input.PhoneNumber },
            { "Subject", input.Subject },
            { "TargetArn", input.TargetArn },
            { "TopicArn", input.TopicArn },
        };
        foreach (var (index, (name, value)) in (input.MessageAttributes ?? []).Index())
            AddAttribute(form, $"MessageAttributes.entry.{index + 1}", name, value);
        return form;
    }

    private static void AddAttribute(Form form, string entry, string name, MessageAttributeValue value)
    {
        form.Add($"{entry}.Name", name);
        form.Add($"{entry}.Value.BinaryValue", value.BinaryValue is { } binary ? Convert.ToBase64String(binary.ToArray()) : null);
        form.Add($"{entry}.Value.DataType", value.DataType);
        form.Add($"{entry}.Value.StringValue", value.StringValue);
    }
}
