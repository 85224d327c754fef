using System.Text.Json.Nodes;
using System.Xml.Linq;
using Amazon.SimpleNotificationService.Model;
using Remediator.Tests.Witnesses;

namespace Remediator.Tests.AwsPackages;

public class SnsOnMotoTests(Moto moto)
{
    private const string Text = "it's \"down\" & 100% + ü/日本語=\n";
    private readonly string _name = $"sns-{Guid.NewGuid():N}";
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_reaches_a_subscribed_queue_whole_with_subject_and_attributes()
    {
        var (topic, queue) = await TopicWithQueueAsync();
        using var sns = Clients.Sns((await moto.UrlAsync()).ToString());

        var published = await sns.PublishAsync(
            new PublishRequest(topic, Text, "subject & more")
            {
                MessageAttributes = new() { ["status"] = new() { DataType = "String", StringValue = Text } },
            }, _cancel);

        var received = await moto.JsonAsync("sqs", "AmazonSQS.ReceiveMessage", $$"""{"QueueUrl": "{{queue}}"}""");
        var delivered = JsonNode.Parse((string)JsonNode.Parse(received)!["Messages"]![0]!["Body"]!)!;
        Assert.Equal(published.MessageId, (string?)delivered["MessageId"]);
        Assert.Equal(Text, (string?)delivered["Message"]);
        Assert.Equal("subject & more", (string?)delivered["Subject"]);
        Assert.Equal(Text, (string?)delivered["MessageAttributes"]!["status"]!["Value"]);
    }

    [Fact]
    public async Task A_missing_topic_gives_not_found()
    {
        using var sns = Clients.Sns((await moto.UrlAsync()).ToString());
        var missing = await Assert.ThrowsAsync<NotFoundException>(
            () => sns.PublishAsync($"arn:aws:sns:us-west-2:123456789012:{_name}", "m", _cancel));
        Assert.Equal("NotFound", missing.ErrorCode);
    }

    private async Task<(string Topic, string Queue)> TopicWithQueueAsync()
    {
        var topic = XElement.Parse(await moto.FormAsync("sns", "CreateTopic", ("Name", _name))).Descendants()
            .Single(part => part.Name.LocalName == "TopicArn").Value;
        var queue = (string)JsonNode.Parse(await moto.JsonAsync("sqs", "AmazonSQS.CreateQueue", $$"""{"QueueName": "{{_name}}"}"""))![
            "QueueUrl"]!;
        await moto.FormAsync("sns", "Subscribe", ("TopicArn", topic), ("Protocol", "sqs"),
            ("Endpoint", $"arn:aws:sqs:us-west-2:123456789012:{_name}"));
        return (topic, queue);
    }
}
