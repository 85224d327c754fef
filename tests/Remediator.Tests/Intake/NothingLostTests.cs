using System.Text.Json.Nodes;
using Remediator.Sandbox.Faults;
using Remediator.Tests.Pipeline;
using Remediator.Tests.Witnesses;

namespace Remediator.Tests.Intake;

/// <summary>
/// An event whose handling fails is redelivered, and finally kept in a queue. Lambda's part is simulated as its documentation describes;
/// the queues are moto's.
/// </summary>
public class NothingLostTests(Moto moto)
{
    /// <summary>
    /// An asynchronous invocation is tried once and twice again:
    /// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
    /// </summary>
    private const int Tries = 3;

    private static readonly (string, string)[] s_report = [("REMEDIATION_MODE", "report"), ("CLUSTERS", "eks-workshop")];
    private readonly string _name = $"lost-{Guid.NewGuid():N}";

    [Theory]
    [InlineData("sns", "Publish", FaultKind.Denied)]
    [InlineData("kubernetes", "list pods", FaultKind.ServerError)]
    [InlineData("kubernetes", "list pods", FaultKind.Denied)]
    [InlineData("kubernetes", "list pods", FaultKind.Garbage)]
    [InlineData("eks", "DescribeCluster", FaultKind.Denied)]
    public async Task An_event_whose_handling_never_succeeds_is_tried_three_times_and_then_kept_whole_in_the_queue(string service,
        string operation, FaultKind kind)
    {
        var dead = await MotoQueue.CreateAsync(moto, _name);
        await using var story = await Story.BeginAsync("workshop", s_report);
        story.World.InjectFault(new Fault(service, operation, kind));
        Assert.Equal(Tries, await InvokeAsync(story, story.World.Event, dead));
        Assert.Empty(story.World.Notifications);

        var record = JsonNode.Parse((string)Assert.Single(await dead.ReceiveAsync())["Body"]!)!;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(story.World.Event), record["requestPayload"]));
        Assert.NotEmpty((string)record["responsePayload"]!["errorMessage"]!);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task An_event_whose_handling_finally_succeeds_is_notified_once_and_is_in_no_queue(int failures)
    {
        var dead = await MotoQueue.CreateAsync(moto, _name);
        await using var story = await Story.BeginAsync("workshop", s_report);
        story.World.InjectFault(new Fault("sns", "Publish", FaultKind.Denied, Times: failures));
        Assert.Equal(failures + 1, await InvokeAsync(story, story.World.Event, dead));
        Assert.Single(story.World.Notifications);
        Assert.Empty(await dead.ReceiveAsync());
    }

    [Fact]
    public async Task An_event_in_the_queue_can_be_delivered_again_as_it_is()
    {
        var dead = await MotoQueue.CreateAsync(moto, _name);
        await using var story = await Story.BeginAsync("workshop", s_report);
        story.World.InjectFault(new Fault("kubernetes", "list pods", FaultKind.ServerError, Times: Tries));
        await InvokeAsync(story, story.World.Event, dead);
        var record = JsonNode.Parse((string)Assert.Single(await dead.ReceiveAsync())["Body"]!)!;
        Assert.Equal(1, await InvokeAsync(story, record["requestPayload"]!.ToJsonString(), dead));
        Assert.Single(story.World.Notifications);
    }

    [Fact]
    public async Task Only_the_failures_of_a_batch_are_redelivered_and_then_kept_in_the_dead_letter_queue()
    {
        var dead = await MotoQueue.CreateAsync(moto, $"{_name}-dead");
        var queue = await MotoQueue.CreateAsync(moto, _name, dead, Tries);
        await using var story = await Story.BeginAsync("workshop", s_report);
        foreach (var body in new[] { story.World.Event, "{", EventSource.Payload("request", story) })
            await queue.SendAsync(body);

        Assert.Equal((3, 1), await PollAsync(story, queue));
        Assert.Equal(2, story.Count("kubernetes", "list pods"));
        for (var again = 1; again < Tries; again++)
            Assert.Equal((1, 1), await PollAsync(story, queue));
        Assert.Equal((0, 0), await PollAsync(story, queue));
        Assert.Equal(2, story.Count("kubernetes", "list pods"));
        Assert.Single(story.World.Notifications);
        Assert.Equal("{", (string?)Assert.Single(await dead.ReceiveAsync())["Body"]);
    }

    [Fact]
    public async Task A_message_whose_finding_could_not_be_sent_is_delivered_again_and_notified()
    {
        var queue = await MotoQueue.CreateAsync(moto, _name);
        await using var story = await Story.BeginAsync("workshop", s_report);
        await queue.SendAsync(story.World.Event);
        story.World.InjectFault(new Fault("sns", "Publish", FaultKind.Denied, Times: 1));
        Assert.Equal((1, 1), await PollAsync(story, queue));
        Assert.Equal((1, 0), await PollAsync(story, queue));
        Assert.Equal((0, 0), await PollAsync(story, queue));
        Assert.Single(story.World.Notifications);
    }

    /// <summary>
    /// How often it was tried. What fails to the end goes where the function's OnFailure destination points, in the shape that Lambda
    /// sends.
    /// </summary>
    private static async Task<int> InvokeAsync(Story story, string payload, MotoQueue dead)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await story.DeliverAsync(payload);
                return tries;
            }
            catch (Exception e) when (!Story.Stop.IsCancellationRequested)
            {
                if (tries < Tries)
                    continue;
                await dead.SendAsync(new JsonObject
                {
                    ["version"] = "1.0",
                    ["requestContext"] = new JsonObject { ["condition"] = "RetriesExhausted", ["approximateInvokeCount"] = tries },
                    ["requestPayload"] = JsonNode.Parse(payload),
                    ["responsePayload"] = new JsonObject { ["errorType"] = e.GetType().Name, ["errorMessage"] = e.Message },
                }.ToJsonString());
                return tries;
            }
        }
    }

    /// <summary>
    /// What an event source mapping with ReportBatchItemFailures does: receives a batch, invokes, deletes what is not listed; the rest is
    /// seen again.
    /// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
    /// </summary>
    private static async Task<(int Received, int Failed)> PollAsync(Story story, MotoQueue queue)
    {
        var batch = await queue.ReceiveAsync();
        if (batch.Count == 0)
            return (0, 0);
        var answer = await story.DeliverAsync(
            EventSource.Queue([.. batch.Select(message => ((string)message["MessageId"]!, (string)message["Body"]!))]));
        var failed = answer["batchItemFailures"]!.AsArray().Select(one => (string)one!["itemIdentifier"]!).ToHashSet();
        foreach (var message in batch)
            await (failed.Contains((string)message["MessageId"]!) ? queue.ShowAgainAsync(message) : queue.DeleteAsync(message));
        return (batch.Count, failed.Count);
    }
}
