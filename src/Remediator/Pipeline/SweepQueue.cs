using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.SQS;
using Amazon.SQS.Model;
using Remediator.Aws;
using Remediator.Core.Triggers;
using Remediator.Scan;

namespace Remediator.Pipeline;

/// <summary>
/// Puts one message for each cluster of a sweep into the queue that the function takes its events from, so that each is an invocation of
/// its own: a cluster that hangs costs no other its time. What an audit had no time for goes the same way.
/// </summary>
/// <param name="url">Null where there is no such queue.</param>
/// <param name="region">The function's own, which is the queue's.</param>
public sealed class SweepQueue(AwsAccess aws, string? url, string region, TimeProvider clock, Log log)
{
    /// <summary>https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html</summary>
    private const int MostInBatch = 10;

    /// <summary>The lower of the limits that SQS has had for all messages of a batch together.</summary>
    private const int MostBytes = 256 * 1024;

    private const int Tries = 4;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    /// <returns>The walks that are left to this invocation: all where there is no queue, or nothing to divide.</returns>
    /// <exception cref="SweepFailedException">Some clusters could not be put into the queue; the others were.</exception>
    public async Task<IReadOnlyList<Walk>> HandOnAsync(IReadOnlyList<Walk> walks, Invocation invocation)
    {
        if (url is null || invocation.Whole is not { } whole)
            return walks;
        var clusters = walks.Where(IsHandedOn).ToArray();
        if (clusters.Length < 2)
            return walks;
        await SendAsync([.. clusters.Select(walk => new ClusterPart(walk.Looks[0].Scope.OfWholeCluster(), whole))], invocation.Cancelled);
        log.Information("clusters were put into the queue", ("clusters", clusters.Length));
        return [.. walks.Except(clusters)];
    }

    /// <summary>Whether there is a queue to put anything into.</summary>
    public bool IsThere => url is not null;

    /// <summary>Asks for the rest of something that was started, which is an invocation of its own.</summary>
    /// <exception cref="SweepFailedException">It could not be put into the queue.</exception>
    public Task GoOnAsync(Scope cluster, JsonObject rest, CancellationToken cancelled)
    {
        using var request = JsonDocument.Parse(JsonText.Compact(rest));
        return SendAsync([new ClusterPart(cluster.OfWholeCluster(), request.RootElement.Clone())], cancelled);
    }

    /// <summary>An event about one pod is one small read a cluster, and such events come in storms.</summary>
    private static bool IsHandedOn(Walk walk) => walk is { IsSweep: true, Looks: [{ Scope: { Pod: null, IsPattern: false } }] };

    private async Task SendAsync(IReadOnlyList<ClusterPart> parts, CancellationToken cancelled)
    {
        IReadOnlyList<Unsent> left = [.. parts.Select(part => new Unsent(part, part.ToText(), null))];
        for (var tries = 0; left.Count > 0; tries++)
        {
            if (tries == Tries)
                throw new SweepFailedException(left.Select(one => (one.Part.Only.Cluster, Task.FromException(FailureOf(one)))));
            if (tries > 0)
                await Task.Delay(s_pause * (1 << tries), clock, cancelled);
            left = [.. (await Bounded.SelectAsync(Batches(left), SideBySide.AtOnce, batch => SendAsync(batch, cancelled)))
                .SelectMany(failed => failed)];
        }
    }

    /// <summary>What was not taken of a batch.</summary>
    private async Task<IReadOnlyList<Unsent>> SendAsync(IReadOnlyList<Unsent> batch, CancellationToken cancelled)
    {
        try
        {
            var answer = await aws.Sqs(region).SendMessageBatchAsync(new SendMessageBatchRequest
            {
                QueueUrl = url,
                Entries = [.. batch.Select((one, at) => new SendMessageBatchRequestEntry { Id = $"{at}", MessageBody = one.Body })],
            }, cancelled);
            var taken = (answer.Successful ?? []).Select(entry => entry.Id).ToHashSet();
            return [.. batch.Select((one, at) => (One: one, Id: $"{at}")).Where(one => !taken.Contains(one.Id))
                .Select(one => one.One with { Failure = FailureIn(answer, one.Id) })];
        }
        catch (Exception e) when (AwsFailure.IsExpected(e, cancelled))
        {
            return [.. batch.Select(one => one with { Failure = e })];
        }
    }

    private static AmazonSQSException FailureIn(SendMessageBatchResponse answer, string id) =>
        new("the message was not taken") { ErrorCode = (answer.Failed ?? []).FirstOrDefault(entry => entry.Id == id)?.Code };

    private static RemoteFailureException FailureOf(Unsent one) =>
        new(AwsFailure.Why(one.Failure!, "sqs:SendMessage"), one.Failure!);

    private static IEnumerable<IReadOnlyList<Unsent>> Batches(IEnumerable<Unsent> messages)
    {
        var (batch, bytes) = (new List<Unsent>(), 0);
        foreach (var message in messages)
        {
            var size = System.Text.Encoding.UTF8.GetByteCount(message.Body);
            if (batch.Count == MostInBatch || (batch.Count > 0 && bytes + size > MostBytes))
            {
                yield return batch;
                (batch, bytes) = ([], 0);
            }
            batch.Add(message);
            bytes += size;
        }
        if (batch.Count > 0)
            yield return batch;
    }

    private sealed record Unsent(ClusterPart Part, string Body, Exception? Failure);
}
