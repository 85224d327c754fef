using Amazon.SimpleNotificationService.Model;
using Remediator.Aws;
using Remediator.Core.Findings;
using Remediator.Core.Messages;
using Remediator.Settings;

namespace Remediator.Notify;

/// <summary>
/// The only place that sends findings. A finding is in the log before it is sent. A send that fails makes the invocation fail, so that
/// nobody believes that people know.
/// </summary>
public sealed class FindingPublisher(AwsAccess aws, FunctionSettings settings, string version, Log log)
{
    /// <returns>False where there is no topic to send it to.</returns>
    /// <exception cref="NotDeliveredException">The topic did not take the message.</exception>
    public async Task<bool> PublishAsync(Finding finding, string? eventId, CancellationToken cancelled)
    {
        log.Information("finding", ("key", finding.Key), ("finding", FindingJson.Of(finding)));
        if (settings.FindingsTopicArn is not { } topic)
            return false;
        var message = SnsMessage.Of(finding, version, eventId, settings.Language);
        try
        {
            await aws.Sns(topic.Split(':')[3]).PublishAsync(RequestOf(topic, message), cancelled);
            return true;
        }
        catch (Exception e) when (AwsFailure.IsExpected(e, cancelled))
        {
            log.Error("finding was not sent", ("key", finding.Key), ("why", $"{AwsFailure.Why(e, "sns:Publish")}"));
            throw new NotDeliveredException($"finding {finding.Key} was not sent: {AwsFailure.Why(e, "sns:Publish")}");
        }
    }

    private static PublishRequest RequestOf(string topic, SnsMessage message) => new()
    {
        TopicArn = topic,
        Subject = message.Subject,
        Message = message.Body,
        MessageStructure = "json",
        MessageAttributes = message.Attributes.ToDictionary(
            attribute => attribute.Key, attribute => new MessageAttributeValue { DataType = "String", StringValue = attribute.Value }),
    };
}

/// <summary>A finding could not be sent; it stands in the log.</summary>
public sealed class NotDeliveredException(string message) : Exception(message);
