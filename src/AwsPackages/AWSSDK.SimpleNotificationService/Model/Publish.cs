using Amazon.Runtime;

namespace Amazon.SimpleNotificationService.Model;

public class PublishRequest : AmazonSimpleNotificationServiceRequest
{
    public PublishRequest() { }

    public PublishRequest(string? topicArn, string? message) => (TopicArn, Message) = (topicArn, message);

    public PublishRequest(string? topicArn, string? message, string? subject) : this(topicArn, message) => Subject = subject;

    public string? TopicArn { get; set; }

    public string? TargetArn { get; set; }

    public string? PhoneNumber { get; set; }

    public string? Message { get; set; }

    public string? Subject { get; set; }

    public string? MessageStructure { get; set; }

    public Dictionary<string, MessageAttributeValue>? MessageAttributes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public string? MessageDeduplicationId { get; set; }

    public string? MessageGroupId { get; set; }
}

public class PublishResponse : AmazonWebServiceResponse
{
    public string? MessageId { get; set; }

    public string? SequenceNumber { get; set; }
}

public class MessageAttributeValue
{
    public string? DataType { get; set; }

    public string? StringValue { get; set; }

    public MemoryStream? BinaryValue { get; set; }
}
