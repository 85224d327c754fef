using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Lambda.Core;
using Remediator.Audit;
using Remediator.Core.Audit;
using Remediator.Core.Findings;
using Remediator.Core.Triggers;
using Remediator.Gate;
using Remediator.Intake;
using Remediator.Kubernetes;
using Remediator.Pipeline;
using Remediator.Scan;

namespace Remediator;

/// <summary>The handler: payload in, envelope out.</summary>
public sealed class Function(RemediationPipeline pipeline, AuditRequests audits, ClusterConnection connections, string version,
    TimeProvider clock, Log log) : IDisposable
{
    /// <summary>Stops the reads early enough to answer before Lambda stops the process.</summary>
    private static readonly TimeSpan s_ending = TimeSpan.FromSeconds(5);

    /// <exception cref="MalformedEventException">An event of ours lacks or garbles a field; Lambda reports it as the invocation's
    /// error.</exception>
    /// <exception cref="RemoteFailureException">A remote side did not answer as it should, or not in time.</exception>
    /// <exception cref="SweepFailedException">A cluster of several could not be looked at.</exception>
    public async Task<JsonObject> HandleAsync(JsonElement payload, ILambdaContext context)
    {
        var time = new TimeBudget(clock, context.RemainingTime);
        using var cancellation = time.Until(s_ending);
        if (SqsBatch.Of(payload) is { } batch)
            return SqsBatch.Response(await FailedAsync(batch, time, cancellation.Token));
        // a payload does not carry its caller, so all that is known is that somebody may invoke the alias
        var channel = context.InvokedFunctionArn is { } arn && DecisionIntake.IsAlias(arn)
            ? new Message("approval.channel.alias", ("alias", arn)) : null;
        try
        {
            return await AnswerAsync(IncomingPayload.Read(payload), Begin(time, channel, cancellation.Token));
        }
        // whoever decided reads the answer; an error would page those who run the stack, who can do nothing about it
        catch (DecisionRefusedException e)
        {
            return Refused(e.Why);
        }
        catch (MalformedEventException e) when (channel is not null)
        {
            return Refused(new Message("decision.malformed", ("text", e.Why)));
        }
        // Lambda shows the text of what is thrown, and the framework has none in the native binary
        catch (OperationCanceledException e) when (cancellation.IsCancellationRequested)
        {
            throw new RemoteFailureException(new Message("failure.no-time"), e);
        }
        catch (Exception e) when (e is not RemoteFailureException && FailureReason.Of(e) is not null)
        {
            throw new RemoteFailureException(FailureReason.Of(e)!, e);
        }
    }

    /// <summary>Takes the decision of someone who is known, with their own rights instead of the function's.</summary>
    /// <param name="channel">Who it is, and how they decide.</param>
    /// <exception cref="DecisionRefusedException">The decision is not followed.</exception>
    public async Task<JsonObject> DecideAsync(string hash, bool isApproved, Message channel, TimeSpan remaining)
    {
        var time = new TimeBudget(clock, remaining);
        using var cancellation = time.Until(s_ending);
        return await AnswerAsync(new IncomingPayload(null, null, null, new Trigger.Decided(hash, isApproved)),
            Begin(time, channel, cancellation.Token));
    }

    /// <summary>Audits a whole cluster, part after part, with the caller's own rights; see <see cref="ClusterAudit"/>.</summary>
    /// <exception cref="ClusterUnreachableException">The cluster cannot be read.</exception>
    public Task<AuditReport> AuditAsync(
        Trigger.Audit request, IProgress<AuditProgress>? progress, TimeSpan remaining, CancellationToken cancelled) =>
        audits.RunAsync(request, progress, Begin(new TimeBudget(clock, remaining), null, cancelled));

    public void Dispose() => connections.Dispose();

    private Invocation Begin(TimeBudget time, Message? channel, CancellationToken cancelled) =>
        new(null, time, cancelled) { Owner = $"{Guid.NewGuid():N}", StartedAt = clock.GetUtcNow(), Channel = channel };

    private async Task<JsonObject> AnswerAsync(IncomingPayload incoming, Invocation invocation)
    {
        if (incoming.Trigger is not Trigger.Audit request)
            return FindingJson.Envelope(version, incoming.Id, await FindAsync(incoming, invocation));
        var envelope = FindingJson.Envelope(version, incoming.Id, []);
        envelope["audits"] = new JsonArray(
            [.. (await AuditAsync(request, Of(incoming, invocation))).Select(JsonNode? (report) => AuditJson.Answer(report, version))]);
        return envelope;
    }

    private async Task<IReadOnlyList<AuditReport>> AuditAsync(Trigger.Audit request, Invocation invocation)
    {
        var (reports, ignored) = await audits.HandleAsync(request, invocation);
        if (ignored is not null)
            log.Information("request is not ours", ("cluster", request.Cluster), ("why", $"{ignored}"));
        return reports;
    }

    private JsonObject Refused(Message why)
    {
        log.Warning("a decision was refused", ("why", $"{why}"));
        return FindingJson.Refusal(version, why);
    }

    /// <summary>Each message is an event of its own: the others are not delivered again for one that fails.</summary>
    private async Task<IReadOnlyList<SqsBatch.Message>> FailedAsync(SqsBatch batch, TimeBudget time, CancellationToken cancelled)
    {
        var failed = new List<SqsBatch.Message>();
        foreach (var message in batch.Messages)
        {
            try
            {
                var (incoming, invocation) = (IncomingPayload.OfMessage(message.Payload()), Begin(time, null, cancelled));
                if (incoming.Trigger is Trigger.Audit request)
                    await AuditAsync(request, Of(incoming, invocation));
                else
                    await FindAsync(incoming, invocation);
            }
            // whatever it was, Lambda delivers the message again, and in the end it lies in the dead-letter queue
            catch (Exception e)
            {
                log.Error("message failed", e, ("messageId", message.Id));
                failed.Add(message);
            }
        }
        return failed;
    }

    private static Invocation Of(IncomingPayload incoming, Invocation invocation) =>
        invocation with { EventId = incoming.Id, Whole = incoming.Whole, Only = incoming.Only };

    private async Task<IReadOnlyList<Finding>> FindAsync(IncomingPayload incoming, Invocation invocation)
    {
        var (findings, ignored) = await pipeline.HandleAsync(incoming.Trigger, Of(incoming, invocation));
        if (ignored is not null)
            log.Information("event is not ours", ("event", incoming.Id), ("source", incoming.Source), ("detail-type", incoming.DetailType),
                ("why", $"{ignored}"));
        else if (incoming.Trigger is Trigger.RepositoryEvent { By: { } caller } call)
            log.Information("call followed",
                ("event", incoming.Id), ("repository", call.Repository.ToString()), ("role", caller.Role.ToString()),
                ("session", caller.Session));
        else if (incoming.Trigger is Trigger.RegistryEvent { By: { } changer } change)
            log.Information("call followed",
                ("event", incoming.Id), ("registry", $"{change.Account}/{change.Region}"), ("role", changer.Role.ToString()),
                ("session", changer.Session));
        return findings;
    }
}
