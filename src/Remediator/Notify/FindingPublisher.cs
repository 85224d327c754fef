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
            && await SendAsync(SnsMessage.Of(finding, version, eventId, settings.Language), $"finding {finding.Key}", cancelled);
    }

    /// <param name="named">What the message is about, for the log.</param>
    /// <inheritdoc cref="PublishAsync"/>
    public async Task<bool> SendAsync(SnsMessage message, string named, CancellationToken cancelled)
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
            log.Error("a notification was not sent", ("about", named), ("why", $"{AwsFailure.Why(e, "sns:Publish")}"));
            throw new NotDeliveredException($"{named} was not sent: {AwsFailure.Why(e, "sns:Publish")}");
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
