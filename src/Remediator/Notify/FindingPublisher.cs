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
        return settings.FindingsTopicArn is not null
            && await SendAsync(SnsMessage.Of(finding, version, eventId, settings.Language),
                new Message("notification.finding", ("key", finding.Key)), cancelled);
    }

    /// <param name="about">What the message is about, where it is not sent.</param>
    /// <inheritdoc cref="PublishAsync"/>
    public async Task<bool> SendAsync(SnsMessage message, Message about, CancellationToken cancelled)
    {
        if (settings.FindingsTopicArn is not { } topic)
            return false;
        try
        {
            await aws.Sns(topic.Split(':')[3]).PublishAsync(RequestOf(topic, message), cancelled);
            return true;
        }
        catch (Exception e) when (AwsFailure.IsExpected(e, cancelled))
        {
            var why = AwsFailure.Why(e, "sns:Publish");
            log.Error("a notification was not sent", ("about", $"{about}"), ("why", $"{why}"));
            throw new NotDeliveredException(new Message("notification.not-sent", ("about", about), ("why", why)));
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
public sealed class NotDeliveredException(Message why) : Exception(why.ToString())
{
    public Message Why => why;
}
