using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Lambda.Core;
using Remediator.Core;
using Remediator.Core.Policies;

namespace Remediator;

/// <summary>The handler: event → scope → failures → facts → verdict → plan → outcome → finding.</summary>
public sealed class Function(
    PullFailureReader failures, FactGatherer gatherer, PlanExecutor executor, FindingPublisher publisher,
    Self self, Rails rails, string version, TimeProvider clock, Log log)
{
    /// <summary>Stops the reads early enough to answer before Lambda stops the process.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    /// <exception cref="MalformedEventException">An event of ours lacks or garbles a field; Lambda reports it as the invocation's error.</exception>
    public async Task<JsonObject> HandleAsync(JsonElement payload, ILambdaContext context)
    {
        var incoming = IncomingPayload.Read(payload);
        var deadline = new Deadline(clock, context.RemainingTime);
        using var cancellation = new CancellationTokenSource(Later(context.RemainingTime - Margin), clock);
        var findings = await BelievedAsync(incoming, cancellation.Token) is Trigger.Look { Scope: var scope }
            ? await RemediateAsync(scope, incoming.Id, deadline, cancellation.Token)
            : [];
        return FindingJson.Envelope(version, incoming.Id, findings);
    }

    private async Task<Trigger> BelievedAsync(IncomingEvent incoming, CancellationToken cancelled)
    {
        var trigger = Trigger.Read(incoming);
        if (trigger is Trigger.Look { Scope: var scope })
            trigger = scope.Region != self.Region ? new Trigger.NotOurs($"region {scope.Region} is not ours ({self.Region})")
                : await self.RoleAsync(cancelled) is Fact<RoleArn>.Known { Value: var role } && role.Account != scope.Account
                    ? new Trigger.NotOurs($"account {scope.Account} is not ours ({role.Account})")
                    : trigger;
        if (trigger is Trigger.NotOurs { Why: var why })
            log.Information("event is not ours", ("event", incoming.Id), ("source", incoming.Source), ("detail-type", incoming.DetailType), ("why", why));
        return trigger;
    }

    private async Task<Finding[]> RemediateAsync(Scope scope, string eventId, Deadline deadline, CancellationToken cancelled)
    {
        var found = await failures.ReadAsync(scope, cancelled);
        var told = await Task.WhenAll(found.GroupBy(RepositoryOf).Select(group => OneByOneAsync(group, eventId, deadline, cancelled)));
        return [.. told.SelectMany(findings => findings)];
    }

    /// <summary>Two failures of one repository would overwrite each other's policy, so the second reads what the first has left.</summary>
    private async Task<IReadOnlyList<Finding>> OneByOneAsync(IEnumerable<PullFailure> ofRepository, string eventId, Deadline deadline, CancellationToken cancelled)
    {
        var findings = new List<Finding>();
        foreach (var failure in ofRepository)
            findings.Add(await RemediateAsync(failure, eventId, deadline, cancelled));
        return findings;
    }

    private async Task<Finding> RemediateAsync(PullFailure failure, string eventId, Deadline deadline, CancellationToken cancelled)
    {
        var facts = await gatherer.GatherAsync(failure, cancelled);
        var verdict = Diagnosis.Of(failure, facts);
        var plan = Plan.For(failure, facts, verdict, rails);
        var outcome = await executor.ExecuteAsync(failure, plan, deadline, cancelled);
        var finding = Finding.Of(failure, facts, verdict, plan, outcome, rails);
        await publisher.PublishAsync(finding, eventId, cancelled);
        return finding;
    }

    private static string RepositoryOf(PullFailure failure) =>
        failure.Image is ImageReference.Ecr image ? image.RepositoryArn : failure.Image.Text;

    private static TimeSpan Later(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.Zero;
}
