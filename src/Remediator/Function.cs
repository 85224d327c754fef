using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Lambda.Core;
using Remediator.Core;

namespace Remediator;

/// <summary>The handler: payload → trigger → findings.</summary>
public sealed class Function(Inquiry inquiry, string version, TimeProvider clock, Log log)
{
    /// <summary>Stops the reads early enough to answer before Lambda stops the process.</summary>
    private static readonly TimeSpan Ending = TimeSpan.FromSeconds(5);

    /// <exception cref="MalformedEventException">An event of ours lacks or garbles a field; Lambda reports it as the invocation's error.</exception>
    /// <exception cref="SweepFailedException">A cluster of several could not be looked at.</exception>
    public async Task<JsonObject> HandleAsync(JsonElement payload, ILambdaContext context)
    {
        var deadline = new Deadline(clock, context.RemainingTime);
        using var cancellation = deadline.Until(Ending);
        var run = new Run(null, deadline, cancellation.Token)
        {
            Owner = $"{context.AwsRequestId} {Guid.NewGuid():N}",
            Began = clock.GetUtcNow(),
            InvokedArn = context.InvokedFunctionArn ?? "",
        };
        if (SqsBatch.Of(payload) is { } batch)
            return SqsBatch.Response(await FailedAsync(batch, run));
        var incoming = IncomingPayload.Read(payload);
        return FindingJson.Envelope(version, incoming.Id, await FindAsync(incoming, run));
    }

    private async Task<IReadOnlyList<SqsBatch.Message>> FailedAsync(SqsBatch batch, Run run)
    {
        var failed = new List<SqsBatch.Message>();
        foreach (var message in batch.Messages)
        {
            try
            {
                await FindAsync(IncomingPayload.OfMessage(message.Payload()), run);
            }
            // whatever it was, it is this message's own: the others are not delivered again for it
            catch (Exception e)
            {
                log.Error("message failed", ("message", message.Id), ("why", e.Message));
                failed.Add(message);
            }
        }
        return failed;
    }

    private async Task<IReadOnlyList<Finding>> FindAsync(IncomingPayload incoming, Run run)
    {
        var (findings, why) = await inquiry.FollowAsync(incoming.Trigger, run with { EventId = incoming.Id });
        if (why is not null)
            log.Information("event is not ours", ("event", incoming.Id), ("source", incoming.Source), ("detail-type", incoming.DetailType), ("why", why));
        else if (incoming.Trigger is Trigger.RepositoryEvent { By: { } caller } call)
            log.Information("call followed", ("event", incoming.Id), ("repository", call.Repository.ToString()), ("role", caller.Role.ToString()), ("session", caller.Session));
        return findings;
    }
}
