using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Lambda.Core;
using Remediator.Core.Findings;
using Remediator.Core.Triggers;
using Remediator.Gate;
using Remediator.Intake;
using Remediator.Pipeline;
using Remediator.Runtime;

namespace Remediator;

/// <summary>The handler: payload → trigger → findings.</summary>
public sealed class Function(TriggerHandler inquiry, string version, TimeProvider clock, Log log)
{
    /// <summary>Stops the reads early enough to answer before Lambda stops the process.</summary>
    private static readonly TimeSpan Ending = TimeSpan.FromSeconds(5);

    /// <exception cref="MalformedEventException">An event of ours lacks or garbles a field; Lambda reports it as the invocation's error.</exception>
    /// <exception cref="SweepFailedException">A cluster of several could not be looked at.</exception>
    /// <exception cref="DecisionRefusedException">An approval or rejection is not followed.</exception>
    public async Task<JsonObject> HandleAsync(JsonElement payload, ILambdaContext context)
    {
        TimeBudget deadline = new TimeBudget(clock, context.RemainingTime);
        using var cancellation = deadline.Until(Ending);
        // a payload does not carry its caller, so all that is known is that somebody may invoke the alias
        Invocation run = RunOf(deadline, context.InvokedFunctionArn is { } arn && arn.EndsWith($":{ApprovalDesk.Alias}", StringComparison.Ordinal) ? $"{arn}, unverified" : null, cancellation.Token);
        if (SqsBatch.Of(payload) is { } batch)
            return SqsBatch.Response(await FailedAsync(batch, run));
        return await AnsweredAsync(IncomingPayload.Read(payload), run);
    }

    /// <summary>Takes the decision of someone who is known, with their own rights instead of the function's.</summary>
    /// <param name="through">Who it is, and how they decide, in words.</param>
    /// <exception cref="DecisionRefusedException">The decision is not followed.</exception>
    public async Task<JsonObject> DecideAsync(string hash, bool isApproved, string through, TimeSpan remaining)
    {
        TimeBudget deadline = new TimeBudget(clock, remaining);
        using var cancellation = deadline.Until(Ending);
        return await AnsweredAsync(new IncomingPayload(null, null, null, new Trigger.Decided(hash, isApproved)), RunOf(deadline, through, cancellation.Token));
    }

    private Invocation RunOf(TimeBudget deadline, string? through, CancellationToken cancelled) =>
        new(null, deadline, cancelled) { Owner = $"{Guid.NewGuid():N}", StartedAt = clock.GetUtcNow(), Channel = through };

    private async Task<JsonObject> AnsweredAsync(IncomingPayload incoming, Invocation run) =>
        FindingJson.Envelope(version, incoming.Id, await FindAsync(incoming, run));

    private async Task<IReadOnlyList<SqsBatch.Message>> FailedAsync(SqsBatch batch, Invocation run)
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

    private async Task<IReadOnlyList<Finding>> FindAsync(IncomingPayload incoming, Invocation run)
    {
        var (findings, why) = await inquiry.HandleAsync(incoming.Trigger, run with { EventId = incoming.Id });
        if (why is not null)
            log.Information("event is not ours", ("event", incoming.Id), ("source", incoming.Source), ("detail-type", incoming.DetailType), ("why", why));
        else if (incoming.Trigger is Trigger.RepositoryEvent { By: { } caller } call)
            log.Information("call followed", ("event", incoming.Id), ("repository", call.Repository.ToString()), ("role", caller.Role.ToString()), ("session", caller.Session));
        return findings;
    }
}
